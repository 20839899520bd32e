// A case as a row of an Enabler Test Specification, for people.
#pragma once

#include <string>

#include "catalogue/catalogue.hpp"
#include "language/names.hpp"
#include "language/suite.hpp"
#include "language/vocabulary.hpp"

namespace assay::language {

// Test case id, object, description, specification reference, tool, ICS condition, preconditions, for a
// negative its control and the one difference, numbered procedure with pass criteria tied to its steps,
// what fails it, and which defects show that it can fail. Plain text, wrapped at 100 columns. Where a
// profile chooses a procedure, the first choice of `names` is shown. A case that cannot be put together
// gives its error in place of the procedure.
std::string explain(const Suite& suite, const catalogue::Catalogue& catalogue, const Vocabulary& vocabulary,
                    const Names& names, const Case& subject);

}  // namespace assay::language
