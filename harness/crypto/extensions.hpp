// The X.509 extensions that a made certificate or revocation list carries (RFC 5280 4.2, 5.2).
#pragma once

#include <string>
#include <vector>

#include "base/error.hpp"
#include "crypto/certificate.hpp"
#include "crypto/handle.hpp"

namespace assay::crypto {

// Basic constraints, key usage, extended key usage, subject alternative name, key identifiers.
// `certificate` has its public key already. Errors: a usage or a name that OpenSSL does not know.
Result<void> add_extensions(X509* certificate, X509* issuer, const CertificateRequest& request);

// Authority key identifier and CRL number (RFC 5280 5.2.1, 5.2.3).
Result<void> add_extensions(X509_CRL* list, X509* issuer);

}  // namespace assay::crypto
