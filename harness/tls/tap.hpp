// Applies declared faults to the TLS records that are about to leave.
#pragma once

#include <map>
#include <optional>
#include <vector>

#include "base/bytes.hpp"
#include "tls/fault.hpp"
#include "trace/record.hpp"

namespace assay::tls {

// Takes whole records and gives what is to be sent. For every fault one event goes to `facts`:
// tls.fault-applied, or tls.fault-not-applied with the reason.
Bytes apply(ByteView ciphertext, const std::vector<Fault>& faults, std::vector<trace::Record>& facts);

// The same over several calls: records are counted from the first call on.
class Tap {
 public:
  explicit Tap(std::vector<Fault> faults) : waiting_(std::move(faults)) {}

  Bytes pass(ByteView ciphertext, std::vector<trace::Record>& facts);
  // No more records come: what met none is told with `reason`.
  void end(const std::string& reason, std::vector<trace::Record>& facts);
  bool idle() const { return waiting_.empty(); }

 private:
  std::vector<Fault> waiting_;
  std::map<int, int> passed_;  // records of former calls, by content type
};

// Changes one octet as "xor" and "finished" say. The reason why nothing changed; empty if it did.
std::string flip(Bytes& octets, const Fault& fault);

// The event of one fault: applied if `reason` is empty. `offset`: of the record in this call's octets.
trace::Record fault_fact(const Fault& fault, std::optional<std::size_t> offset, const std::string& reason);

}  // namespace assay::tls
