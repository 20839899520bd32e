// All faults of a handshake: those on its records and those inside its Finished message.
#pragma once

#include <vector>

#include "tls/finished_fault.hpp"
#include "tls/tap.hpp"

namespace assay::tls {

class HandshakeTap {
 public:
  // Those of config.handshake_faults, for the end that `config` sets up.
  explicit HandshakeTap(const Config& config);

  // What is to be sent instead of these whole records. After end() they go out as they are.
  Bytes pass(Bytes ciphertext, SSL* connection, const Secrets& secrets, std::vector<trace::Record>& facts);
  // The handshake is over, well or badly: every fault that met no record is told.
  void end(std::vector<trace::Record>& facts);

 private:
  Tap records_;
  std::vector<FinishedFault> messages_;
  bool ended_{false};
};

}  // namespace assay::tls
