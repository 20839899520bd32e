// A case as a row of an Enabler Test Specification, for people.
#pragma once

#include <string>

#include "catalogue/catalogue.hpp"
#include "language/suite.hpp"
#include "language/vocabulary.hpp"

namespace assay::language {

// Test case id, object, description, specification reference, ICS condition, preconditions, numbered
// procedure with pass criteria tied to its steps. Plain text, wrapped at 100 columns.
std::string explain(const Suite& suite, const catalogue::Catalogue& catalogue, const Vocabulary& vocabulary,
                    const Case& subject);

}  // namespace assay::language
