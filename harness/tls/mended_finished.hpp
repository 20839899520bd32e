// Takes the check of the client's Finished message away: a wrong verify_data is put right before it is read.
#pragma once

#include <optional>

#include "tls/inner_messages.hpp"
#include "tls/record_protection.hpp"

namespace assay::tls {

// Only for the defect of a server that accepts an altered Finished message. TLS 1.3 with AES-GCM.
class MendedFinished {
 public:
  // A handshake message that the server sent, or read in clear; whole, in the order of the handshake.
  void hear(ByteView message);

  // The next protected record of the client's handshake. `secret`: client_handshake_traffic_secret.
  // A record that does not open, and one without a Finished message, comes back as it is; so does
  // everything after a HelloRetryRequest, which makes another transcript (RFC 8446 4.4.1).
  RawRecord mend(RawRecord record, const Bytes& secret);

 private:
  Bytes verify_data(const Bytes& secret) const;  // over what was heard so far

  Bytes server_side_;      // the transcript up to the server's Finished message
  Bytes client_messages_;  // that came under the protection
  bool retried_{false};
  FinishedFinder finder_;
  std::optional<RecordProtection> protection_;
};

}  // namespace assay::tls
