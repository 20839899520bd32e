// Look-ups in an element, and its one-line form.
#include "language/element.hpp"

namespace assay::language {

std::string Element::attribute(const std::string& key, const std::string& fallback) const {
  const auto found = attributes.find(key);
  return found == attributes.end() ? fallback : found->second;
}

const Element* Element::child(const std::string& child_name) const {
  for (const auto& candidate : children)
    if (candidate.name == child_name) return &candidate;
  return nullptr;
}

std::string to_text(const Element& element) {
  std::string text = element.name;
  for (const auto& [key, value] : element.attributes)
    if (key != "outcome" && key != "requirement" && key != "then") text += " " + key + "=\"" + value + "\"";
  if (!element.text.empty()) text += ": " + element.text;
  return text;
}

}  // namespace assay::language
