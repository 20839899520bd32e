// The stages of a run.
#include "run/schedule/schedule.hpp"

#include <algorithm>
#include <mutex>
#include <utility>

#include "run/schedule/jobs.hpp"

namespace assay::run {
namespace {

using Units = std::vector<std::size_t>;

struct Stages {
  const Schedule& schedule;
  const UnitSteps& steps;
  Units finished{};  // beside others
  Units interrupted{};
  Units waiting{};

  Units chosen(bool exclusive) const {
    Units out;
    for (std::size_t unit = 0; unit < schedule.units.size(); ++unit)
      if (schedule.units[unit].exclusive == exclusive) out.push_back(unit);
    return out;
  }

  Result<void> each_alone(const Units& units) {
    for (const auto unit : units) {
      auto done = steps.alone(unit);
      if (!done) return done;
    }
    return {};
  }

  // Runs what waits until all of it is done, or until the IUT ended under somebody.
  Result<void> round() {
    Jobs jobs;
    jobs.workers = schedule.workers;
    jobs.connections = schedule.connections;
    for (const auto unit : waiting) jobs.demands.push_back(schedule.units[unit]);
    std::mutex mutex;
    Result<void> result;
    jobs.run = [&](std::size_t worker, std::size_t job) {
      auto done = steps.beside(worker, waiting[job]);
      if (done) return *done;
      const std::lock_guard<std::mutex> lock(mutex);
      if (result) result = tl::unexpected(done.error());
      return false;
    };
    sort_out(run_jobs(jobs));
    return result;
  }

  void sort_out(const std::vector<JobEnd>& ends) {
    Units left;
    for (std::size_t job = 0; job < ends.size(); ++job)
      (ends[job] == JobEnd::done        ? finished
       : ends[job] == JobEnd::cut_short ? interrupted
                                        : left)
          .push_back(waiting[job]);
    waiting = std::move(left);
  }

  // One of the units in flight may be what ends the IUT: they run again alone, the others go on without them.
  Result<void> side_by_side() {
    waiting = chosen(false);
    while (!waiting.empty()) {
      auto done = round();
      if (!done) return done;
      done = again(std::exchange(interrupted, {}));
      if (!done) return done;
    }
    return {};
  }

  Result<void> again(const Units& units) {
    for (const auto unit : units) {
      auto moved = steps.set_aside(unit, kInterruptedFolder);
      if (!moved) return moved;
    }
    return each_alone(units);
  }

  // A unit that the end of the run cut short may have a FAIL, too.
  Result<Units> set_failed_aside() {
    Units failed;
    finished.insert(finished.end(), interrupted.begin(), interrupted.end());
    std::sort(finished.begin(), finished.end());
    for (const auto unit : finished) {
      auto one = steps.failed(unit);
      if (!one) return tl::unexpected(one.error());
      if (!*one) continue;
      auto moved = steps.set_aside(unit, kParallelFolder);
      if (!moved) return tl::unexpected(moved.error());
      failed.push_back(unit);
    }
    return failed;
  }

  Result<void> run() {
    if (schedule.workers < 2) {
      auto done = each_alone(chosen(false));
      return done ? each_alone(chosen(true)) : done;
    }
    const auto ran = side_by_side();
    auto failed = set_failed_aside();
    if (!ran) return ran;
    if (!failed) return tl::unexpected(failed.error());
    auto done = each_alone(*failed);
    return done ? each_alone(chosen(true)) : done;
  }
};

}  // namespace

std::size_t workers_for(const std::vector<Demand>& units, std::size_t asked, int connections) {
  const auto shared = std::count_if(units.begin(), units.end(), [](const Demand& unit) { return !unit.exclusive; });
  const std::size_t wanted = asked > 0 ? asked : machine_workers();
  const std::size_t most =
      std::min(static_cast<std::size_t>(shared), static_cast<std::size_t>(std::max(1, connections)));
  return std::max<std::size_t>(1, std::min(wanted, most));
}

Result<void> run_schedule(const Schedule& schedule, const UnitSteps& steps) { return Stages{schedule, steps}.run(); }

}  // namespace assay::run
