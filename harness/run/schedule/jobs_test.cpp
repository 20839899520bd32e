// Threads and resources, with jobs that only note what they see.
#include "run/schedule/jobs.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <condition_variable>
#include <mutex>
#include <set>
#include <stdexcept>

namespace assay::run {
namespace {
namespace jobbing {

Demand taking(int connections, std::set<std::string> names = {}) { return {connections, std::move(names), false}; }

// Counts who is at work at once. A job leaves only when `together` jobs have been there at the same time.
class Counter {
 public:
  explicit Counter(int together) : together_(together) {}

  bool pass(int weight) {
    std::unique_lock<std::mutex> lock(mutex_);
    now_ += weight;
    most_ = std::max(most_, now_);
    met_.notify_all();
    met_.wait(lock, [this] { return most_ >= together_; });
    now_ -= weight;
    return true;
  }
  int most() const { return most_; }

 private:
  const int together_;
  std::mutex mutex_;
  std::condition_variable met_;
  int now_{0}, most_{0};
};

std::size_t count(const std::vector<JobEnd>& ends, JobEnd wanted) {
  return static_cast<std::size_t>(std::count(ends.begin(), ends.end(), wanted));
}

}  // namespace jobbing
}  // namespace

TEST(Jobs, run_side_by_side_up_to_the_connections_that_there_are) {
  jobbing::Counter counter(3);
  Jobs jobs{std::vector<Demand>(12), 6, 3, [&](std::size_t, std::size_t) { return counter.pass(1); }};
  EXPECT_EQ(jobbing::count(run_jobs(jobs), JobEnd::done), 12u);
  EXPECT_EQ(counter.most(), 3);
}

TEST(Jobs, one_that_opens_several_connections_counts_so) {
  jobbing::Counter counter(4);
  std::vector<Demand> demands(9, jobbing::taking(2));
  Jobs jobs{demands, 9, 5, [&](std::size_t, std::size_t) { return counter.pass(2); }};
  EXPECT_EQ(jobbing::count(run_jobs(jobs), JobEnd::done), 9u);
  EXPECT_EQ(counter.most(), 4);
}

TEST(Jobs, a_named_thing_has_one_holder_and_does_not_hold_up_the_others) {
  jobbing::Counter named(1), all(2);
  std::vector<Demand> demands;
  for (int i = 0; i < 8; ++i)
    demands.push_back(jobbing::taking(1, i % 2 == 0 ? std::set<std::string>{"trigger"} : std::set<std::string>{}));
  Jobs jobs{demands, 4, 4,
            [&](std::size_t, std::size_t job) { return (job % 2 != 0 || named.pass(1)) && all.pass(1); }};
  EXPECT_EQ(jobbing::count(run_jobs(jobs), JobEnd::done), 8u);
  EXPECT_EQ(named.most(), 1);
}

TEST(Jobs, a_worker_has_one_job_at_a_time_and_its_own_number) {
  std::mutex mutex;
  std::set<std::size_t> busy;
  jobbing::Counter counter(3);
  Jobs jobs{std::vector<Demand>(30), 3, 3, [&](std::size_t worker, std::size_t) {
              {
                const std::lock_guard<std::mutex> lock(mutex);
                EXPECT_LT(worker, 3u);
                EXPECT_TRUE(busy.insert(worker).second);
              }
              counter.pass(1);
              const std::lock_guard<std::mutex> lock(mutex);
              busy.erase(worker);
              return true;
            }};
  EXPECT_EQ(jobbing::count(run_jobs(jobs), JobEnd::done), 30u);
}

TEST(Jobs, after_one_that_was_cut_short_none_is_begun) {
  Jobs jobs{std::vector<Demand>(5), 1, 1, [](std::size_t, std::size_t job) { return job != 2; }};
  EXPECT_EQ(run_jobs(jobs),
            (std::vector<JobEnd>{JobEnd::done, JobEnd::done, JobEnd::cut_short, JobEnd::not_begun, JobEnd::not_begun}));
}

TEST(Jobs, what_needs_more_than_there_is_still_ends) {
  Jobs jobs{{jobbing::taking(7), jobbing::taking(1), jobbing::taking(7)}, 3, 2, [](std::size_t, std::size_t) {
              return true;
            }};
  EXPECT_EQ(jobbing::count(run_jobs(jobs), JobEnd::done), 3u);
}

TEST(Jobs, what_one_throws_is_thrown_to_the_caller) {
  for (const std::size_t workers : {1u, 3u}) {
    Jobs jobs{std::vector<Demand>(6), workers, 3, [](std::size_t, std::size_t job) -> bool {
                if (job == 1) throw std::runtime_error("no memory");
                return true;
              }};
    EXPECT_THROW(run_jobs(jobs), std::runtime_error);
  }
}

TEST(Jobs, none_is_no_trouble) { EXPECT_TRUE(run_jobs({{}, 4, 4, {}}).empty()); }

}  // namespace assay::run
