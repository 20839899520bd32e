// The fault inside the Finished message: its verify_data is changed under a protection that holds.
#pragma once

#include <optional>
#include <vector>

#include "tls/fault.hpp"
#include "tls/inner_messages.hpp"
#include "tls/secrets.hpp"
#include "trace/record.hpp"

namespace assay::tls {

// For AES-GCM in TLS 1.2 and TLS 1.3; elsewhere the fault is told as not applied.
class FinishedFault {
 public:
  // `writer`: who this end is.
  FinishedFault(Fault fault, Role writer) : fault_(std::move(fault)), writer_(writer) {}

  // Whole records about to leave, and what is to be sent instead.
  Bytes pass(ByteView ciphertext, SSL* connection, const Secrets& secrets, std::vector<trace::Record>& facts);
  // No more records come.
  void end(const std::string& reason, std::vector<trace::Record>& facts);

 private:
  RawRecord look(RawRecord record, SSL* connection, const Secrets& secrets, std::vector<trace::Record>& facts);
  RawRecord change(RawRecord record, Bytes plain, std::size_t content_size, std::vector<trace::Record>& facts);
  void told(std::optional<std::size_t> offset, const std::string& reason, std::vector<trace::Record>& facts);

  Fault fault_;
  Role writer_;
  bool done_{false};
  bool protected_{false};  // TLS 1.2: ChangeCipherSpec has left
  std::optional<RecordProtection> protection_;
  FinishedFinder finder_;
};

}  // namespace assay::tls
