// What a placeholder of a case can name, known before any profile is: for lint and for explain.
#pragma once

#include "catalogue/catalogue.hpp"
#include "language/names.hpp"

namespace assay::run {

// The names that values_of() gives for a complete profile, the values of those that choose procedures,
// and the certificates that can be made.
language::Names case_names(const catalogue::Catalogue& catalogue);

}  // namespace assay::run
