// Certificates, keys and revocation lists from PEM text and back. Objects that are read are shared with whoever reads the
// same text on the same thread: they are not to be changed.
#pragma once

#include <string>
#include <vector>

#include "base/error.hpp"
#include "crypto/handle.hpp"

namespace assay::crypto {

// All certificates of the text in their order; text between the blocks is skipped. Error: none, or a broken block.
Result<std::vector<Certificate>> read_certificates(const std::string& pem);
// Errors as above.
Result<std::vector<RevocationList>> read_revocation_lists(const std::string& pem);
// An unencrypted private key. An encrypted one is an error: nobody is asked for a password.
Result<Key> read_key(const std::string& pem);

std::string write_pem(X509* certificate);
std::string write_pem(EVP_PKEY* private_key);
std::string write_pem(X509_CRL* list);

}  // namespace assay::crypto
