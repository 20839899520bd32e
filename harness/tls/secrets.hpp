// The keys of a connection that is going on, from its key log and from OpenSSL.
#pragma once

#include <map>
#include <optional>
#include <string>

#include "tls/engine.hpp"
#include "tls/handle.hpp"
#include "tls/record_protection.hpp"

namespace assay::tls {

class Secrets {
 public:
  // One line of an NSS key log; lines that nobody asks for are kept too.
  void hear(ByteView line);

  // TLS 1.3: the handshake traffic secret of `writer` (RFC 8446 7.1). Nothing before its time.
  std::optional<Bytes> handshake_secret(Role writer) const;
  // What protects the records of `writer` from the first protected one on: in TLS 1.2 that is the
  // Finished message, in TLS 1.3 the first one under the handshake traffic secret. Nothing for
  // suites other than AES-GCM, for versions below TLS 1.2, and before the keys are known.
  std::optional<RecordProtection> of_handshake(SSL* connection, Role writer) const;
  // What protects the records behind that one's Finished message. Nothing as above.
  std::optional<RecordProtection> of_data(SSL* connection, Role writer) const;

 private:
  std::optional<Bytes> secret(const char* client_label, const char* server_label, Role writer) const;

  std::map<std::string, Bytes> secrets_;  // by label
};

}  // namespace assay::tls
