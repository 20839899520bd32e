// A case made ready to run: procedures expanded, parameters bound, a negative woven into its control.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "language/element.hpp"

namespace assay::language {

struct Case;
struct Suite;

enum class Outcome { proceed, conform, remark, inconclusive, fail };
// "proceed", "conform", …; nothing for another word.
std::optional<Outcome> read_outcome(const std::string& word);
std::string to_text(Outcome outcome);

// One allowed, or forbidden, thing that may be received at an expect step.
struct Reaction {
  Element matcher;
  Outcome outcome{Outcome::proceed};
  std::string requirement;  // that a conform, remark or fail is charged to
  int target{-1};           // the step to go on with; -1: the case ends here
};

struct Step;

// What an actor that awaits connections answers to what comes in on one of them.
struct Rule {
  Element matcher;
  std::vector<Step> answer;  // send, close and actions, on the connection that it answers
};

struct Step {
  // branch_end is the end of one branch of a parallel, end that of the case.
  enum class Kind { action, send, expect, serve, parallel, sync, branch_end, end };
  Kind kind{Kind::end};
  std::string channel;              // of an expect it may be several, with blanks between them
  Element element;                  // attributes and texts are templates still
  std::vector<Reaction> reactions;  // of an expect, tried in order
  bool decides{false};              // reaching this end without a decision is inconclusive
  bool differs{false};              // the first thing that a negative does otherwise than its control
  std::vector<Rule> rules{};        // of a serve
  std::vector<std::size_t> branches{};  // of a parallel: the first step of each; they stand one behind the other
  std::size_t behind{0};                // of a parallel and the ends of its branches: where all branches meet again
};

struct Program {
  std::string case_id;
  std::vector<Step> steps;
  std::vector<Element> defaults;
  int postamble{-1};             // its first step; -1: there is none
  bool difference_served{false};  // what a negative does otherwise stands in rules
  std::set<std::string> chosen_by{};  // the values that chose procedures: with others changed it is the same program
};

// `values` are the IXIT values: only names that choose a procedure ({store.entry}) are bound here.
// Errors name file and line: unknown procedure, parameter or step, a call that calls itself.
Result<Program> compile(const Suite& suite, const Case& subject, const std::map<std::string, std::string>& values);

// The places of the steps that an execution can come to right after step `at`; none after an end. That it may stop
// anywhere and go on with the postamble is left out of account.
std::vector<std::size_t> successors(const Program& program, std::size_t at);

// The places of the steps that an execution which has come to step `start` can still come to: itself, and the
// postamble, included.
std::set<std::size_t> reachable_from(const Program& program, std::size_t start);

}  // namespace assay::language
