// What the check of the peer's certificate chain found, and whether the handshake may go on.
#pragma once

#include <string>
#include <vector>

#include <openssl/x509.h>

#include "tls/engine.hpp"

namespace assay::tls {

class Verification {
 public:
  explicit Verification(const Config& config);

  // OpenSSL's flags for SSL_set_verify.
  int mode() const;
  // One finding of the chain check; true if the check goes on. `error` is an X509_V_ERR number.
  bool found(int error);

  // The chain check found no fault in the leaf itself: what it must bear beyond that; true if the check goes on.
  bool leaf(X509* certificate);

  // What a resumed session says of the chain that its first handshake saw.
  void remembered(long error);

  // Only the problems that the configuration does not ignore.
  bool clean() const { return problems_.empty(); }
  int first_problem() const { return clean() ? X509_V_OK : problems_.front(); }
  std::string text() const;  // "ok", or the problems joined by "; "
  // The peer must show a certificate that verifies, or the connection is of no use.
  bool strict() const { return strict_; }

 private:
  bool ignored(int error) const;

  Config config_;
  bool strict_;
  std::vector<int> problems_;
};

}  // namespace assay::tls
