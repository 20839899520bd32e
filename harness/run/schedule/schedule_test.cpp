// The stages of a run, with units that only note when they ran.
#include "run/schedule/schedule.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <mutex>
#include <set>

namespace assay::run {
namespace {
namespace staging {

// A plan of fake units and what happened to them, in order: "beside 2", "alone 2", "parallel 2".
struct Fake {
  Schedule schedule;
  std::set<std::size_t> fails{};     // beside others
  std::set<std::size_t> ends_iut{};  // beside others
  std::set<std::size_t> errors{};    // beside others
  std::mutex mutex{};
  std::vector<std::string> log{};
  bool stands{true};

  explicit Fake(std::size_t units, std::size_t workers) {
    schedule.units.resize(units);
    schedule.workers = workers;
    schedule.connections = 100;
  }

  void note(const std::string& what, std::size_t unit) { log.push_back(what + " " + std::to_string(unit)); }

  Result<bool> beside(std::size_t unit) {
    const std::lock_guard<std::mutex> lock(mutex);
    note("beside", unit);
    if (errors.count(unit)) return failure("the disk is full");
    if (ends_iut.count(unit)) stands = false;
    return stands;
  }

  Result<void> run() {
    return run_schedule(schedule, {[this](std::size_t, std::size_t unit) { return beside(unit); },
                                   [this](std::size_t unit) {
                                     stands = true;
                                     note("alone", unit);
                                     return Result<void>();
                                   },
                                   [this](std::size_t unit) { return Result<bool>(fails.count(unit) > 0); },
                                   [this](std::size_t unit, const std::string& folder) {
                                     note(folder, unit);
                                     return Result<void>();
                                   }});
  }

  bool happened(const std::string& what) const { return std::count(log.begin(), log.end(), what) > 0; }
  std::ptrdiff_t place(const std::string& what) const { return std::find(log.begin(), log.end(), what) - log.begin(); }
};

}  // namespace staging
}  // namespace

TEST(Schedule, one_worker_runs_the_units_in_order_and_none_twice) {
  staging::Fake fake(4, 1);
  fake.fails = {1};
  ASSERT_TRUE(fake.run());
  EXPECT_EQ(fake.log, (std::vector<std::string>{"alone 0", "alone 1", "alone 2", "alone 3"}));
}

TEST(Schedule, exclusive_units_run_alone_after_all_others) {
  for (const std::size_t workers : {1u, 3u}) {
    staging::Fake fake(8, workers);
    fake.schedule.units[0].exclusive = fake.schedule.units[5].exclusive = true;
    fake.fails = {2};
    ASSERT_TRUE(fake.run());
    EXPECT_FALSE(fake.happened("beside 0") || fake.happened("beside 5"));
    ASSERT_GT(fake.log.size(), 2u);
    EXPECT_EQ(fake.log[fake.log.size() - 2], "alone 0");
    EXPECT_EQ(fake.log.back(), "alone 5");
  }
}

TEST(Schedule, what_failed_beside_others_is_set_aside_and_repeated_alone) {
  staging::Fake fake(6, 3);
  fake.fails = {4, 1};
  ASSERT_TRUE(fake.run());
  ASSERT_EQ(fake.log.size(), 10u);
  // In the order of the plan, after all the others.
  const std::vector<std::string> tail(fake.log.begin() + 6, fake.log.end());
  EXPECT_EQ(tail, (std::vector<std::string>{"parallel 1", "parallel 4", "alone 1", "alone 4"}));
}

TEST(Schedule, when_the_iut_ends_the_units_in_flight_run_again_alone_and_the_rest_goes_on) {
  staging::Fake fake(20, 4);
  fake.ends_iut = {3};
  ASSERT_TRUE(fake.run());
  EXPECT_LT(fake.place("interrupted 3"), fake.place("alone 3"));
  for (std::size_t unit = 0; unit < 20; ++unit) {
    const std::string number = " " + std::to_string(unit);
    EXPECT_EQ(std::count(fake.log.begin(), fake.log.end(), "beside" + number), 1) << unit;
    EXPECT_EQ(fake.happened("interrupted" + number), fake.happened("alone" + number)) << unit;
  }
}

TEST(Schedule, after_an_error_no_fail_beside_others_stays_by_itself) {
  staging::Fake fake(9, 2);
  fake.fails = {0};
  fake.errors = {6};
  const auto ran = fake.run();
  ASSERT_FALSE(ran);
  EXPECT_EQ(ran.error().what, "the disk is full");
  EXPECT_TRUE(fake.happened("parallel 0"));
  EXPECT_FALSE(fake.happened("alone 0"));
}

TEST(Schedule, there_are_no_more_workers_than_anything_allows) {
  std::vector<Demand> units(5);
  units[1].exclusive = true;
  EXPECT_EQ(workers_for(units, 3, 8), 3u);
  EXPECT_EQ(workers_for(units, 9, 8), 4u);  // one unit runs alone anyway
  EXPECT_EQ(workers_for(units, 9, 2), 2u);
  EXPECT_EQ(workers_for(units, 9, 0), 1u);
  EXPECT_EQ(workers_for({}, 9, 9), 1u);
  EXPECT_GE(workers_for(units, 0, 4), 1u);
}

}  // namespace assay::run
