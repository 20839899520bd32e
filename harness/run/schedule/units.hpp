// What the units of a plan take while they run.
#pragma once

#include <vector>

#include "run/execution/plan.hpp"
#include "run/schedule/demand.hpp"
#include "run/suite/bench.hpp"

namespace assay::run {

// How many connections the suite may open at once, by the IXIT (load.connections); at least 1.
int connections_allowed(const Profile& profile);

// One demand for each of units_of(plan). A unit with an exclusive member is exclusive. Errors: a case does
// not compile, or needs more connections at once than are allowed.
Result<std::vector<Demand>> demands_of(const Bench& bench, const Profile& profile, const Plan& plan);

}  // namespace assay::run
