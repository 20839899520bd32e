// For property tests and fuzz targets: reads input in pieces and says whether an octet got lost.
#pragma once

#include <algorithm>
#include <string>
#include <vector>

#include <fmt/format.h>

#include "base/text.hpp"
#include "codec/imap/command.hpp"

namespace assay::imap::conservation {

// Messages as text that holds every field, with their octets and where these stand if known.
struct Reading {
  std::vector<std::string> messages;
  std::vector<Bytes> raws;
  std::vector<std::size_t> offsets;  // of responses
  Bytes pending;
  std::uint64_t skipped{0};
};

inline std::string describe(const std::vector<Violation>& violations) {
  std::string out;
  for (const auto& violation : violations) out += fmt::format(" !{}@{}", violation.what, violation.offset);
  return out;
}

inline std::string describe(const Response& r) {
  std::string literals;
  for (const auto& literal : r.literals) literals += escape(literal) + "|";
  const std::string number = r.number ? std::to_string(*r.number) : "-";
  return fmt::format("{} tag={} status={} code={} code_arguments={} text={} keyword={} number={} arguments={} {} {}{}",
                     static_cast<int>(r.type), r.tag, r.status, r.code, escape(r.code_arguments), escape(r.text),
                     r.keyword, number, escape(r.arguments), literals, r.stream_offset, describe(r.violations));
}

inline std::string describe(const std::vector<Argument>& arguments) {
  std::string out;
  for (const auto& a : arguments) {
    out += fmt::format(" {}:{}", static_cast<int>(a.form), escape(a.value));
    if (a.form == Argument::Form::list) out += "<" + describe(a.items) + ">";
  }
  return out;
}

inline std::string describe(const CommandEvent& e) {
  return fmt::format("{} {} {} {} {} {}{}", static_cast<int>(e.type), e.command.tag, e.command.name, e.literal_size,
                     escape(e.line), describe(e.command.arguments), describe(e.command.violations));
}

// Calls `feed` with `input` in pieces of the given sizes, taken in turn; a size of 0 counts as 1.
template <class Feed>
void in_pieces(ByteView input, const std::vector<std::size_t>& sizes, Feed feed) {
  std::size_t turn = 0;
  while (!input.empty()) {
    const std::size_t wanted = sizes.empty() ? input.size() : std::max<std::size_t>(sizes[turn++ % sizes.size()], 1);
    feed(input.substr(0, wanted));
    input.remove_prefix(std::min(wanted, input.size()));
  }
}

inline Reading read_responses(Limits limits, ByteView input, const std::vector<std::size_t>& sizes) {
  ResponseDecoder decoder(limits);
  Reading reading;
  in_pieces(input, sizes, [&](ByteView piece) {
    for (auto& response : decoder.feed(piece)) {
      reading.messages.push_back(describe(response));
      reading.offsets.push_back(response.stream_offset);
      reading.raws.push_back(std::move(response.raw));
    }
  });
  reading.pending = decoder.pending_octets();
  reading.skipped = decoder.skipped();
  return reading;
}

// After each literal the caller's wish: bit n of `refusals` refuses the n-th, counted modulo 64. What
// a refusal drops counts as a message.
inline Reading read_commands(Limits limits, ByteView input, const std::vector<std::size_t>& sizes,
                             std::uint64_t refusals) {
  CommandDecoder decoder(limits);
  Reading reading;
  unsigned literals = 0;
  const auto take = [&](CommandEvent& event) {
    reading.messages.push_back(describe(event));
    if (event.type != CommandEvent::Type::literal_wanted) return reading.raws.push_back(event.command.raw);
    if ((refusals >> (literals++ % 64) & 1) == 0) return;
    CommandDecoder copy = decoder;
    const Bytes before = copy.take_pending();
    decoder.refuse_literal();
    reading.raws.push_back(before.substr(0, before.size() - decoder.pending()));
  };
  in_pieces(input, sizes, [&](ByteView piece) {
    for (auto events = decoder.feed(piece); !events.empty(); events = decoder.feed({}))
      for (auto& event : events) take(event);
  });
  reading.skipped = decoder.skipped();
  reading.pending = decoder.take_pending();
  return reading;
}

// What is wrong with the account of the octets; empty if nothing is. Every raw must stand in the
// input behind the one before it, and all that stands in none must be pending or skipped.
inline std::string complaint(ByteView input, const Reading& reading) {
  std::size_t at = 0;
  for (std::size_t i = 0; i < reading.raws.size(); ++i) {
    const bool placed = i < reading.offsets.size();
    const std::size_t offset = placed ? reading.offsets[i] : reading.skipped > 0 ? input.find(reading.raws[i], at) : at;
    if (offset == ByteView::npos || offset < at || input.substr(offset, reading.raws[i].size()) != reading.raws[i])
      return fmt::format("message {} does not stand in the input from {}", i, at);
    at = offset + reading.raws[i].size();
  }
  if (reading.pending != input.substr(input.size() - std::min(reading.pending.size(), input.size())))
    return "the pending octets are not the end of the input";
  std::uint64_t gaps = input.size() - reading.pending.size();
  for (const auto& raw : reading.raws) gaps -= raw.size();
  return gaps == reading.skipped ? "" : fmt::format("{} octets are missing, {} were skipped", gaps, reading.skipped);
}

// How two readings of one input differ; empty if they do not.
inline std::string difference(const Reading& a, const Reading& b) {
  for (std::size_t i = 0; i < std::min(a.messages.size(), b.messages.size()); ++i)
    if (a.messages[i] != b.messages[i]) return a.messages[i] + "\nversus\n" + b.messages[i];
  if (a.messages.size() != b.messages.size()) return "one reading has more messages";
  if (a.raws != b.raws || a.pending != b.pending || a.skipped != b.skipped) return "the octets were cut differently";
  return {};
}

}  // namespace assay::imap::conservation
