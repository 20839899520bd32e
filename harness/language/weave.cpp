// Making the difference of a negative in the body of its control.
#include "language/weave.hpp"

#include <algorithm>

namespace assay::language {
namespace {

bool in_group(const FlatStep& step, const std::string& group) {
  return std::count(step.groups.begin(), step.groups.end(), group) > 0;
}

// What an actor leaves out of its answers cannot be seen to have left.
Result<void> can_be_left_out(const FlatStep& step, const Difference& difference) {
  if (step.element.name != "serve" && step.element.name != "listen") return {};
  return failure("the difference leaves out a <" + step.element.name + ">, which nothing on the wire would show",
                 "give the control a parameter and change it by <with>", difference.where);
}

}  // namespace

bool same(const Element& a, const Element& b) {
  return a.name == b.name && a.attributes == b.attributes && a.text == b.text &&
         std::equal(a.children.begin(), a.children.end(), b.children.begin(), b.children.end(), same);
}

Result<std::vector<Marked>> weave(const Suite& suite, const Case& control, const Case& negative, const Values& ixit,
                                  std::set<std::string>* asked) {
  const Difference& difference = *negative.difference;
  Values changed = control.parameters;
  if (!difference.parameter.empty()) changed[difference.parameter] = difference.value;
  auto plain = flatten(suite, control.body, control.parameters, ixit, asked);
  if (!plain) return tl::unexpected(plain.error());
  auto other = flatten(suite, control.body, changed, ixit, asked);
  if (!other) return tl::unexpected(other.error());
  std::vector<Marked> out;
  bool different = false;
  for (std::size_t i = 0; i < other->size(); ++i) {
    FlatStep& step = (*other)[i];
    if (!difference.without_step.empty() && in_group(step, difference.without_step)) {
      auto possible = can_be_left_out(step, difference);
      if (!possible) return tl::unexpected(possible.error());
      different = true;
      continue;
    }
    const bool another = i >= plain->size() || !same((*plain)[i].element, step.element);
    different = different || another;
    out.push_back({std::move(step), different, {}});
    if (another && i < plain->size()) out.back().twin = std::move((*plain)[i].element);
  }
  if (!different)
    return failure("the negative case '" + negative.id + "' does not differ from its control",
                   "name a parameter that the control uses, or a step that it has", difference.where);
  return out;
}

}  // namespace assay::language
