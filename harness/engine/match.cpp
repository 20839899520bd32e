// The generic comparison of item fields with matcher attributes.
#include "engine/match.hpp"

#include <algorithm>

#include "base/text.hpp"
#include "engine/disclosure.hpp"

namespace assay::engine {
namespace {

// Octets of one item that a reason shows: an IUT may send any number.
constexpr std::size_t kShown = 2000;

using language::Compare;

bool any_word_equals(const std::string& list, const std::string& word) {
  const auto all = words(list);
  return std::any_of(all.begin(), all.end(), [&](const std::string& one) { return equal_ignoring_case(one, word); });
}

bool compare(Compare how, const std::string& wanted, const std::string& field) {
  switch (how) {
    case Compare::any_of: return any_word_equals(wanted, field) || (wanted.empty() && field.empty());
    case Compare::equal: return wanted == field;
    case Compare::contains: return field.find(wanted) != std::string::npos;
    case Compare::contains_word: return any_word_equals(field, wanted);
    case Compare::lacks_word: return !any_word_equals(field, wanted);
    case Compare::lacks: return field.find(wanted) == std::string::npos;
    case Compare::discloses:
    case Compare::judged: return false;  // these ask for more than the text: see fits()
  }
  return false;
}

bool fits(const language::MatcherAttribute& attribute, const std::string& wanted, const language::Item& item) {
  const language::Field* field = item.field(attribute.field);
  if (attribute.compare == Compare::judged) return attribute.judge && attribute.judge(wanted, item);
  if (attribute.compare == Compare::discloses) return field && discloses(field->value, field->offset, wanted);
  return compare(attribute.compare, wanted, field ? field->value : std::string());
}

// A default such as "{channel:last-tag}" is what the channel remembers under that name.
std::string default_of(const language::MatcherAttribute& attribute, const language::ChannelValues& values) {
  constexpr std::string_view kPrefix = "{channel:";
  if (attribute.default_value.rfind(kPrefix, 0) != 0) return attribute.default_value;
  const std::string name = attribute.default_value.substr(kPrefix.size(), attribute.default_value.size() - kPrefix.size() - 1);
  const auto found = values.find(name);
  return found == values.end() ? std::string() : found->second;
}

}  // namespace

bool is_of_kind(const language::Vocabulary& vocabulary, const language::Element& element, const language::Item& item) {
  const auto found = vocabulary.matchers.find(element.name);
  return found != vocabulary.matchers.end() && found->second.kind == item.kind;
}

bool matches(const language::Vocabulary& vocabulary, const language::Element& element, const language::Item& item,
             const language::ChannelValues& channel_values) {
  const auto found = vocabulary.matchers.find(element.name);
  if (found == vocabulary.matchers.end() || found->second.kind != item.kind) return false;
  for (const auto& [name, attribute] : found->second.attributes) {
    std::string wanted = element.attribute(name);
    if (!element.has(name)) {
      if (attribute.default_value.empty()) continue;
      wanted = default_of(attribute, channel_values);
    }
    if (!fits(attribute, wanted, item)) return false;
  }
  return true;
}

std::vector<language::Evidence> evidence_for(const language::Vocabulary& vocabulary, const language::Element& element,
                                             const language::Item& item) {
  auto evidence = item.evidence;
  const language::Field* data = item.field("data");
  const auto& attributes = vocabulary.matchers.at(element.name).attributes;
  const bool looks = std::any_of(attributes.begin(), attributes.end(), [&](const auto& entry) {
    return entry.second.field == "data" && element.has(entry.first);
  });
  if (looks && data && evidence.size() == 1 && evidence.front().length == 0) evidence.front().length = data->length;
  return evidence;
}

std::uint64_t began(const language::Item& item) { return item.evidence.empty() ? 0 : item.evidence.front().record; }

bool speaks_of_the_last(const language::Vocabulary& vocabulary, const language::Element& element) {
  const auto found = vocabulary.matchers.find(element.name);
  if (found == vocabulary.matchers.end()) return false;
  const auto& attributes = found->second.attributes;
  return std::any_of(attributes.begin(), attributes.end(), [&](const auto& entry) {
    return entry.second.default_value.rfind("{channel:", 0) == 0 && !element.has(entry.first);
  });
}

bool answers(const ChannelState& channel, const language::Item& item) {
  // Whoever made the connection asks, and answers nothing; what bears the name of its question answers that.
  if (item.octets.empty() || channel.accepted || item.identified) return true;
  if (channel.sent < channel.sends) return false;
  const language::Field* layer = item.field("protected");
  return began(item) >= channel.asked && (channel.layer.empty() || !layer || layer->value == channel.layer);
}

std::string describe(const language::Item& item) {
  if (item.octets.size() > kShown)
    return escape(ByteView(item.octets).substr(0, kShown)) + "... (" + std::to_string(item.octets.size()) + " octets)";
  if (!item.octets.empty()) return escape(item.octets);
  std::string text = item.kind;
  for (const auto& field : item.fields)
    if (!field.value.empty()) text += " " + field.name + "=" + escape(ByteView(field.value).substr(0, kShown));
  return text;
}

}  // namespace assay::engine
