// What the stages of a schedule do with the units of a plan.
#include "run/schedule/plan_run.hpp"

#include <algorithm>
#include <filesystem>
#include <memory>
#include <mutex>

#include "run/judgement/judge.hpp"

namespace assay::run {
namespace {

// The same place on a loop of another thread. What is new in Environment has to be named here, too.
Environment on_loop(const Environment& place, net::Loop& loop) {
  const auto& [own, endpoints, certificates, faults, server_name, trust, rate, clock, instance, offers, trigger, elapse,
               keeps_evidence] = place;
  return {loop,  endpoints, certificates, faults,  server_name, trust,         rate,
          clock, instance,  offers,       trigger, elapse,      keeps_evidence};
}

class Steps {
 public:
  explicit Steps(const PlanRun& run) : run_(run), executor_(run.batch), units_(units_of(run.batch.plan)) {
    for (std::size_t worker = 0; worker < run.schedule.workers; ++worker)
      loops_.push_back(std::make_unique<net::Loop>());
  }

  UnitSteps steps() {
    return {[this](std::size_t worker, std::size_t unit) { return beside(worker, units_[unit]); },
            [this](std::size_t unit) { return alone(units_[unit]); },
            [this](std::size_t unit) { return failed(units_[unit]); },
            [this](std::size_t unit, const std::string& folder) { return aside(units_[unit], folder); }};
  }

 private:
  const std::vector<Execution>& executions() const { return run_.batch.plan.executions; }

  Result<bool> beside(std::size_t worker, const Unit& unit) {
    // The IUT may have other ports since the last unit: its place is looked up anew.
    Environment place = on_loop(run_.batch.environment, *loops_[worker]);
    for (std::size_t at = unit.from; at < unit.to; ++at) {
      auto stands = still_stands();
      if (!stands || !*stands) return stands;
      tell(executions()[at]);
      auto executed = executor_.execute(executions()[at], place);
      if (!executed) return tl::unexpected(executed.error());
    }
    return still_stands();
  }

  Result<bool> still_stands() {
    const std::lock_guard<std::mutex> lock(mutex_);
    if (!run_.ended) return true;
    return run_.ended().map([](bool ended) { return !ended; });
  }

  void tell(const Execution& execution) {
    const std::lock_guard<std::mutex> lock(mutex_);
    if (run_.batch.progress)
      run_.batch.progress(execution, std::min(done_, executions().size() - 1), executions().size());
    ++done_;
  }

  Result<void> alone(const Unit& unit) {
    auto done = run_unit(run_.batch, executor_, unit, done_);
    done_ += unit.to - unit.from;
    return done;
  }

  std::string trace_of(std::size_t at) const { return run_.batch.traces + "/" + executions()[at].id + ".jsonl"; }

  Result<bool> failed(const Unit& unit) const {
    const Bench& bench = run_.batch.bench;
    for (std::size_t at = unit.from; at < unit.to; ++at) {
      if (!std::filesystem::exists(trace_of(at))) continue;
      auto records = trace::read(trace_of(at));
      if (!records) return tl::unexpected(records.error());
      auto judged = judge_trace(bench.suite, bench.vocabulary, std::move(*records), trace_of(at));
      if (!judged) return tl::unexpected(judged.error());
      if (judged->verdict == engine::Verdict::fail) return true;
    }
    return false;
  }

  Result<void> aside(const Unit& unit, const std::string& folder) {
    for (std::size_t at = unit.from; at < unit.to; ++at)
      if (std::filesystem::exists(trace_of(at))) --done_;
    return set_aside(run_.batch, unit, folder);
  }

  const PlanRun& run_;
  const Executor executor_;
  const std::vector<Unit> units_;
  std::vector<std::unique_ptr<net::Loop>> loops_;  // one for each worker
  std::mutex mutex_;
  std::size_t done_{0};  // guarded by it while workers run
};

}  // namespace

Result<void> run_plan(const PlanRun& run) {
  Steps steps(run);
  return run_schedule(run.schedule, steps.steps());
}

}  // namespace assay::run
