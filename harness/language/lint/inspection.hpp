// What the rules look at: the suite as written, and each case compiled in every way that it can run.
#pragma once

#include <functional>
#include <map>
#include <string>
#include <vector>

#include "language/lint.hpp"
#include "language/program.hpp"

namespace assay::language::lint_checks {

using Findings = std::vector<Error>;

// A case with one choice of the values that choose procedures.
struct Compiled {
  const Case* subject{nullptr};
  std::map<std::string, std::string> choice;
  Result<Program> program;
};

struct Inspection {
  const LintInput& input;
  // A negative without a right control is left out, and so is a choice that compiles to the same as the first.
  std::vector<Compiled> compiled;

  explicit Inspection(const LintInput& lint_input);
};

// The control of a negative if it is there and is a positive case; else null.
const Case* control_of(const Suite& suite, const Case& negative);

using ElementVisitor = std::function<void(const Element&)>;
// Every element of all bodies, reactions and procedures as written, parents first.
void each_written(const Suite& suite, const ElementVisitor& visit);
// The same for one case alone.
void each_written(const Case& subject, const ElementVisitor& visit);
// Every element that a compiled case will use, with its parameters bound: actions, contents, matchers.
void each_used(const Program& program, const ElementVisitor& visit);

// The places of a case's head elements of that name.
std::vector<const Element*> head_elements(const Case& subject, const std::string& name);
// The outcome of a reaction in its expect, as a word; "proceed" if none is written.
std::string outcome_of(const Element& expect, const Element& reaction);
// True if a negative wrote this reaction itself; what it has from its control is not its own.
bool is_own(const Case& negative, const Element& reaction);
// The first step of what follows an allowed refusal; the number of steps if there is none.
std::size_t start_of_then(const Program& program);
// The reactions by which the case itself can conform (assertion.cpp).
std::vector<const Reaction*> conforming_reactions(const Case& subject, const Program& program);
// True for the core's own steps: what stands in a body and is no action of a module.
bool is_core_step(const std::string& name);
bool is_reaction(const Vocabulary& vocabulary, const Element& element);

}  // namespace assay::language::lint_checks
