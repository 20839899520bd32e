// Compiling the suite for the rules, and walking over it.
#include "language/lint/inspection.hpp"

#include <algorithm>
#include <array>

namespace assay::language::lint_checks {
namespace {

void walk(const Element& element, const ElementVisitor& visit) {
  visit(element);
  for (const auto& child : element.children) walk(child, visit);
}

void walk(const std::vector<Element>& elements, const ElementVisitor& visit) {
  for (const auto& element : elements) walk(element, visit);
}

bool same_place(const Location& a, const Location& b) {
  return a.line == b.line && a.column == b.column && a.file == b.file;
}

using Choice = std::map<std::string, std::string>;

// True if the case compiles otherwise with another value of what differs between the choices.
bool differs_by(const Result<Program>& program, const Choice& first, const Choice& other) {
  return !program || std::any_of(first.begin(), first.end(), [&](const auto& named) {
    return other.at(named.first) != named.second && program->chosen_by.count(named.first) > 0;
  });
}

}  // namespace

Inspection::Inspection(const LintInput& lint_input) : input(lint_input) {
  const auto choices = variations(input.names);
  for (const auto& subject : input.suite.cases)
    if (subject.kind != CaseKind::negative || control_of(input.suite, subject))
      compiled.push_back({&subject, choices.front(), compile(input.suite, subject, choices.front())});
  const std::size_t cases = compiled.size();
  for (std::size_t other = 1; other < choices.size(); ++other)
    for (std::size_t i = 0; i < cases; ++i)
      if (differs_by(compiled[i].program, choices.front(), choices[other]))
        compiled.push_back({compiled[i].subject, choices[other], compile(input.suite, *compiled[i].subject, choices[other])});
}

const Case* control_of(const Suite& suite, const Case& negative) {
  const Case* control = suite.find(negative.control);
  return control && control->kind == CaseKind::positive ? control : nullptr;
}

void each_written(const Case& subject, const ElementVisitor& visit) {
  walk(subject.body, visit);
  walk(subject.reactions, visit);
  walk(subject.then, visit);
  if (subject.kind != CaseKind::negative) walk(subject.postamble, visit);
}

void each_written(const Suite& suite, const ElementVisitor& visit) {
  for (const auto& subject : suite.cases) each_written(subject, visit);
  for (const auto& [id, procedure] : suite.procedures) walk(procedure.body, visit);
}

void each_used(const Program& program, const ElementVisitor& visit) {
  for (const auto& step : program.steps) {
    if (step.kind != Step::Kind::expect) {
      walk(step.element, visit);
      continue;
    }
    for (const auto& reaction : step.reactions) walk(reaction.matcher, visit);
  }
}

std::vector<const Element*> head_elements(const Case& subject, const std::string& name) {
  std::vector<const Element*> out;
  for (const auto& element : subject.head)
    if (element.name == name) out.push_back(&element);
  return out;
}

std::string outcome_of(const Element& expect, const Element& reaction) {
  return reaction.attribute("outcome", expect.attribute("outcome", "proceed"));
}

bool is_own(const Case& negative, const Element& reaction) {
  for (const auto& expect : negative.reactions)
    for (const auto& own : expect.children)
      if (same_place(own.where, reaction.where)) return true;
  return false;
}

std::size_t start_of_then(const Program& program) {
  for (std::size_t i = 0; i < program.steps.size(); ++i)
    if (program.steps[i].kind == Step::Kind::end && program.steps[i].decides) return i + 1;
  return program.steps.size();
}

bool is_core_step(const std::string& name) {
  constexpr std::array kSteps{"connect", "listen", "serve",    "trigger", "close", "finish", "send", "expect", "expect-none",
                              "one-of",  "step",   "call", "repeat",  "jump",  "end",    "timer", "parallel", "sync", "branch", "branch-end"};
  return std::find(kSteps.begin(), kSteps.end(), name) != kSteps.end();
}

bool is_reaction(const Vocabulary& vocabulary, const Element& element) {
  return vocabulary.matchers.count(element.name) > 0;
}

}  // namespace assay::language::lint_checks
