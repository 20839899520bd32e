// The exchange of one execution as entries that a report can draw: escaped, redacted, cut to size.
#pragma once

#include <cstdint>
#include <set>
#include <string>
#include <vector>

#include "run/judgement/judge.hpp"

namespace assay::run {

struct ExchangeEntry {
  std::uint64_t record{0};
  double milliseconds{0};  // since the first record
  std::string channel;
  std::string direction;   // "out", "in", "note"
  std::string kind;        // "bytes", "tls", "action", "deadline", "close"
  bool is_protected{false};
  std::string text;        // escaped
  bool marked{false};      // holds deciding octets, at [mark_offset, mark_offset + mark_length) of text
  std::size_t mark_offset{0};
  std::size_t mark_length{0};
  bool truncated{false};
};

std::vector<ExchangeEntry> exchange_of(const Judged& judged);

// Escaped text with every secret replaced by "[redacted]", whichever of its octets are escaped as in a URI.
std::string redacted(const std::string& escaped_text, const std::set<std::string>& secrets);

}  // namespace assay::run
