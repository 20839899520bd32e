// Tests of timers: how long is waited, and what their end decides.
#include <gtest/gtest.h>

#include "engine/toy_test.hpp"

namespace assay::engine {
namespace timer_tests {

using namespace toy;
using Texts = std::vector<std::string>;

Step timer(const std::string& seconds, const std::string& actor = "clock") {
  return {Step::Kind::action, actor, element("timer", {{"actor", actor}, {"seconds", seconds}}), {}, false};
}
Element elapsed() { return element("elapsed", {}); }

Texts times(const Execution& run, const std::string& action) {
  Texts out;
  for (const auto& one : run.actions)
    if (one.name == action) out.push_back(one.channel + " " + one.attributes.at("milliseconds"));
  return out;
}

TEST(Elapsed, IsWaitedForLongerThanTheResponseTime) {
  Execution run(Script()
                    .connect()
                    .add(timer("62.5"))
                    .expect({{line("late"), Outcome::fail}, {elapsed(), Outcome::conform}}, "a clock")
                    .expect({{line("ok")}})
                    .end());
  EXPECT_EQ(times(run, "timer"), Texts{"clock 62500"});
  EXPECT_EQ(times(run, "await"), Texts{"a clock 67500"});
  run.event("elapsed", "clock").hears("ok\n");
  EXPECT_EQ(times(run, "await"), (Texts{"a clock 67500", "a 5000"})) << "behind it the response time counts again";
  EXPECT_EQ(run.verdict(), Verdict::pass) << reason_of(run.state);
}

TEST(Elapsed, TheLongestTimerOfAStepCounts) {
  Execution run(Script().add(timer("3", "one")).add(timer("7", "two")).expect({{elapsed()}}, "one two").end());
  EXPECT_EQ(times(run, "await"), Texts{"one two 12000"});
}

TEST(Elapsed, WhatComesBeforeItDecidesBeforeIt) {
  Execution run(Script()
                    .connect()
                    .add(timer("9"))
                    .expect({{line("late"), Outcome::fail}, {elapsed(), Outcome::conform}}, "a clock")
                    .end());
  run.hears("late\n").event("elapsed", "clock");
  EXPECT_EQ(run.verdict(), Verdict::fail);
}

TEST(Elapsed, ATimerThatIsNotAwaitedHereChangesNoTime) {
  Execution run(Script().connect().add(timer("9")).expect({{line("ok")}}).end());
  EXPECT_EQ(times(run, "await"), Texts{"a 5000"});
}

TEST(Elapsed, ASecondTimerOfTheActorBeginsAnew) {
  Execution run(Script()
                    .add(timer("1"))
                    .expect({{elapsed()}}, "clock")
                    .add(timer("2"))
                    .expect({{elapsed(), Outcome::conform}}, "clock")
                    .end());
  run.event("elapsed", "clock");
  EXPECT_FALSE(run.state.finished) << "the end of the first is not that of the second";
  run.event("elapsed", "clock");
  EXPECT_EQ(run.verdict(), Verdict::pass);
}

TEST(Elapsed, ADeadlineBeforeItSaysHowLongWasWaited) {
  Execution run(Script().add(timer("2")).expect({{elapsed(), Outcome::conform}}, "clock").end());
  run.event("deadline", "");
  EXPECT_EQ(run.verdict(), Verdict::inconclusive);
  EXPECT_NE(reason_of(run.state).find("within 7000 ms, the time of the timer and the response time"), std::string::npos)
      << reason_of(run.state);
}

}  // namespace timer_tests
}  // namespace assay::engine
