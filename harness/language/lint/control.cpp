// A negative case is its control plus one difference; and every case can be put together.
#include <algorithm>

#include "language/lint/rules.hpp"

namespace assay::language::lint_checks {
namespace {

bool at_the_difference(const Case& subject, const Error& error) {
  return subject.difference && error.where.file == subject.difference->where.file &&
         error.where.line == subject.difference->where.line;
}

// Compile errors, those of the difference or all others.
void compile_errors(const Inspection& inspection, bool of_difference, Findings& findings) {
  for (const auto& [subject, choice, program] : inspection.compiled) {
    if (program || at_the_difference(*subject, program.error()) != of_difference) continue;
    findings.push_back(program.error());
  }
}

bool is_used(const Program& program, const Element& reaction) {
  for (const auto& step : program.steps)
    for (const auto& used : step.reactions)
      if (used.matcher.where.line == reaction.where.line && used.matcher.where.column == reaction.where.column &&
          used.matcher.where.file == reaction.where.file)
        return true;
  return false;
}

}  // namespace

void control_exists(const Inspection& inspection, Findings& findings) {
  const Suite& suite = inspection.input.suite;
  for (const auto& subject : suite.cases) {
    if (subject.kind != CaseKind::negative || control_of(suite, subject)) continue;
    const bool there = suite.find(subject.control) != nullptr;
    findings.push_back({"the control '" + subject.control + "' " + (there ? "is no positive case" : "does not exist"),
                        "of= names the <case> without the difference", subject.where});
  }
}

void difference_changes_a_step(const Inspection& inspection, Findings& findings) {
  compile_errors(inspection, true, findings);
}

void compiles(const Inspection& inspection, Findings& findings) { compile_errors(inspection, false, findings); }

void own_reactions_apply(const Inspection& inspection, Findings& findings) {
  for (const auto& [subject, choice, program] : inspection.compiled) {
    if (!program) continue;
    for (const auto& expect : subject->reactions)
      if (!is_used(*program, expect.children.front()))
        findings.push_back({"no step of the control behind the difference takes this expect",
                            "at= names the id of an <expect>, <step> or <call> behind the difference", expect.where});
  }
}

}  // namespace assay::language::lint_checks
