// Verdicts from stored traces and nothing else: the same fold that drove the case, over what it wrote.
#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

#include "engine/fold.hpp"
#include "language/suite.hpp"
#include "run/execution/plan.hpp"
#include "trace/record.hpp"

namespace assay::run {

// What one trace shows under a suite that may be newer than the trace.
struct Judged {
  Execution execution;          // of what failed beside others and was repeated alone: "parallel/x-007"
  int revision{0};              // of the case when it ran
  std::string seed;             // of the execution
  std::string profile_hash;     // of the profile that it ran with
  std::string instance;         // which start of the IUT it met
  engine::Verdict verdict{engine::Verdict::none};
  std::string reason;
  std::string rerun_needed;     // why the trace says nothing of this suite's case; empty if it does
  engine::State state;
  std::vector<trace::Record> records;
};

// That an assertion of the execution found broken.
std::set<std::string> failed_requirements(const Judged& judged);

// The verdict of a case from all its executions and, for a negative, from those of its control.
struct CaseVerdict {
  engine::Verdict verdict{engine::Verdict::none};
  std::string reason;
  std::string rerun_needed;
  std::vector<std::string> executions;  // that it rests on: its own first, then its controls
};

Result<Judged> judge_trace(const language::Suite& suite, const language::Vocabulary& vocabulary,
                           std::vector<trace::Record> records, const std::string& path);

// All DIR/traces/*.jsonl, and those of DIR/traces/parallel as "parallel/x-007". Errors name the file and the line.
Result<std::map<std::string, Judged>> judge_directory(const language::Suite& suite,
                                                      const language::Vocabulary& vocabulary, const std::string& directory);

// True of a first attempt beside other cases. A FAIL of it counts only if the repetition alone fails, too.
bool ran_beside(const Execution& execution);
// The execution as the plan names it.
Execution as_planned(Execution execution);

std::map<std::string, CaseVerdict> case_verdicts(const language::Suite& suite, const std::map<std::string, Judged>& judged);

}  // namespace assay::run
