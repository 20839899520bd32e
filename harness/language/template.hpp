// Text with placeholders: "{alice.user}", "{PROTOCOL:derivation alice.user 'text' label=alice.user}"; "{{" stands for a
// brace. Quoted words are templates themselves.
#pragma once

#include <functional>
#include <map>
#include <string>
#include <vector>

#include "base/error.hpp"

namespace assay::language {

// One piece of a template: plain text, or a placeholder with its words.
struct Piece {
  bool placeholder{false};
  std::string text;                // plain text
  std::vector<std::string> words;  // of a placeholder; 'quoted' words keep their quotes
};

// Errors: an unclosed brace or quote, an empty placeholder.
Result<std::vector<Piece>> parse_template(const std::string& text);

// Replaces the placeholders that name a key of `values`, also inside the arguments of derivations
// (as a quoted word); leaves all others as they are.
std::string bind_names(const std::string& text, const std::map<std::string, std::string>& values);

// Names that the placeholders use, derivations left out.
std::vector<std::string> names_in(const std::string& text);

using Derive = std::function<Result<std::string>(const std::string& derivation, const std::vector<std::string>& arguments)>;
using Lookup = std::function<Result<std::string>(const std::string& name)>;

// The final text. Errors come from `lookup` and `derive`.
Result<std::string> expand(const std::string& text, const Lookup& lookup, const Derive& derive);

}  // namespace assay::language
