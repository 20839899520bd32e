// Record faults: each changes one record of a call's ciphertext and says so.
#include "tls/tap.hpp"

#include <utility>

#include "codec/tls/hello.hpp"

namespace assay::tls {
namespace {

struct Outgoing {
  RawRecord record;
  int copies{1};
};

// The reason why a fault changed nothing; empty if it did change something.
using Reason = std::string;

Reason cut(Bytes& fragment, const Fault& fault) {
  if (fault.value < 0 || static_cast<std::size_t>(fault.value) >= fragment.size()) return "the record is not longer";
  fragment.resize(static_cast<std::size_t>(fault.value));
  return {};
}

Reason change(Outgoing& target, const Fault& fault) {
  if (fault.kind == "xor") return flip(target.record.fragment, fault);
  if (fault.kind == "truncate") return cut(target.record.fragment, fault);
  if (fault.kind == "drop") {
    target.copies = 0;
    return {};
  }
  if (fault.kind == "duplicate") {
    ++target.copies;
    return {};
  }
  return "there is no fault of this kind";
}

// `passed`: records of the same type that left before these.
Outgoing* find(std::vector<Outgoing>& records, const Fault& fault, int passed) {
  int seen = passed;
  for (auto& one : records) {
    if (one.record.type == fault.content_type && seen++ == fault.occurrence) return &one;
  }
  return nullptr;
}

Bytes write_all(const std::vector<Outgoing>& records) {
  Bytes out;
  for (const auto& [record, copies] : records) {
    for (int copy = 0; copy < copies; ++copy) out += write(record);
  }
  return out;
}

}  // namespace

std::string flip(Bytes& octets, const Fault& fault) {
  const auto size = static_cast<long>(octets.size());
  const long at = fault.offset < 0 ? size + fault.offset : fault.offset;
  if (at < 0 || at >= size) return "the offset is outside the record";
  if ((fault.value & 0xff) == 0) return "a mask of 0 changes nothing";
  auto& octet = octets[static_cast<std::size_t>(at)];
  octet = static_cast<char>(octet ^ fault.value);
  return {};
}

trace::Record fault_fact(const Fault& fault, std::optional<std::size_t> offset, const std::string& reason) {
  trace::Record record;
  record.name = reason.empty() ? "tls.fault-applied" : "tls.fault-not-applied";
  record.attributes = {{"kind", fault.kind},
                       {"content-type", std::to_string(fault.content_type)},
                       {"occurrence", std::to_string(fault.occurrence)}};
  if (offset) record.attributes["record-offset"] = std::to_string(*offset);
  if (!reason.empty()) record.attributes["reason"] = reason;
  return record;
}

Bytes Tap::pass(ByteView ciphertext, std::vector<trace::Record>& facts) {
  RecordReader reader;
  std::vector<Outgoing> records;
  for (auto& record : reader.feed(ciphertext)) records.push_back({std::move(record)});
  std::vector<Fault> unmet;
  for (const auto& fault : waiting_) {
    Outgoing* target = find(records, fault, passed_[fault.content_type]);
    if (target == nullptr) {
      unmet.push_back(fault);
      continue;
    }
    facts.push_back(fault_fact(fault, target->record.offset, change(*target, fault)));
  }
  waiting_ = std::move(unmet);
  for (const auto& one : records) ++passed_[one.record.type];
  return write_all(records).append(reader.pending());
}

void Tap::end(const std::string& reason, std::vector<trace::Record>& facts) {
  for (const auto& fault : std::exchange(waiting_, {})) facts.push_back(fault_fact(fault, std::nullopt, reason));
}

Bytes apply(ByteView ciphertext, const std::vector<Fault>& faults, std::vector<trace::Record>& facts) {
  Tap tap(faults);
  Bytes out = tap.pass(ciphertext, facts);
  tap.end("no such record in this call", facts);
  return out;
}

}  // namespace assay::tls
