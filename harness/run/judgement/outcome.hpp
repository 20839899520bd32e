// What a whole run says: the verdict of every selected case, the exit code, known findings applied.
#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

#include "catalogue/catalogue.hpp"
#include "catalogue/review.hpp"
#include "run/execution/plan.hpp"
#include "run/judgement/findings.hpp"
#include "run/judgement/judge.hpp"

namespace assay::run {

// Documented in README.md. `usage` is for broken input of any kind.
enum class Exit { conform = 0, nonconformity = 1, inconclusive = 2, harness = 3, usage = 4 };

struct Outcome {
  Exit exit{Exit::harness};
  std::string why;
  std::map<std::string, int> counts;                  // by verdict, "not-applicable" included
  std::vector<catalogue::Finding> review;             // of the ICS
  std::map<std::string, const KnownFinding*> known;   // case -> the listed finding that it shows
  std::vector<std::string> untested;                  // as unseen_shalls() says
  std::vector<std::string> advised;                   // cases that failed and verify no SHALL: they decide nothing
  std::vector<std::string> inapplicable;              // of a run that executed nothing: what its cases need
  std::vector<std::string> deviations;                // what was otherwise than in a run of everything, from begin to end
  std::vector<std::string> complaints;                // of --known: unlisted, gone or expired findings
};

struct Judgement {
  Plan plan;
  std::map<std::string, Judged> executions;
  std::map<std::string, CaseVerdict> verdicts;
};

// Applicable SHALLs that no applicable case looks at. Of a selection they are asked only if it executes nothing: then
// those that its cases verify. Otherwise it leaves out what it leaves out.
std::vector<std::string> unseen_shalls(const language::Suite& suite, const catalogue::Catalogue& catalogue,
                                       const Profile& profile, const Judgement& judgement);

// Octets (escaped) or text of the assertion that decided a case.
std::string deciding_octets(const Judgement& judgement, const std::string& case_id);

// The requirements that the assertions of a case which failed found broken: what it verifies beside them is not failed by it.
// Empty if it did not fail.
std::set<std::string> broken_by(const Judgement& judgement, const std::string& case_id);

// With `known`, listed findings do not count and unlisted or vanished ones give exit 1.
// `today`: YYYY-MM-DD.
Outcome conclude(const language::Suite& suite, const catalogue::Catalogue& catalogue, const Profile& profile,
                 const Judgement& judgement, const std::vector<KnownFinding>* known, const std::string& today);

}  // namespace assay::run
