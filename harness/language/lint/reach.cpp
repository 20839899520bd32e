// Nothing is written that can never happen: reactions, steps, procedures, outcomes.
#include <algorithm>
#include <set>

#include "language/lint/narrow.hpp"
#include "language/lint/rules.hpp"
#include "language/template.hpp"

namespace assay::language::lint_checks {
namespace {

void check_order(const Vocabulary& vocabulary, const std::vector<const Element*>& reactions, Findings& findings,
                 const std::string& way_out = "drop one of them, or put the narrower one first") {
  for (std::size_t i = 0; i < reactions.size(); ++i)
    for (std::size_t j = 0; j < i; ++j)
      if (covers(vocabulary, *reactions[j], *reactions[i])) {
        findings.push_back({"<" + reactions[i]->name + "> is never reached: line " +
                                std::to_string(reactions[j]->where.line) + " matches all that it matches",
                            way_out, reactions[i]->where});
        break;
      }
}

// The reactions of one written step, in the order in which they are tried.
std::vector<const Element*> in_order(const Element& element, const Vocabulary& vocabulary) {
  std::vector<const Element*> out;
  for (const auto& child : element.children) {
    const Element* one = child.name == "branch" && !child.children.empty() ? &child.children.front() : &child;
    if (is_reaction(vocabulary, *one)) out.push_back(one);
  }
  const Element* fence = element.child("fence");
  if (fence)
    for (const auto& child : fence->children)
      if (is_reaction(vocabulary, child)) out.push_back(&child);
  return out;
}

// What a negative allows at one place: its expects for everywhere and those for this place.
void check_negative(const Case& negative, const Vocabulary& vocabulary, Findings& findings) {
  std::set<std::string> places;
  for (const auto& expect : negative.reactions) places.insert(expect.attribute("at"));
  for (const auto& place : places) {
    std::vector<const Element*> all;
    for (const auto& expect : negative.reactions)
      if (expect.attribute("at").empty() || expect.attribute("at") == place)
        for (const auto& child : expect.children) all.push_back(&child);
    check_order(vocabulary, all, findings);
  }
}

// The calls of a body, with the case's parameters and one choice bound.
void add_calls(const Suite& suite, const std::vector<Element>& body, const std::map<std::string, std::string>& values,
               std::set<std::string>& called) {
  for (const auto& element : body) {
    add_calls(suite, element.children, values, called);
    if (element.name != "call") continue;
    const std::string id = bind_names(element.attribute("procedure"), values);
    const auto found = suite.procedures.find(id);
    if (found != suite.procedures.end() && called.insert(id).second) add_calls(suite, found->second.body, values, called);
  }
}

// A negative may call another procedure than its control does, by its difference.
void add_calls_of_difference(const Suite& suite, const Case& negative, std::map<std::string, std::string> values,
                             std::set<std::string>& called) {
  const Case* control = control_of(suite, negative);
  if (!control || !negative.difference || negative.difference->parameter.empty()) return;
  values[negative.difference->parameter] = negative.difference->value;
  add_calls(suite, control->body, values, called);
}

}  // namespace

void reaction_reachable(const Inspection& inspection, Findings& findings) {
  const auto& vocabulary = inspection.input.vocabulary;
  each_written(inspection.input.suite, [&](const Element& element) {
    if (element.name == "expect" || element.name == "expect-none" || element.name == "one-of")
      check_order(vocabulary, in_order(element, vocabulary), findings);
  });
  for (const auto& subject : inspection.input.suite.cases)
    if (subject.kind == CaseKind::negative) check_negative(subject, vocabulary, findings);
}

namespace {

// What compiling adds: the ends, and the ways back together.
bool is_no_step_of_its_own(const Step& step) {
  return step.kind == Step::Kind::end || step.kind == Step::Kind::branch_end || step.element.name == "jump";
}

}  // namespace

// Of a negative only what follows its refusals is looked at: it rightly stops short of its control's end.
void step_reachable(const Inspection& inspection, Findings& findings) {
  for (const auto& [subject, choice, program] : inspection.compiled) {
    if (!program) continue;
    const auto reached = reachable_from(*program, 0);
    const bool negative = subject->kind == CaseKind::negative;
    for (std::size_t i = negative ? start_of_then(*program) : 0; i < program->steps.size(); ++i) {
      const Step& step = program->steps[i];
      if (is_no_step_of_its_own(step) || reached.count(i)) continue;
      findings.push_back({"<" + step.element.name + "> is never reached in '" + subject->id + "'",
                          "let a reaction before it go on, or drop it", step.element.where});
      break;
    }
  }
}

void rule_reachable(const Inspection& inspection, Findings& findings) {
  each_written(inspection.input.suite, [&](const Element& element) {
    if (element.name != "serve") return;
    std::vector<const Element*> matchers;
    for (const auto& rule : element.children) matchers.push_back(&rule.children.front());
    check_order(inspection.input.vocabulary, matchers, findings,
                "put the narrower rule first, or into a later serve: that is asked before this one");
  });
}

void default_outcome_used(const Inspection& inspection, Findings& findings) {
  each_written(inspection.input.suite, [&](const Element& element) {
    if (element.name != "expect" || !element.has("outcome")) return;
    const bool used = std::any_of(element.children.begin(), element.children.end(),
                                  [](const Element& reaction) { return !reaction.has("outcome"); });
    if (!used)
      findings.push_back({"no reaction uses the outcome " + element.attribute("outcome") + " of this expect",
                          "drop it, or add the reaction that it was meant for", element.where});
  });
}

void procedure_called(const Inspection& inspection, Findings& findings) {
  const Suite& suite = inspection.input.suite;
  std::set<std::string> called;
  for (const auto& choice : variations(inspection.input.names))
    for (const auto& subject : suite.cases) {
      auto values = choice;
      values.insert(subject.parameters.begin(), subject.parameters.end());
      add_calls(suite, subject.body, values, called);
      add_calls(suite, subject.then, values, called);
      add_calls(suite, subject.postamble, values, called);
      add_calls_of_difference(suite, subject, values, called);
    }
  for (const auto& [id, procedure] : suite.procedures)
    if (!called.count(id))
      findings.push_back({"the procedure '" + id + "' is never called", "call it or drop it", procedure.where});
}

}  // namespace assay::language::lint_checks
