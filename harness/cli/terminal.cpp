// Printing for people and for logs of CI.
#include "cli/terminal.hpp"

#include <unistd.h>

#include <cstdint>
#include <cstdio>

#include <fmt/format.h>

#include "base/text.hpp"

namespace assay::cli {

namespace {

// Length of the UTF-8 sequence at the start of `text`, with its code point; 0 if there is none.
std::size_t read_utf8(std::string_view text, std::uint32_t& point) {
  const auto first = static_cast<unsigned char>(text.front());
  const std::size_t length = first < 0x80 ? 1 : first >= 0xc2 && first < 0xe0 ? 2 : first >= 0xe0 && first < 0xf0 ? 3 : 0;
  if (length == 0 || text.size() < length) return 0;
  point = length == 1 ? first : length == 2 ? first & 0x1fU : first & 0x0fU;
  for (std::size_t i = 1; i < length; ++i) {
    const auto next = static_cast<unsigned char>(text[i]);
    if ((next & 0xc0) != 0x80) return 0;
    point = point << 6 | (next & 0x3fU);
  }
  return length == 3 && point < 0x800 ? 0 : length;
}

// Control characters of both ranges, marks of direction, invisible characters and surrogates.
bool is_harmless(std::uint32_t point) {
  if (point < 0x20 || (point >= 0x7f && point < 0xa0) || point == 0xad || point == 0x61c || point == 0xfeff) return false;
  return (point < 0x200b || point > 0x200f) && (point < 0x2028 || point > 0x202e) && (point < 0x2060 || point > 0x206f) &&
         (point < 0xd800 || point > 0xf8ff);
}

}  // namespace

std::string visible(std::string_view text) {
  std::string out;
  while (!text.empty()) {
    std::uint32_t point = 0;
    const std::size_t length = read_utf8(text, point);
    const std::size_t taken = length == 0 ? 1 : length;
    out += length > 0 && is_harmless(point) ? std::string(text.substr(0, taken)) : escape(text.substr(0, taken));
    text.remove_prefix(taken);
  }
  return out;
}

void print_errors(const std::vector<Error>& errors) {
  for (const auto& error : errors) fmt::print(stderr, "assay: {}\n", visible(to_text(error)));
}

Progress::Progress() : live_(::isatty(STDOUT_FILENO) == 1) {}

void Progress::show(std::size_t done, std::size_t all, const std::string& what) {
  if (live_) fmt::print("\r\x1b[K[{}/{}] {}", done + 1, all, what.substr(0, 90));
  else fmt::print("[{}/{}] {}\n", done + 1, all, what);
  shown_ = true;
  std::fflush(stdout);
}

void Progress::clear() {
  if (live_ && shown_) fmt::print("\r\x1b[K");
  std::fflush(stdout);
}

void print_outcome(const run::Judgement& judgement, const run::Outcome& outcome) {
  for (const auto& case_id : judgement.plan.cases) {
    const auto found = judgement.verdicts.find(case_id);
    // How many do not apply stands below, and which in the report.
    if (judgement.plan.not_applicable.count(case_id)) continue;
    if (found == judgement.verdicts.end()) {
      // A run that did not begin says so once, in its last line.
      if (!judgement.executions.empty()) fmt::print("{:<13} {}\n", "not run", case_id);
      continue;
    }
    fmt::print("{:<13} {}\n", engine::to_text(found->second.verdict), case_id);
    if (found->second.verdict != engine::Verdict::pass) fmt::print("              {}\n", visible(found->second.reason));
  }
  for (const auto& line : outcome.inapplicable) fmt::print("{}\n", line);
  for (const auto& finding : outcome.review) fmt::print("ICS           {}\n", visible(finding.text));
  for (const auto& deviation : outcome.deviations) fmt::print("note          {}\n", visible(deviation));
  for (const auto& complaint : outcome.complaints) fmt::print("{}\n", complaint);
  fmt::print("\n");
  for (const auto& [verdict, count] : outcome.counts) {
    const bool advised = verdict == "fail" && !outcome.advised.empty();
    fmt::print("{} {}{}, ", count, verdict,
               advised ? fmt::format(" ({} of a SHOULD alone)", outcome.advised.size()) : "");
  }
  fmt::print("exit {}: {}\n", static_cast<int>(outcome.exit), visible(outcome.why));
}

}  // namespace assay::cli
