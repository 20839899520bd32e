// Reading the rules of a serve step.
#include "language/rules.hpp"

#include <algorithm>

#include "language/weave.hpp"

namespace assay::language {
namespace {

Step answer_of(const Element& written, const Element* twin) {
  Step step{written.name == "send" ? Step::Kind::send : Step::Kind::action, "", written, {}, false};
  step.differs = twin && !same(written, *twin);
  return step;
}

Rule rule_of(const Element& written, const Element* twin) {
  Rule rule{written.children.front(), {}};
  for (std::size_t i = 1; i < written.children.size(); ++i)
    rule.answer.push_back(answer_of(written.children[i], twin ? &twin->children[i] : nullptr));
  return rule;
}

// A parameter changes attributes and texts, never the number of rules or answers: the body is the same text.
bool alike(const Element& a, const Element& b) { return a.children.size() == b.children.size(); }

}  // namespace

Result<std::vector<Rule>> rules_of(const Element& serve, const Element* twin) {
  if (twin && !alike(serve, *twin))
    return failure("the rules are not those of the control", "change a parameter that they use", serve.where);
  std::vector<Rule> rules;
  for (std::size_t i = 0; i < serve.children.size(); ++i) {
    const Element* other = twin ? &twin->children[i] : nullptr;
    if (other && !alike(serve.children[i], *other))
      return failure("the answers are not those of the control", "change a parameter that they use", serve.where);
    rules.push_back(rule_of(serve.children[i], other));
  }
  return rules;
}

bool has_difference(const std::vector<Rule>& rules) {
  return std::any_of(rules.begin(), rules.end(), [](const Rule& rule) {
    return std::any_of(rule.answer.begin(), rule.answer.end(), [](const Step& step) { return step.differs; });
  });
}

}  // namespace assay::language
