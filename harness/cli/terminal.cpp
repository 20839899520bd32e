// Printing for people and for logs of CI.
#include "cli/terminal.hpp"

#include <unistd.h>

#include <cstdio>

#include <fmt/format.h>

#include "base/text.hpp"

namespace assay::cli {

void print_errors(const std::vector<Error>& errors) {
  for (const auto& error : errors) fmt::print(stderr, "assay: {}\n", escape(to_text(error)));
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
    if (judgement.plan.not_applicable.count(case_id)) {
      fmt::print("{:<13} {}\n", "n/a", case_id);
      continue;
    }
    if (found == judgement.verdicts.end()) continue;
    fmt::print("{:<13} {}\n", engine::to_text(found->second.verdict), case_id);
    if (found->second.verdict != engine::Verdict::pass) fmt::print("              {}\n", escape(found->second.reason));
  }
  for (const auto& finding : outcome.review) fmt::print("ICS           {}\n", finding.text);
  for (const auto& complaint : outcome.complaints) fmt::print("{}\n", complaint);
  fmt::print("\n");
  for (const auto& [verdict, count] : outcome.counts) fmt::print("{} {}, ", count, verdict);
  fmt::print("exit {}: {}\n", static_cast<int>(outcome.exit), escape(outcome.why));
}

}  // namespace assay::cli
