// Tests of parallel and sync: branches go on as what they await comes, meet, and end the case together.
#include <gtest/gtest.h>

#include "engine/toy_test.hpp"

namespace assay::engine {
namespace branches_tests {

using namespace toy;
using Texts = std::vector<std::string>;

// "a hello" for each thing sent, "await a b 5000" for each await.
Texts done(const Execution& run) {
  Texts out;
  for (const auto& action : run.actions) {
    if (action.name == "send") out.push_back(action.channel + " " + action.data.substr(0, action.data.size() - 1));
    if (action.name == "await")
      out.push_back("await " + action.channel + " " + trace::attribute(action, "milliseconds"));
  }
  return out;
}

// Two who each ask twice, and one who asks when both are through.
Script two() {
  return Script()
      .connect("a")
      .connect("b")
      .parallel()
      .branch()
      .say("a1", "a")
      .expect({{line("ok")}}, "a")
      .say("a2", "a")
      .expect({{line("ok")}}, "a")
      .branch()
      .say("b1", "b")
      .expect({{line("ok"), Outcome::conform}, {line("no"), Outcome::fail}}, "b")
      .say("b2", "b")
      .expect({{line("ok")}}, "b")
      .meet()
      .say("behind", "a")
      .expect({{line("ok"), Outcome::conform}}, "a")
      .end();
}

// Two who meet between their two questions.
Script meeting() {
  return Script()
      .connect("a")
      .connect("b")
      .parallel()
      .branch()
      .expect({{line("ok")}}, "a")
      .sync()
      .say("a2", "a")
      .branch()
      .expect({{line("ok")}}, "b")
      .sync()
      .say("b2", "b")
      .meet()
      .expect({{line("end"), Outcome::conform}}, "b")
      .end();
}

TEST(Parallel, EachBranchGoesOnWhileTheOtherWaits) {
  Execution run(two());
  EXPECT_EQ(done(run), (Texts{"a a1", "b b1", "await a b 5000"}));
  run.event("sent", "a").event("sent", "b").hears("ok\n", "b").event("sent", "b").hears("ok\n", "b");
  EXPECT_EQ(done(run), (Texts{"a a1", "b b1", "await a b 5000", "b b2", "await a b 5000", "await a 5000"}));
  EXPECT_FALSE(run.state.finished);
  run.hears("ok\n", "a").event("sent", "a").hears("ok\n", "a");
  EXPECT_EQ(done(run).back(), "await a 5000");
  EXPECT_EQ(done(run)[done(run).size() - 2], "a behind") << "both branches are through";
  run.event("sent", "a").hears("ok\n", "a");
  EXPECT_EQ(run.verdict(), Verdict::pass) << reason_of(run.state);
  EXPECT_EQ(run.state.assertions.size(), 2U) << "what a branch asserts counts as well";
}

TEST(Parallel, TheSameWaitIsNotBegunAnewByWhatIsAbsorbed) {
  Execution run(two().absorb(line("note")));
  run.hears("note\n", "a").hears("note\n", "b");
  EXPECT_EQ(run.count("await"), 1U);
}

TEST(Parallel, BranchesThatWaitForNothingRunInTheOrderInWhichTheyAreWritten) {
  Execution run(Script()
                    .connect("a")
                    .connect("b")
                    .parallel()
                    .branch()
                    .say("one", "a")
                    .branch()
                    .say("two", "b")
                    .meet()
                    .say("three", "a")
                    .end());
  EXPECT_EQ(done(run), (Texts{"a one", "b two", "a three"}));
  EXPECT_TRUE(run.state.reached_end);
}

TEST(Sync, ABranchWaitsUntilAllHaveComeAsFar) {
  Execution run(meeting());
  run.hears("ok\n", "b");
  EXPECT_EQ(done(run), (Texts{"await a b 5000", "await a 5000"})) << "whoever waits for the others awaits nothing";
  run.hears("ok\n", "a");
  EXPECT_EQ(done(run), (Texts{"await a b 5000", "await a 5000", "a a2", "b b2", "await b 5000"}));
}

TEST(Sync, AnEndedBranchIsNotWaitedFor) {
  Execution run(Script()
                    .connect("a")
                    .connect("b")
                    .parallel()
                    .branch()
                    .sync()
                    .say("on", "a")
                    .branch()
                    .expect({{line("ok"), Outcome::conform}}, "b")
                    .meet()
                    .end());
  EXPECT_EQ(run.count("send"), 0U);
  run.hears("ok\n", "b");
  EXPECT_EQ(run.count("send"), 1U);
  EXPECT_TRUE(run.state.finished);
}

TEST(Parallel, ABranchThatEndsTheCaseEndsAllOfThem) {
  for (const char* answer : {"no\n", "what\n"}) {
    Execution run(two());
    run.event("sent", "a").event("sent", "b").hears(answer, "b");
    EXPECT_TRUE(run.state.finished) << answer;
    EXPECT_EQ(run.verdict(), answer[0] == 'n' ? Verdict::fail : Verdict::inconclusive);
    EXPECT_EQ(run.count("send"), 2U);
    EXPECT_EQ(run.count("close"), 2U);
  }
}

TEST(Parallel, ThePostambleRunsAfterAnEarlyEndInABranch) {
  Script script = two();
  script.program.postamble = static_cast<int>(script.program.steps.size());
  script.connect("c").say("tidy", "c").expect({{line("ok")}}, "c").end();
  Execution run(script);
  run.event("sent", "a").event("sent", "b").hears("no\n", "b");
  EXPECT_EQ(done(run).back(), "await c 5000");
  run.hears("ok\n", "a").event("sent", "c").hears("ok\n", "c");
  EXPECT_TRUE(run.state.finished);
  EXPECT_EQ(run.verdict(), Verdict::fail);
}

TEST(Parallel, ADeadlineNamesWhatEveryBranchWaitedFor) {
  Execution run(two());
  run.event("sent", "a").event("sent", "b").event("deadline", "");
  EXPECT_EQ(run.verdict(), Verdict::inconclusive);
  EXPECT_EQ(reason_of(run.state),
            "nothing that decides came within 5000 ms, the response time of the IXIT"
            " (of a, allowed: toy:line word=\"ok\" -> proceed) (of b, allowed: toy:line word=\"ok\" -> conform; "
            "toy:line word=\"no\" -> fail)");
  ASSERT_GE(run.state.log.size(), 2U);
  EXPECT_EQ(run.state.log[run.state.log.size() - 2].actor, "a");
  EXPECT_EQ(run.state.log.back().actor, "b");
}

TEST(Parallel, TheMostPatientBranchSaysHowLongIsWaited) {
  const Step timer{Step::Kind::action, "t", element("timer", {{"actor", "t"}, {"seconds", "60"}}), {}, false};
  Execution run(Script()
                    .connect("a")
                    .parallel()
                    .branch()
                    .expect({{line("ok"), Outcome::conform}}, "a")
                    .branch()
                    .add(timer)
                    .expect({{element("elapsed", {})}}, "t")
                    .meet()
                    .end());
  EXPECT_EQ(done(run), Texts{"await a t 65000"});
  run.event("elapsed", "t").event("deadline", "");
  EXPECT_EQ(done(run).back(), "await a 5000");
}

TEST(Parallel, WhatOneBranchCapturedTheOtherSaysOnceTheyMet) {
  Element ok = line("ok");
  ok.children.push_back(element("capture", {{"name", "said"}, {"field", "text"}}));
  Execution run(Script()
                    .connect("a")
                    .connect("b")
                    .parallel()
                    .branch()
                    .sync()
                    .say("{capture.said}", "a")
                    .branch()
                    .expect({{ok}}, "b")
                    .sync()
                    .meet()
                    .expect({{line("end"), Outcome::conform}}, "a")
                    .end());
  run.hears("ok 7\n", "b");
  EXPECT_EQ(done(run), (Texts{"await b 5000", "a ok 7", "await a 5000"}));
}

TEST(Parallel, WithinAnotherIsAFaultOfTheCase) {
  Script script = Script().connect("a").parallel().branch();
  script.parallel().branch().say("x").meet().end();
  script.program.steps[1].behind = script.program.steps.size() - 1;
  Execution run(script);
  EXPECT_EQ(run.verdict(), Verdict::error);
}

// A negative: b does what differs once c has let it, and meanwhile a sees what its control would not allow.
Script negative() {
  Script script = Script()
                      .connect("a")
                      .connect("b")
                      .parallel()
                      .branch()
                      .expect({{line("go")}}, "b")
                      .say("different", "b")
                      .expect({{line("ok")}}, "b")
                      .branch()
                      .expect({{line("refused"), Outcome::conform}, {line("served"), Outcome::fail}}, "a")
                      .meet()
                      .end(true);
  script.program.steps[4].differs = true;
  return script;
}

TEST(ParallelNegative, WhatAnotherBranchSeesBeforeTheDifferenceLeftDecidesNothing) {
  Execution failed(negative());
  failed.hears("served\n", "a");
  EXPECT_EQ(failed.verdict(), Verdict::inconclusive);
  Execution passed(negative());
  passed.hears("refused\n", "a").hears("go\n", "b").event("sent", "b").hears("ok\n", "b");
  EXPECT_TRUE(passed.state.finished);
  EXPECT_EQ(passed.verdict(), Verdict::inconclusive);
  const auto why = reason_of(passed.state);
  EXPECT_NE(why.find("was not shown what the case differs in"), std::string::npos) << why;
}

TEST(ParallelNegative, WhatItSeesAfterItDecides) {
  for (const char* answer : {"refused\n", "served\n"}) {
    Execution run(negative());
    run.hears("go\n", "b").event("sent", "b").hears(answer, "a").hears("ok\n", "b");
    const auto made = run.state.assertions;
    ASSERT_EQ(made.size(), 1U) << answer;
    EXPECT_EQ(made[0].outcome, answer[0] == 'r' ? Outcome::conform : Outcome::fail);
    EXPECT_TRUE(run.state.problems.empty()) << reason_of(run.state);
  }
}

TEST(ParallelNegative, ALeapBehindTheParallelLeavesAllItsBranches) {
  Script script = two();
  const int then = static_cast<int>(script.program.steps.size());
  script.program.steps[9].reactions[0].target = then;
  script.say("then", "b").expect({{line("ok"), Outcome::conform}}, "b").end();
  Execution run(script);
  run.event("sent", "a").event("sent", "b").hears("ok\n", "b");
  EXPECT_EQ(done(run).back(), "await b 5000");
  EXPECT_EQ(done(run)[done(run).size() - 2], "b then");
  run.event("sent", "b").hears("ok\n", "a").hears("ok\n", "b");
  EXPECT_EQ(run.verdict(), Verdict::pass) << reason_of(run.state);
}

}  // namespace branches_tests
}  // namespace assay::engine
