// For tests and fuzz targets: reads a stream in pieces and says whether an octet got lost.
#pragma once

#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <vector>

#include "base/text.hpp"
#include "codec/sip/stream.hpp"

namespace assay::sip::conservation {

// Messages as text that holds every field, with their octets and where these stand.
struct Reading {
  std::vector<std::string> messages;
  std::vector<Bytes> raws;
  std::vector<std::size_t> offsets;
  Bytes pending;
  std::uint64_t unread{0};  // keep-alives and what was skipped
};

inline std::string describe(const Message& m) {
  std::string out = fmt::format("{} {} {} {} {} {} {} body={}", static_cast<int>(m.type), m.stream_offset,
                                escape(m.start_line), m.method, m.request_uri, m.code, m.version, escape(m.body));
  for (const auto& h : m.headers)
    out += fmt::format("\n  {} {}+{} [{}] [{}]", h.canonical, h.offset, h.length, escape(h.raw_value), escape(h.value));
  for (const auto& violation : m.violations) out += fmt::format("\n  !{}@{}", violation.what, violation.offset);
  return out;
}

// Pieces of the given sizes, taken in turn; a size of 0 counts as 1; no sizes: all at once.
inline Reading read_stream(StreamLimits limits, ByteView input, const std::vector<std::size_t>& sizes) {
  StreamDecoder decoder(limits);
  Reading reading;
  for (std::size_t turn = 0; !input.empty(); ++turn) {
    const std::size_t size = sizes.empty() ? input.size() : std::max<std::size_t>(sizes[turn % sizes.size()], 1);
    for (const auto& message : decoder.feed(input.substr(0, size))) {
      reading.messages.push_back(describe(message));
      reading.raws.push_back(message.raw);
      reading.offsets.push_back(message.stream_offset);
    }
    input.remove_prefix(std::min(size, input.size()));
  }
  reading.pending = decoder.pending();
  reading.unread = decoder.skipped() + decoder.keep_alives().octets;
  return reading;
}

// What is wrong with the account of the octets; empty if nothing is.
inline std::string complaint(ByteView input, const Reading& reading) {
  std::size_t at = 0;
  std::uint64_t read = reading.pending.size() + reading.unread;
  for (std::size_t i = 0; i < reading.raws.size(); ++i) {
    const std::size_t offset = reading.offsets[i];
    if (offset < at || offset > input.size() || input.substr(offset, reading.raws[i].size()) != reading.raws[i])
      return fmt::format("message {} does not stand in the input from {}", i, at);
    at = offset + reading.raws[i].size();
    read += reading.raws[i].size();
  }
  if (reading.pending != input.substr(input.size() - std::min(reading.pending.size(), input.size())))
    return "the pending octets are not the end of the input";
  return read == input.size() ? "" : fmt::format("{} octets are accounted for, not {}", read, input.size());
}

// How the parts of a message disagree with its octets; empty if they do not.
inline std::string disagreement(const Message& m) {
  for (const auto& violation : m.violations)
    if (violation.offset > m.raw.size()) return "violation outside: " + violation.what;
  for (const auto& h : m.headers) {
    if (h.offset + h.length > m.raw.size()) return "header outside: " + h.name;
    if (m.raw.compare(h.value_offset, h.raw_value.size(), h.raw_value) != 0) return "value elsewhere: " + h.name;
  }
  const bool right = m.raw.size() >= m.body_offset && m.raw.substr(m.body_offset) == m.body + m.trailing;
  return right || m.type == MessageType::unreadable ? "" : "the body is not what follows the head";
}

}  // namespace assay::sip::conservation
