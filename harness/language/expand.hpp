// Flattens a case body: calls become the steps of their procedure, named groups become marked steps.
#pragma once

#include <set>
#include <string>
#include <vector>

#include "language/suite.hpp"

namespace assay::language {

// A core element of the flat body, with the ids of the groups that it stands in. A parallel becomes a <parallel>, what
// its branches hold, each behind a <branch>, and a <parallel-end>: whatever is in a branch is a step of the body, too.
struct FlatStep {
  Element element;                  // connect, close, send, expect, one-of, expect-none or an action
  std::vector<std::string> groups;  // outermost first
};

using Values = std::map<std::string, std::string>;

// `parameters` are bound into every attribute and text. Errors name file and line. To `asked`, if given, the names of
// `ixit` are added that chose a procedure: with the others changed, the same comes out.
Result<std::vector<FlatStep>> flatten(const Suite& suite, const std::vector<Element>& body, const Values& parameters,
                                      const Values& ixit, std::set<std::string>* asked = nullptr);

// The element with `parameters` bound into all its attributes and texts, children included.
Element bound(const Element& element, const Values& parameters);

}  // namespace assay::language
