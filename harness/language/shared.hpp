// Reactions that several expects share, put in where they are used.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "language/suite.hpp"

namespace assay::language {

using SharedReactions = std::map<std::string, std::vector<Element>>;  // by the id of <reactions>

// Every <use> in a body, an expect or a procedure becomes the reactions that it names, with the outcome, the
// requirement and the reason that it gives where they give none; its place becomes theirs. Errors: there are no
// reactions of that name.
std::vector<Error> put_in(const SharedReactions& shared, Suite& suite);

}  // namespace assay::language
