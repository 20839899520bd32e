// Comparing what two matchers demand, attribute by attribute.
#include "language/lint/narrow.hpp"

#include <algorithm>
#include <optional>

#include "base/text.hpp"

namespace assay::language::lint_checks {
namespace {

// What an element demands of an attribute: as written, else the matcher's default, else nothing.
std::optional<std::string> demand(const Element& element, const std::string& name, const MatcherAttribute& attribute) {
  if (element.has(name)) return element.attribute(name);
  if (attribute.default_value.empty()) return std::nullopt;
  return attribute.default_value;
}

bool is_fixed(const std::string& text) { return text.find('{') == std::string::npos; }

bool holds_word(const std::vector<std::string>& list, const std::string& word) {
  return std::any_of(list.begin(), list.end(), [&](const std::string& one) { return equal_ignoring_case(one, word); });
}

bool demand_covers(Compare how, const std::string& wide, const std::string& narrow) {
  if (wide == narrow) return true;
  if (how != Compare::any_of || !is_fixed(wide) || !is_fixed(narrow)) return false;
  const auto all = words(wide);
  const auto some = words(narrow);
  return !some.empty() && std::all_of(some.begin(), some.end(), [&](const std::string& one) { return holds_word(all, one); });
}

bool demands_meet(Compare how, const std::string& a, const std::string& b) {
  if (!is_fixed(a) || !is_fixed(b)) return true;
  if (how == Compare::equal) return a == b;
  if (how != Compare::any_of) return true;
  const auto all = words(a);
  const auto some = words(b);
  return std::any_of(some.begin(), some.end(), [&](const std::string& one) { return holds_word(all, one); });
}

}  // namespace

bool covers(const Vocabulary& vocabulary, const Element& wide, const Element& narrow) {
  const auto matcher = vocabulary.matchers.find(wide.name);
  if (matcher == vocabulary.matchers.end() || wide.name != narrow.name) return false;
  for (const auto& [name, attribute] : matcher->second.attributes) {
    const auto wanted = demand(wide, name, attribute);
    if (!wanted) continue;
    const auto given = demand(narrow, name, attribute);
    if (!given || !demand_covers(attribute.compare, *wanted, *given)) return false;
  }
  return true;
}

bool may_meet(const Vocabulary& vocabulary, const Element& a, const Element& b) {
  const auto matcher = vocabulary.matchers.find(a.name);
  if (matcher == vocabulary.matchers.end() || a.name != b.name) return false;
  for (const auto& [name, attribute] : matcher->second.attributes) {
    const auto one = demand(a, name, attribute);
    const auto other = demand(b, name, attribute);
    if (one && other && !demands_meet(attribute.compare, *one, *other)) return false;
  }
  return true;
}

}  // namespace assay::language::lint_checks
