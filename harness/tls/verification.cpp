// Sorts OpenSSL's verification errors into what is ignored, what is remembered and what refuses.
#include "tls/verification.hpp"

#include <algorithm>

#include <openssl/ssl.h>

#include "base/text.hpp"
#include "crypto/sip_domains.hpp"

namespace assay::tls {

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

bool Verification::leaf(X509* certificate) {
  if (config_.sip_domain.empty() || crypto::bears_sip_domain(certificate, config_.sip_domain)) return true;
  return found(X509_V_ERR_HOSTNAME_MISMATCH);
}

void Verification::remembered(long error) {
  if (error != X509_V_OK) found(static_cast<int>(error));
}

bool Verification::ignored(int error) const {
  const auto& named = config_.ignored_verify_errors;
  return std::find(named.begin(), named.end(), error) != named.end();
}

std::string Verification::text() const {
  if (clean()) return "ok";
  std::vector<std::string> texts;
  for (const int problem : problems_) texts.emplace_back(X509_verify_cert_error_string(problem));
  return join(texts, "; ");
}

}  // namespace assay::tls
