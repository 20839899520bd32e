// Jobs over worker threads, each begun when what it takes is free. Knows nothing of cases.
#pragma once

#include <cstddef>
#include <functional>
#include <vector>

#include "run/schedule/demand.hpp"

namespace assay::run {

struct Jobs {
  std::vector<Demand> demands;  // one for each job, in the order in which they are begun if they can be
  std::size_t workers{1};       // 1: on the calling thread
  int connections{1};
  // Called on a worker's thread, `worker` from 0. False: it was cut short, and no further job is begun.
  std::function<bool(std::size_t worker, std::size_t job)> run;
};

enum class JobEnd { not_begun, cut_short, done };

// Blocks until all threads have ended. What a job throws is thrown again here.
std::vector<JobEnd> run_jobs(const Jobs& jobs);

// How many workers this machine gives.
std::size_t machine_workers();

}  // namespace assay::run
