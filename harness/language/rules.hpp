// Rules of a serve step: what an actor answers to what the IUT sends it.
#pragma once

#include <vector>

#include "language/program.hpp"

namespace assay::language {

// The rules as written, in their order. `twin`: the same step in the control of a negative, or null; what an
// answer does otherwise than there is marked. Errors: a rule that the control has not.
Result<std::vector<Rule>> rules_of(const Element& serve, const Element* twin);

// True if any answer is marked.
bool has_difference(const std::vector<Rule>& rules);

}  // namespace assay::language
