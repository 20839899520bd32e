// What cases take, read from the suite's own, altered.
#include "run/schedule/units.hpp"

#include <gtest/gtest.h>

#include <algorithm>

#include "run/degenerate_trial_test.hpp"

namespace assay::run {
namespace {
namespace unit_demands {

constexpr const char* kNegative = "message-store/client-password/rejects-wrong-password";

// The suite, a profile that allows so many connections, and one negative with its control.
struct Given {
  Bench bench = degenerate::required(load_bench(ASSAY_ROOT, cli::full_vocabulary()));
  Profile profile = degenerate::Trial().profile();

  explicit Given(const std::string& connections) { profile.answers["load.connections"] = connections; }

  language::Case& find(const std::string& id) {
    return *std::find_if(bench.suite.cases.begin(), bench.suite.cases.end(),
                         [&](const auto& one) { return one.id == id; });
  }
  language::Case& control() { return find(find(kNegative).control); }

  Plan plan() const { return degenerate::required(make_plan(bench.suite, bench.catalogue, profile, {kNegative})); }
  Result<std::vector<Demand>> demands() const { return demands_of(bench, profile, plan()); }

  // Somebody else comes in first, the same way.
  void add_second_actor() {
    auto entering = control().body.front();
    entering.attributes["actor"] = "second";
    control().body.insert(control().body.begin(), entering);
  }
};

}  // namespace unit_demands
}  // namespace

TEST(Units, a_control_and_its_negatives_are_one_unit) {
  const unit_demands::Given given("1");
  const auto plan = degenerate::required(make_plan(given.bench.suite, given.bench.catalogue, given.profile, {}));
  std::size_t at = 0;
  for (const auto& unit : units_of(plan)) {
    EXPECT_EQ(unit.from, at);
    at = unit.to;
    const bool pair = plan.executions[unit.from].role == Role::control_before;
    EXPECT_EQ(pair, plan.executions[unit.to - 1].role == Role::control_after);
    EXPECT_TRUE(pair ? unit.to - unit.from >= 3 : unit.to - unit.from == 1);
  }
  EXPECT_EQ(at, plan.executions.size());
}

TEST(Units, take_one_connection_for_each_actor_that_connects) {
  unit_demands::Given given("2");
  auto demands = degenerate::required(given.demands());
  ASSERT_EQ(demands.size(), 1u);
  EXPECT_EQ(demands.front().connections, 1);
  given.add_second_actor();
  demands = degenerate::required(given.demands());
  EXPECT_EQ(demands.front().connections, 2);
}

TEST(Units, a_connection_that_is_closed_before_the_next_does_not_count) {
  unit_demands::Given given("1");
  auto& body = given.control().body;
  auto entering = body.front();
  entering.attributes["actor"] = "second";
  const language::Element leaving{"close", {{"actor", "second"}}, "", {}, {}};
  body.insert(body.begin(), {entering, leaving});
  EXPECT_EQ(degenerate::required(given.demands()).front().connections, 1);
}

TEST(Units, what_the_branches_of_a_parallel_open_counts_at_once) {
  unit_demands::Given given("4");
  auto& body = given.control().body;
  language::Element parallel{"parallel", {}, "", {}, {}};
  for (const char* actor : {"second", "third"}) {
    auto entering = body.front();
    entering.attributes["actor"] = actor;
    const language::Element leaving{"close", {{"actor", actor}}, "", {}, {}};
    parallel.children.push_back({"branch", {}, "", {entering, leaving}, {}});
  }
  body.insert(body.begin(), parallel);
  EXPECT_GE(degenerate::required(given.demands()).front().connections, 2);
  body.front().children.push_back(body.front().children.front());
  body.front().children.back().children.front().attributes["actor"] = "fourth";
  EXPECT_GE(degenerate::required(given.demands()).front().connections, 3);
}

TEST(Units, too_few_connections_are_said_at_plan_time) {
  unit_demands::Given given("1");
  given.add_second_actor();
  const auto demands = given.demands();
  ASSERT_FALSE(demands);
  EXPECT_NE(demands.error().what.find("opens 2 connections at once, and the IXIT allows 1"), std::string::npos)
      << demands.error().what;
  EXPECT_NE(demands.error().where.line, 0);
}

TEST(Units, one_exclusive_member_makes_the_unit_so) {
  unit_demands::Given given("4");
  EXPECT_FALSE(degenerate::required(given.demands()).front().exclusive);
  given.find(unit_demands::kNegative).exclusive = true;
  EXPECT_TRUE(degenerate::required(given.demands()).front().exclusive);
  given.find(unit_demands::kNegative).exclusive = false;
  given.control().exclusive = true;
  EXPECT_TRUE(degenerate::required(given.demands()).front().exclusive);
}

}  // namespace assay::run
