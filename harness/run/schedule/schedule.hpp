// The order of a run: side by side what may be, again alone what failed so, and at the end what disturbs others.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "base/error.hpp"
#include "run/schedule/demand.hpp"

namespace assay::run {

// What is done with a unit: a control with its negatives, or a single case. `unit`: its place in the plan.
struct UnitSteps {
  // On a worker's thread. False: the IUT ended by itself under it. An error ends the run.
  std::function<Result<bool>(std::size_t worker, std::size_t unit)> beside;
  // On the calling thread, while no worker runs. Starts the IUT anew if it has ended.
  std::function<Result<void>(std::size_t unit)> alone;
  // True if its traces on disk show a FAIL.
  std::function<Result<bool>(std::size_t unit)> failed;
  // Moves its traces to a folder of that name; a unit that was cut short lacks some.
  std::function<Result<void>(std::size_t unit, const std::string& folder)> set_aside;
};

struct Schedule {
  std::vector<Demand> units;
  std::size_t workers{1};
  int connections{1};  // that may be open at once
};

// Folders below the traces: first attempts that do not count by themselves.
inline constexpr const char* kParallelFolder = "parallel";        // failed beside others and were repeated alone
inline constexpr const char* kInterruptedFolder = "interrupted";  // met an IUT that ended by itself

// min(`asked`, or what the machine gives if that is 0; connections; units that may run beside others), at least 1.
std::size_t workers_for(const std::vector<Demand>& units, std::size_t asked, int connections);

// After an error too, what failed beside others has been set aside: no verdict rests on it alone.
Result<void> run_schedule(const Schedule& schedule, const UnitSteps& steps);

}  // namespace assay::run
