// Every case asserts something of the implementation, under a requirement that bears it.
#include <set>

#include "language/lint/rules.hpp"

namespace assay::language::lint_checks {
namespace {

bool is_from_iut(const Vocabulary& vocabulary, const Element& element) {
  const auto found = vocabulary.matchers.find(element.name);
  return found == vocabulary.matchers.end() || found->second.from_iut;
}

}  // namespace

// What a negative has from its control is not its own, and a postamble judges nothing.
std::vector<const Reaction*> conforming_reactions(const Case& subject, const Program& program) {
  std::vector<const Reaction*> out;
  const std::size_t then = start_of_then(program);
  const std::size_t end = program.postamble < 0 ? program.steps.size() : static_cast<std::size_t>(program.postamble);
  for (std::size_t i = 0; i < end; ++i)
    for (const auto& reaction : program.steps[i].reactions) {
      const bool own = subject.kind != CaseKind::negative || i >= then || is_own(subject, reaction.matcher);
      if (own && reaction.outcome == Outcome::conform) out.push_back(&reaction);
    }
  return out;
}

namespace {

void check_basis(const catalogue::Catalogue& catalogue, const Case& subject, const Reaction& reaction, Findings& findings) {
  const auto* requirement = catalogue.requirement(reaction.requirement);
  if (reaction.outcome != Outcome::fail || !requirement || may_fail(*requirement)) return;
  const bool turned = reaction.matcher.attribute("outcome") == "conform";
  findings.push_back({"a FAIL is charged to " + requirement->id + ", whose basis (" +
                          std::string(to_text(requirement->basis)) + ") and level (" +
                          std::string(to_text(requirement->level)) + ") do not allow it",
                      "give a remark, or charge a requirement of the change request",
                      turned && !subject.verifies.empty() ? subject.verifies.front().where : reaction.matcher.where});
}

void explain_missing(const Element& expect, const Vocabulary& vocabulary, Findings& findings) {
  for (const auto& reaction : expect.children) {
    const auto outcome = outcome_of(expect, reaction);
    const bool wants = outcome == "fail" || outcome == "remark" || outcome == "inconclusive";
    if (is_reaction(vocabulary, reaction) && wants && reaction.attribute("because").empty())
      findings.push_back({"the outcome " + outcome + " gives no reason", "add because=\"…\"", reaction.where});
  }
}

// What was seen on a connection of the body stays what is judged: the same actor does not connect anew.
void own_connections(const Case& subject, const Program& program, Findings& findings) {
  std::set<std::string> used;
  for (std::size_t at = 0; at < program.steps.size(); ++at) {
    const auto& element = program.steps[at].element;
    if (element.name != "connect") continue;
    const bool new_here = at < static_cast<std::size_t>(program.postamble) || !used.count(element.attribute("actor"));
    if (at < static_cast<std::size_t>(program.postamble)) used.insert(element.attribute("actor"));
    if (!new_here)
      findings.push_back({"the postamble of '" + subject.id + "' connects '" + element.attribute("actor") + "', an actor of its body",
                          "give it an actor of its own", subject.where});
  }
}

}  // namespace

void asserts_something(const Inspection& inspection, Findings& findings) {
  for (const auto& [subject, choice, program] : inspection.compiled)
    if (program && conforming_reactions(*subject, *program).empty())
      findings.push_back({"the case '" + subject->id + "' has no reaction that conforms",
                          "give outcome=\"conform\" to what the purpose asks for", subject->where});
}

void asserts_what_came(const Inspection& inspection, Findings& findings) {
  const auto& vocabulary = inspection.input.vocabulary;
  for (const auto& [subject, choice, program] : inspection.compiled) {
    if (!program) continue;
    const auto all = conforming_reactions(*subject, *program);
    bool any = all.empty();
    for (const auto* reaction : all) any = any || is_from_iut(vocabulary, reaction->matcher);
    if (!any)
      findings.push_back({"the case '" + subject->id + "' conforms by facts of the harness alone",
                          "assert something that the implementation sent", subject->where});
  }
}

void fail_has_basis(const Inspection& inspection, Findings& findings) {
  for (const auto& [subject, choice, program] : inspection.compiled) {
    if (!program || subject->kind == CaseKind::check) continue;
    for (const auto& step : program->steps)
      for (const auto& reaction : step.reactions)
        check_basis(inspection.input.catalogue, *subject, reaction, findings);
  }
}

void check_judges_nothing(const Inspection& inspection, Findings& findings) {
  for (const auto& subject : inspection.input.suite.cases) {
    if (subject.kind != CaseKind::check) continue;
    each_written(subject, [&](const Element& element) {
      const auto outcome = element.attribute("outcome");
      if (outcome == "fail" || outcome == "remark")
        findings.push_back({"a check of the preflight has the outcome " + outcome,
                            "leave it out: what is not allowed makes the check fail", element.where});
    });
  }
}

void postamble_judges_nothing(const Inspection& inspection, Findings& findings) {
  for (const auto& [subject, choice, program] : inspection.compiled) {
    if (!program || program->postamble < 0) continue;
    own_connections(*subject, *program, findings);
    for (auto at = static_cast<std::size_t>(program->postamble); at < program->steps.size(); ++at)
      for (const auto& reaction : program->steps[at].reactions)
        if (reaction.outcome != Outcome::proceed)
          findings.push_back({"the postamble of '" + subject->id + "' has the outcome " + to_text(reaction.outcome),
                              "leave it out: what is not allowed ends the postamble, and nothing more", reaction.matcher.where});
  }
}

void says_why(const Inspection& inspection, Findings& findings) {
  each_written(inspection.input.suite, [&](const Element& element) {
    if (element.name == "expect") explain_missing(element, inspection.input.vocabulary, findings);
    if (element.name == "branch" && !element.children.empty()) {
      Element head = element;
      head.children.resize(1);
      explain_missing(head, inspection.input.vocabulary, findings);
    }
  });
}

}  // namespace assay::language::lint_checks
