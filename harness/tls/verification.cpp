// Sorts OpenSSL's verification errors into what is ignored, what is remembered and what refuses.
#include "tls/verification.hpp"

#include <algorithm>

#include <openssl/ssl.h>

#include "base/text.hpp"

namespace assay::tls {
namespace {

bool is_time(int error) {
  return error == X509_V_ERR_CERT_HAS_EXPIRED || error == X509_V_ERR_CERT_NOT_YET_VALID;
}

bool is_trust(int error) {
  switch (error) {
    case X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT:
    case X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT_LOCALLY:
    case X509_V_ERR_UNABLE_TO_VERIFY_LEAF_SIGNATURE:
    case X509_V_ERR_SELF_SIGNED_CERT_IN_CHAIN:
    case X509_V_ERR_DEPTH_ZERO_SELF_SIGNED_CERT:
    case X509_V_ERR_CERT_UNTRUSTED:
      return true;
    default:
      return false;
  }
}

bool is_revocation(int error) {
  switch (error) {
    case X509_V_ERR_UNABLE_TO_GET_CRL:
    case X509_V_ERR_UNABLE_TO_GET_CRL_ISSUER:
    case X509_V_ERR_CRL_SIGNATURE_FAILURE:
    case X509_V_ERR_CRL_NOT_YET_VALID:
    case X509_V_ERR_CRL_HAS_EXPIRED:
    case X509_V_ERR_CERT_REVOKED:
      return true;
    default:
      return false;
  }
}

}  // namespace

Verification::Verification(const Config& config)
    : config_(config),
      strict_(config.role == Role::client ? config.verify_peer : config.require_client_certificate) {}

int Verification::mode() const {
  if (config_.role == Role::client) return SSL_VERIFY_PEER;
  if (!config_.request_client_certificate && !config_.require_client_certificate) return SSL_VERIFY_NONE;
  return SSL_VERIFY_PEER | (strict_ ? SSL_VERIFY_FAIL_IF_NO_PEER_CERT : 0);
}

bool Verification::found(int error) {
  if (ignored(error)) return true;
  if (std::find(problems_.begin(), problems_.end(), error) == problems_.end()) problems_.push_back(error);
  return !strict_;
}

bool Verification::ignored(int error) const {
  const auto& named = config_.ignored_verify_errors;
  if (std::find(named.begin(), named.end(), error) != named.end()) return true;
  if (is_time(error)) return config_.ignore_certificate_times;
  if (is_trust(error)) return config_.ignore_trust;
  if (error == X509_V_ERR_INVALID_PURPOSE) return config_.ignore_purpose;
  // A list of an authority that is not known cannot be there: that comes with ignoring trust.
  if (error == X509_V_ERR_UNABLE_TO_GET_CRL && config_.ignore_trust) return true;
  return is_revocation(error) && config_.ignore_crl;
}

std::string Verification::text() const {
  if (clean()) return "ok";
  std::vector<std::string> texts;
  for (const int problem : problems_) texts.emplace_back(X509_verify_cert_error_string(problem));
  return join(texts, "; ");
}

}  // namespace assay::tls
