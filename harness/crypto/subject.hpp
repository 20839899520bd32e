// What a certificate says about its subject, read from OpenSSL's object.
#pragma once

#include <string>
#include <vector>

#include "crypto/handle.hpp"

namespace assay::crypto {

// RFC 2253 form, UTF-8, control characters escaped.
std::string subject(X509* certificate);
// The last, most specific CN; empty if there is none. May hold any octet, NUL too.
std::string common_name(X509* certificate);
// "DNS:…", "email:…", "URI:…", "IP:…" in their order; other kinds are left out. May hold any octet.
std::vector<std::string> alternative_names(X509* certificate);

}  // namespace assay::crypto
