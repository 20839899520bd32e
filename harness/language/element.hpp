// An XML element as the suite keeps it: immutable, with its place, independent of the parser.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "base/error.hpp"

namespace assay::language {

struct Element {
  std::string name;  // with its fixed prefix ("PROTOCOL:word"); core elements have none
  std::map<std::string, std::string> attributes;
  std::string text;  // concatenated character data, trimmed
  std::vector<Element> children;
  Location where;

  // The attribute's value, or `fallback`.
  std::string attribute(const std::string& key, const std::string& fallback = {}) const;
  bool has(const std::string& key) const { return attributes.count(key) > 0; }
  // The first child of that name, or null.
  const Element* child(const std::string& child_name) const;
};

// True if the element belongs to a protocol module and not to the core language.
inline bool is_foreign(const Element& element) { return element.name.find(':') != std::string::npos; }

// One line of XML for people: the start tag with its attributes and text.
std::string to_text(const Element& element);

}  // namespace assay::language
