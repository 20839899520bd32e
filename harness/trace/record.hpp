// One line of a trace: an input, an action of the engine, an event of a channel, evidence, the end.
#pragma once

#include <cstdint>
#include <map>
#include <string>

#include "base/bytes.hpp"

namespace assay::trace {

enum class Kind {
  input,     // what the fold starts from: case, ICS, IXIT, seed, hashes
  action,    // what the engine asked a channel to do
  event,     // what a channel told the engine; the fold sees these and nothing else
  evidence,  // kept beside the events, never judged: wire octets, TLS key log lines
  end,       // the last record of a complete trace
};

// `number` counts from 1 within a trace. `time` is wall-clock nanoseconds since 1970 (UTC).
// `channel` is the actor's name, empty where no channel is concerned. `name` says what it is
// ("bytes", "tls.alert", "send" …), `attributes` hold its facts as text, `data` its octets.
struct Record {
  Kind kind{Kind::event};
  std::uint64_t number{0};
  std::int64_t time{0};
  std::string channel;
  std::string name;
  std::map<std::string, std::string> attributes;
  Bytes data;
};

// The attribute's value, or an empty text.
inline std::string attribute(const Record& record, const std::string& name) {
  const auto found = record.attributes.find(name);
  return found == record.attributes.end() ? std::string() : found->second;
}

}  // namespace assay::trace
