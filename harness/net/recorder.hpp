// Collects what a channel tells and runs the loop until something was told; for tests.
#pragma once

#include <chrono>
#include <functional>
#include <string>
#include <vector>

#include "net/channel.hpp"

namespace assay::net {

struct Recorder {
  std::vector<trace::Record> records;
  std::size_t octets{0};  // of all "bytes" events

  Channel::Sink sink() {
    return [this](trace::Record record) {
      if (record.name == "bytes") octets += record.data.size();
      records.push_back(std::move(record));
    };
  }
  const trace::Record* find(const std::string& name) const {
    for (const auto& record : records)
      if (record.name == name) return &record;
    return nullptr;
  }
  bool has(const std::string& name) const { return find(name) != nullptr; }
  // The octets of all "bytes" events, or of those with the given protection.
  Bytes bytes(const std::string& is_protected = {}) const {
    Bytes all;
    for (const auto& record : records)
      if (record.name == "bytes" && (is_protected.empty() || trace::attribute(record, "protected") == is_protected))
        all += record.data;
    return all;
  }
  // The names of the events, evidence left out, equal neighbours once: "opened bytes eof".
  std::string story() const {
    std::string text;
    std::string last;
    for (const auto& record : records) {
      if (record.kind == trace::Kind::evidence || record.name == last) continue;
      text += (text.empty() ? "" : " ") + record.name;
      last = record.name;
    }
    return text;
  }
};

// True once `done` holds; false after a deadline that only a broken build reaches.
inline bool run_until(Loop& loop, const std::function<bool()>& done) {
  const auto deadline = std::chrono::steady_clock::now() + std::chrono::seconds(30);
  while (!done()) {
    if (std::chrono::steady_clock::now() > deadline) return false;
    loop.run_one(std::chrono::milliseconds(10));
  }
  return true;
}

}  // namespace assay::net
