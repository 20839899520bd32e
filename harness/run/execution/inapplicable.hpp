// Words for a selection of which nothing applies to the IUT.
#pragma once

#include <string>
#include <vector>

#include "run/execution/plan.hpp"

namespace assay::run {

// One line for each name of the ICS or IXIT that does not hold, with the selected cases that need it; the whole
// condition of a case stands there where no single name decides.
std::vector<std::string> inapplicable_lines(const Profile& profile, const Plan& plan);

// What is said instead of a run: which profile, how many cases were selected, and the lines above.
std::vector<Error> nothing_to_run(const Profile& profile, const Plan& plan);

}  // namespace assay::run
