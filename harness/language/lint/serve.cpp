// Cases in which the implementation connects: actors that listen and serve, triggers, and what follows every end.
#include <algorithm>
#include <set>

#include "language/lint/rules.hpp"

namespace assay::language::lint_checks {
namespace {

bool listens(const Program& program) {
  return std::any_of(program.steps.begin(), program.steps.end(),
                     [](const Step& step) { return step.element.name == "listen"; });
}

// Calls visit(step, the actors that one of these steps has brought up by then) for each step of each case.
template <class Visit>
void each_with_actors(const Inspection& inspection, const std::set<std::string>& steps, Visit visit) {
  for (const auto& [subject, choice, program] : inspection.compiled) {
    if (!program) continue;
    std::set<std::string> actors;
    for (const auto& step : program->steps) {
      visit(step, actors);
      if (steps.count(step.element.name)) actors.insert(step.channel);
    }
  }
}

template <class Visit>
void each_with_listeners(const Inspection& inspection, Visit visit) {
  each_with_actors(inspection, {"listen"}, visit);
}

}  // namespace

// Whatever else comes is no sign that the forbidden thing will not come behind it.
void absence_ends_with_the_trigger(const Inspection& inspection, Findings& findings) {
  for (const auto& [subject, choice, program] : inspection.compiled) {
    if (!program || subject->kind != CaseKind::negative || !listens(*program)) continue;
    for (const auto* reaction : conforming_reactions(*subject, *program))
      if (reaction->matcher.name != "ended")
        findings.push_back({"<" + reaction->matcher.name + "> conforms before what was triggered has come to its end",
                            "let it proceed, and let <ended/> conform", reaction->matcher.where});
  }
}

void serve_has_a_listener(const Inspection& inspection, Findings& findings) {
  each_with_actors(inspection, {"listen", "connect"}, [&](const Step& step, const std::set<std::string>& there) {
    if (step.kind == Step::Kind::serve && !there.count(step.channel))
      findings.push_back(
          {"'" + step.channel + "' serves and neither listens nor connects", "let it listen or connect first", step.element.where});
  });
}

void answer_stands_in_a_rule(const Inspection& inspection, Findings& findings) {
  each_with_listeners(inspection, [&](const Step& step, const std::set<std::string>&) {
    if (step.kind != Step::Kind::send) return;
    for (const auto& content : step.element.children)
      if (inspection.input.vocabulary.answers.count(content.name))
        findings.push_back(
            {"<" + content.name + "> answers nothing here", "put it into a rule of a serve", content.where});
  });
}

void trigger_has_a_listener(const Inspection& inspection, Findings& findings) {
  each_with_listeners(inspection, [&](const Step& step, const std::set<std::string>& listening) {
    if (step.element.name == "trigger" && step.element.has("entry") && listening.empty())
      findings.push_back(
          {"what is triggered finds nobody to connect to", "let an actor listen first", step.element.where});
  });
}

void listens_once(const Inspection& inspection, Findings& findings) {
  each_with_listeners(inspection, [&](const Step& step, const std::set<std::string>& listening) {
    if (step.element.name == "listen" && listening.count(step.channel))
      findings.push_back(
          {"'" + step.channel + "' listens already", "give the second one another actor", step.element.where});
  });
}

}  // namespace assay::language::lint_checks
