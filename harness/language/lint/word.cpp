// Words of a case that others have to know: modules, the IXIT, faults, certificates.
#include <algorithm>
#include <array>
#include <set>

#include "base/text.hpp"
#include "language/lint/rules.hpp"

namespace assay::language::lint_checks {
namespace {

bool is_reaction_attribute(const std::string& name) {
  return name == "outcome" || name == "requirement" || name == "because" || name == "then";
}

void check_matcher(const Vocabulary& vocabulary, const Element& element, Findings& findings) {
  const auto found = vocabulary.matchers.find(element.name);
  if (found == vocabulary.matchers.end()) {
    // A branch that begins with a step is a breach of its own.
    if (!is_core_step(element.name))
      findings.push_back({"nothing matches <" + element.name + ">", "no module registers it", element.where});
    return;
  }
  for (const auto& [name, value] : element.attributes)
    if (!is_reaction_attribute(name) && !found->second.attributes.count(name))
      findings.push_back({"<" + element.name + "> is not compared by '" + name + "'", "no module registers it", element.where});
}

void check_action(const Vocabulary& vocabulary, const Element& element, Findings& findings) {
  if (is_core_step(element.name) || is_reaction(vocabulary, element)) return;
  const auto found = vocabulary.actions.find(element.name);
  if (found == vocabulary.actions.end()) {
    findings.push_back({"nothing performs <" + element.name + ">", "no module registers it", element.where});
    return;
  }
  const auto& required = found->second.required;
  const auto& optional = found->second.optional;
  for (const auto& name : required)
    if (!element.has(name))
      findings.push_back({"<" + element.name + "> lacks '" + name + "'", "add it", element.where});
  for (const auto& [name, value] : element.attributes)
    if (name != "actor" && std::count(required.begin(), required.end(), name) == 0 &&
        std::count(optional.begin(), optional.end(), name) == 0)
      findings.push_back({"<" + element.name + "> takes no '" + name + "'", "no module registers it", element.where});
}

void check_step(const Vocabulary& vocabulary, const Step& step, Findings& findings) {
  const Element& element = step.element;
  if (step.kind == Step::Kind::send) {
    for (const auto& content : element.children)
      if (!vocabulary.encoders.count(content.name))
        findings.push_back({"nothing sends <" + content.name + ">", "no module registers it", content.where});
  } else if (step.kind == Step::Kind::expect) {
    for (const auto& reaction : step.reactions) check_matcher(vocabulary, reaction.matcher, findings);
  } else if (step.kind == Step::Kind::serve) {
    for (const auto& rule : step.rules) check_matcher(vocabulary, rule.matcher, findings);
  } else if (step.kind == Step::Kind::action) {
    check_action(vocabulary, element, findings);
    if ((element.name == "connect" || element.name == "listen") && !vocabulary.decoders.count(element.attribute("protocol")))
      findings.push_back({"there is no protocol '" + element.attribute("protocol") + "'", "no module registers it",
                          element.where});
  }
}

// Steps of the body, and what rules answer with.
void each_step(const Inspection& inspection, const std::function<void(const Step&)>& visit) {
  for (const auto& [subject, choice, program] : inspection.compiled)
    if (program)
      for (const auto& step : program->steps) {
        visit(step);
        for (const auto& rule : step.rules)
          for (const auto& answer : rule.answer) visit(answer);
      }
}

bool brings_up(const Element& element) {
  return element.name == "connect" || element.name == "listen" || element.name == "trigger" || element.name == "timer";
}

bool is_certificate(const Names& names, const std::string& name) {
  const auto bears = [&](const std::string& bearer) { return names.principals.count(bearer) || names.own_certificates.count(bearer); };
  if (name == "none" || bears(name)) return true;
  const auto dash = name.find('-');
  return dash != std::string::npos && bears(name.substr(0, dash)) && names.certificate_problems.count(name.substr(dash + 1));
}

}  // namespace

void word_known(const Inspection& inspection, Findings& findings) {
  const auto& vocabulary = inspection.input.vocabulary;
  each_step(inspection, [&](const Step& step) { check_step(vocabulary, step, findings); });
  for (const auto& absorbed : inspection.input.suite.defaults) check_matcher(vocabulary, absorbed, findings);
}

void channel_connected(const Inspection& inspection, Findings& findings) {
  for (const auto& [subject, choice, program] : inspection.compiled) {
    if (!program) continue;
    std::set<std::string> connected;
    for (const auto& step : program->steps) {
      if (brings_up(step.element)) connected.insert(step.channel);
      const auto actors = words(step.channel);
      const auto missing = std::find_if(actors.begin(), actors.end(), [&](const auto& actor) { return !connected.count(actor); });
      if (step.kind == Step::Kind::end || missing == actors.end()) continue;
      findings.push_back({"'" + *missing + "' is not connected in '" + subject->id + "'",
                          "let it connect, listen or trigger first, or correct the actor's name", step.element.where});
      break;
    }
  }
}

void endpoint_known(const Inspection& inspection, Findings& findings) {
  each_step(inspection, [&](const Step& step) {
    if (step.element.name != "connect" && step.element.name != "listen") return;
    for (const char* attribute : {"endpoint", "local"}) {
      const auto name = step.element.attribute(attribute);
      if (step.element.has(attribute) && !inspection.input.catalogue.ixit_question("endpoint." + name))
        findings.push_back({"the IXIT does not ask for an endpoint '" + name + "'", "see specs/ixit.xml",
                            step.element.where});
    }
  });
}

void fault_known(const Inspection& inspection, Findings& findings) {
  each_step(inspection, [&](const Step& step) {
    const auto name = step.element.attribute("fault", "none");
    const bool takes_fault = step.kind == Step::Kind::send || step.kind == Step::Kind::action;
    if (takes_fault && name != "none" && !inspection.input.faults.count(name))
      findings.push_back({"there is no fault '" + name + "'", "see fixtures/faults.xml, or write none", step.element.where});
  });
}

void certificate_known(const Inspection& inspection, Findings& findings) {
  each_step(inspection, [&](const Step& step) {
    const auto name = step.element.attribute("certificate", "none");
    if (step.kind == Step::Kind::action && !is_certificate(inspection.input.names, name))
      findings.push_back({"there is no certificate '" + name + "'",
                          "write none, PRINCIPAL, or PRINCIPAL-PROBLEM with a problem that can be made", step.element.where});
  });
}

}  // namespace assay::language::lint_checks
