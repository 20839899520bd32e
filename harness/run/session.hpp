// A whole run: plan, IUT up, preflight, cases, IUT down, verdicts from disk, results.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "run/execution/make_trigger.hpp"
#include "run/judgement/outcome.hpp"
#include "run/suite/bench.hpp"

namespace assay::run {

struct RunOptions {
  std::string profile;
  std::vector<std::string> selectors;
  std::string out;              // directory to be made; an existing one must be empty
  std::string programs;         // folder of the built programs
  std::string op;               // who runs it
  std::string seed;             // hexadecimal; empty: drawn
  std::size_t workers{0};       // units at once at most; 0: as many as the machine gives. The IXIT limits both
  bool known{false};
  bool skip_check{false};
  // Asked before each case, from any thread but one at a time; true ends the run, what was done so far is kept.
  std::function<bool()> interrupted;
  AskOperator ask;  // empty: nobody can be asked
  // One line of progress: done, all, what. From any thread, one at a time.
  std::function<void(std::size_t, std::size_t, const std::string&)> progress;
};

struct Ended {
  Judgement judgement;
  Outcome outcome;
};

// Broken input is an error before anything is written; what goes wrong later is in the outcome.
tl::expected<Ended, std::vector<Error>> run_suite(const Bench& bench, const RunOptions& options);

// One line of a preflight.
struct CheckLine {
  std::string what;
  bool passed{false};
  std::string why;
};

// The preflight alone. Nothing of it stays on disk.
tl::expected<std::vector<CheckLine>, std::vector<Error>> check_profile(const Bench& bench, const RunOptions& options);

// Judges DIR again, with the profile that the run stored. Nothing is written.
tl::expected<Ended, std::vector<Error>> judge_only(const Bench& bench, const std::string& directory);
// The same, and writes its results.json anew.
tl::expected<Ended, std::vector<Error>> conclude_directory(const Bench& bench, const std::string& directory);

}  // namespace assay::run
