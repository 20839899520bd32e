// Reading the rules of a serve step.
#include "language/rules.hpp"

#include <algorithm>

#include "language/weave.hpp"

namespace assay::language {
namespace {

Step answer_of(const Element& written, bool differs) {
  Step step{written.name == "send" ? Step::Kind::send : Step::Kind::action, "", written, {}, false};
  step.differs = differs;
  return step;
}

// Where the control answers with more or fewer things, all of it is another answer.
Rule rule_of(const Element& written, const Element* twin) {
  Rule rule{written.children.front(), {}};
  const bool alike = twin && twin->children.size() == written.children.size();
  for (std::size_t i = 1; i < written.children.size(); ++i)
    rule.answer.push_back(answer_of(written.children[i], twin && !(alike && same(written.children[i], twin->children[i]))));
  return rule;
}

}  // namespace

Result<std::vector<Rule>> rules_of(const Element& serve, const Element* twin) {
  if (twin && serve.children.size() != twin->children.size())
    return failure("the rules are not those of the control", "change a parameter that they use", serve.where);
  std::vector<Rule> rules;
  for (std::size_t i = 0; i < serve.children.size(); ++i)
    rules.push_back(rule_of(serve.children[i], twin ? &twin->children[i] : nullptr));
  return rules;
}

bool has_difference(const std::vector<Rule>& rules) {
  return std::any_of(rules.begin(), rules.end(), [](const Rule& rule) {
    return std::any_of(rule.answer.begin(), rule.answer.end(), [](const Step& step) { return step.differs; });
  });
}

}  // namespace assay::language
