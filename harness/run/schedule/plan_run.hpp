// Runs a plan by its schedule: several units side by side where the IXIT and the machine allow it.
#pragma once

#include "run/execution/batch.hpp"
#include "run/schedule/schedule.hpp"

namespace assay::run {

struct PlanRun {
  // `restarted` and `progress` of it are called on the calling thread, or one at a time while workers run;
  // `restarted` only while none does. `before` is not called.
  const BatchInput& batch;
  const Schedule& schedule;  // one demand for each of units_of(batch.plan)
  // Asked by the workers before each execution and after each unit, one at a time: true if the IUT has ended
  // by itself; an error ends the run.
  std::function<Result<bool>()> ended;
};

// Errors: as run_batch(), or a trace cannot be set aside.
Result<void> run_plan(const PlanRun& run);

}  // namespace assay::run
