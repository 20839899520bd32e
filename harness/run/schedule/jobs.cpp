// The threads and what they share.
#include "run/schedule/jobs.hpp"

#include <algorithm>
#include <condition_variable>
#include <exception>
#include <mutex>
#include <optional>
#include <thread>

namespace assay::run {
namespace {

class Pool {
 public:
  explicit Pool(const Jobs& jobs)
      : jobs_(jobs), resources_(jobs.connections), ends_(jobs.demands.size(), JobEnd::not_begun) {
    for (std::size_t job = 0; job < ends_.size(); ++job) waiting_.push_back(job);
  }

  void work(std::size_t worker) {
    while (const auto job = next()) end(*job, attempt(worker, *job));
  }

  std::vector<JobEnd> ends() {
    if (thrown_) std::rethrow_exception(thrown_);
    return std::move(ends_);
  }

 private:
  // The first job in order whose resources are free, or nothing if none is to be begun any more.
  std::optional<std::size_t> next() {
    std::unique_lock<std::mutex> lock(mutex_);
    for (;;) {
      if (stopped_ || waiting_.empty()) return std::nullopt;
      const auto found =
          std::find_if(waiting_.begin(), waiting_.end(), [&](auto job) { return resources_.take(jobs_.demands[job]); });
      if (found != waiting_.end()) {
        const std::size_t job = *found;
        waiting_.erase(found);
        return job;
      }
      changed_.wait(lock);
    }
  }

  bool attempt(std::size_t worker, std::size_t job) {
    try {
      return jobs_.run(worker, job);
    } catch (...) {
      const std::lock_guard<std::mutex> lock(mutex_);
      if (!thrown_) thrown_ = std::current_exception();
      return false;
    }
  }

  void end(std::size_t job, bool done) {
    const std::lock_guard<std::mutex> lock(mutex_);
    resources_.give_back(jobs_.demands[job]);
    ends_[job] = done ? JobEnd::done : JobEnd::cut_short;
    stopped_ = stopped_ || !done;
    changed_.notify_all();
  }

  const Jobs& jobs_;
  std::mutex mutex_;
  std::condition_variable changed_;
  // What follows is guarded by the mutex.
  Resources resources_;
  std::vector<JobEnd> ends_;
  std::vector<std::size_t> waiting_;
  bool stopped_{false};
  std::exception_ptr thrown_;
};

}  // namespace

std::vector<JobEnd> run_jobs(const Jobs& jobs) {
  Pool pool(jobs);
  const std::size_t workers = std::min(jobs.workers, jobs.demands.size());
  std::vector<std::thread> threads;
  if (workers > 1)
    for (std::size_t worker = 0; worker < workers; ++worker)
      threads.emplace_back([&pool, worker] { pool.work(worker); });
  else
    pool.work(0);
  for (auto& thread : threads) thread.join();
  return pool.ends();
}

std::size_t machine_workers() { return std::max(1u, std::thread::hardware_concurrency()); }

}  // namespace assay::run
