// Record faults: each changes one record of a call's ciphertext and says so.
#include "tls/tap.hpp"

#include <algorithm>

#include "codec/tls/hello.hpp"

namespace assay::tls {
namespace {

struct Outgoing {
  RawRecord record;
  int copies{1};
};

// The reason why a fault changed nothing; empty if it did change something.
using Reason = std::string;

Reason flip(Bytes& fragment, const Fault& fault) {
  const auto size = static_cast<long>(fragment.size());
  const long at = fault.offset < 0 ? size + fault.offset : fault.offset;
  if (at < 0 || at >= size) return "the offset is outside the record";
  if ((fault.value & 0xff) == 0) return "a mask of 0 changes nothing";
  auto& octet = fragment[static_cast<std::size_t>(at)];
  octet = static_cast<char>(octet ^ fault.value);
  return {};
}

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

Outgoing* find(std::vector<Outgoing>& records, const Fault& fault) {
  int seen = 0;
  for (auto& one : records) {
    if (one.record.type == fault.content_type && seen++ == fault.occurrence) return &one;
  }
  return nullptr;
}

trace::Record fact(const Fault& fault, const Outgoing* target, const Reason& reason) {
  trace::Record record;
  record.name = reason.empty() ? "tls.fault-applied" : "tls.fault-not-applied";
  record.attributes = {{"kind", fault.kind},
                       {"content-type", std::to_string(fault.content_type)},
                       {"occurrence", std::to_string(fault.occurrence)}};
  if (target != nullptr) record.attributes["record-offset"] = std::to_string(target->record.offset);
  if (!reason.empty()) record.attributes["reason"] = reason;
  return record;
}

}  // namespace

Bytes apply(ByteView ciphertext, const std::vector<Fault>& faults, std::vector<trace::Record>& facts) {
  RecordReader reader;
  std::vector<Outgoing> records;
  for (auto& record : reader.feed(ciphertext)) records.push_back({std::move(record)});
  for (const auto& fault : faults) {
    Outgoing* target = find(records, fault);
    const Reason reason = target == nullptr ? "no such record in this call" : change(*target, fault);
    facts.push_back(fact(fault, target, reason));
  }
  Bytes out;
  for (const auto& [record, copies] : records) {
    for (int copy = 0; copy < copies; ++copy) out += write(record);
  }
  return out.append(reader.pending());
}

}  // namespace assay::tls
