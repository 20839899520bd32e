// What will be executed, in which order, and why the rest is not.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "language/suite.hpp"
#include "run/lab/profile.hpp"

namespace assay::catalogue {
class Catalogue;
}

namespace assay::run {

enum class Role { test, control_before, control_after };
std::string to_text(Role role);

// One run of one case. A negative names the executions of its control; a missing one blocks a PASS.
struct Execution {
  std::string id;       // "x-007"
  std::string case_id;
  Role role{Role::test};
  std::string before;   // of a negative: executions of its control
  std::string after;
};

// What is run in one piece: a control with its negatives and its second run, or a case alone. Places of
// executions in the plan, `to` not included.
struct Unit {
  std::size_t from{0};
  std::size_t to{0};
};

struct Plan {
  std::vector<Execution> executions;
  bool complete{false};                               // nothing was left out by selectors
  std::vector<std::string> cases;                     // that get a verdict, in order
  std::map<std::string, std::string> not_applicable;  // case -> the expression that does not hold
};

// `selectors`: ids of cases, requirements, clauses, test ids, or prefixes of them; none selects all.
// Selecting a negative pulls in its control. Errors: a selector that selects nothing.
Result<Plan> make_plan(const language::Suite& suite, const catalogue::Catalogue& catalogue, const Profile& profile,
                       const std::vector<std::string>& selectors);

// True if the case's own condition holds for this IUT.
bool applies(const Profile& profile, const language::Case& subject);

std::vector<Unit> units_of(const Plan& plan);

// True if a selector names the case, by its id, its test id or one of its requirements.
bool selects_case(const catalogue::Catalogue& catalogue, const std::string& selector, const language::Case& subject);

}  // namespace assay::run
