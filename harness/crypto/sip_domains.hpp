// Which SIP domains a certificate speaks for (RFC 5922 7.1, 7.2).
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "crypto/handle.hpp"

namespace assay::crypto {

// The host parts of "sip" URIs without a user part among the alternative names; if there is none, the DNS names.
// Only where the certificate has no such extension, its common name, if that is a DNS name. As written, wildcards too.
std::vector<std::string> sip_domains(X509* certificate);

// One of them is `domain`, whole and in any case; a wildcard matches itself alone.
bool bears_sip_domain(X509* certificate, std::string_view domain);

}  // namespace assay::crypto
