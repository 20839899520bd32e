// Messages of libxml2 by their shapes.
#include "catalogue/schema_words.hpp"

#include <map>
#include <regex>
#include <vector>

namespace assay::catalogue {
namespace {

struct Shape {
  std::regex message;
  // Texts in which $1 … are the groups; an empty way out means the caller's.
  const char* what;
  const char* way_out;
};

const std::string kElement = "Element '([^']*)'";
const std::string kValue = kElement + "(?:, attribute '([^']*)')?: ";

std::regex shape(const std::string& text) { return std::regex(text); }

const std::vector<Shape>& shapes() {
  static const std::vector<Shape> all{
      {shape(kElement + ": The attribute '([^']*)' is required but missing\\."),
       "the element '$1' lacks the attribute '$2'", "add $2=\"…\""},
      {shape(kElement + ", attribute '([^']*)': The attribute '[^']*' is not allowed\\."),
       "the element '$1' takes no attribute '$2'", "mend its name, or drop it"},
      {shape(kValue + "\\[facet 'enumeration'\\] The value '([^]*)' is not an element of the set \\{([^]*)\\}\\."),
       "'$3' is no value for '$2' of '$1'", "write one of $4"},
      {shape(kValue + "\\[facet 'pattern'\\] The value '([^]*)' is not accepted by the pattern '([^]*)'\\."),
       "'$3' is no value for '$2' of '$1'", "it has to fit the pattern $4"},
      {shape(kValue + "'([^]*)' is not a valid value of the \\w+ type '([^']*)'\\."),
       "'$3' is no value for '$2' of '$1'", "TYPE $4"},
      {shape(kElement + ": This element is not expected\\. Expected is (?:one of )?\\( ([^]*) \\)\\."),
       "the element '$1' does not belong here", "here belongs $2"},
      {shape(kElement + ": This element is not expected\\."), "the element '$1' does not belong here",
       "mend its name, put it elsewhere, or drop it"},
      {shape(kElement + ": Missing child element\\(s\\)\\. Expected is (?:one of )?\\( ([^]*) \\)\\."),
       "something is missing in the element '$1'", "add $2"},
      {shape(kElement + ": Duplicate key-sequence \\['([^]*)'\\] in unique identity-constraint '[^']*'\\."),
       "'$2' stands here for the second time", "drop one of the two"},
      {shape(kElement + ": Character content other than whitespace is not allowed[^]*"),
       "there is text in the element '$1', where none belongs", "drop it"},
      {shape(kElement + ": No matching global declaration available for the validation root\\."),
       "'$1' is not what such a file begins with", "is its name right, and its xmlns?"},
  };
  return all;
}

// Of types that have a name of their own.
std::string of_type(const std::string& name, const std::string& otherwise) {
  static const std::map<std::string, std::string> kTypes{{"port", "a port from 1 to 65535, or free"},
                                                         {"xs:positiveInteger", "a whole number, 1 or more"},
                                                         {"xs:nonNegativeInteger", "a whole number, 0 or more"}};
  const auto found = kTypes.find(name);
  return found == kTypes.end() ? otherwise : "write " + found->second;
}

std::string without_empty_attribute(std::string text) {
  const auto at = text.find("for '' of ");
  return at == std::string::npos ? text : text.erase(at + 4, 6);
}

}  // namespace

Error in_words(const std::string& message, const std::string& otherwise) {
  std::smatch found;
  for (const auto& one : shapes()) {
    if (!std::regex_match(message, found, one.message)) continue;
    std::string way_out = found.format(one.way_out);
    if (way_out.rfind("TYPE ", 0) == 0) way_out = of_type(way_out.substr(5), otherwise);
    return {without_empty_attribute(found.format(one.what)), way_out, {}};
  }
  return {message, otherwise, {}};
}

}  // namespace assay::catalogue
