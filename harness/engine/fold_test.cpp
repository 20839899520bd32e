// Tests of the order of things: what decides an expect, what is absorbed, what ends a case.
#include <gtest/gtest.h>

#include "engine/toy_test.hpp"

namespace assay::engine {
namespace fold_tests {

using namespace toy;
using Came = std::vector<std::string>;

TEST(Fold, AnExpectTakesTheItemsOfItsChannelInOrderOfDelivery) {
  Execution run(Script()
                    .connect("a")
                    .connect("b")
                    .expect({{line("one")}}, "a")
                    .expect({{line("two")}}, "b")
                    .expect({{line("three"), Outcome::conform}}, "a")
                    .end());
  run.hears("two\n", "b").hears("one\nthree\n", "a");
  EXPECT_EQ(run.came(), (Came{"one\\n", "two\\n", "three\\n"}));
  EXPECT_EQ(run.verdict(), Verdict::pass);
}

TEST(Fold, TheFirstEventDecidesEvenIfALaterReactionNamesIt) {
  Execution run(Script().connect().expect({{line("ok"), Outcome::conform}, {line("no"), Outcome::fail}}).end());
  run.hears("no\nok\n");
  EXPECT_EQ(run.verdict(), Verdict::fail);
  EXPECT_EQ(run.came(), Came{"no\\n"});
}

TEST(Fold, TheFirstReactionThatFitsDecides) {
  Execution run(Script().connect().expect({{line("ok"), Outcome::conform}, {line("ok"), Outcome::fail}}).end());
  run.hears("ok\n");
  EXPECT_EQ(run.verdict(), Verdict::pass);
}

TEST(Fold, DefaultsAbsorbWhatNoStepNames) {
  const Script script = Script().absorb(line("note")).connect().expect({{line("ok"), Outcome::conform}}).end();
  Execution run(script);
  run.hears("note 1\nnote 2\nok\n");
  EXPECT_EQ(run.verdict(), Verdict::pass);
  EXPECT_EQ(run.came(), Came{"ok\\n"});
}

TEST(Fold, AStepThatNamesADefaultDecidesByIt) {
  Execution run(Script()
                    .absorb(line("note"))
                    .connect()
                    .expect({{line("note"), Outcome::fail}, {line("ok"), Outcome::conform}})
                    .end());
  run.hears("note\nok\n");
  EXPECT_EQ(run.verdict(), Verdict::fail);
}

TEST(Fold, TheUnforeseenIsInconclusiveAndSaysWhatCameAndWhatWasAllowed) {
  Execution run(Script().connect().expect({{line("ok"), Outcome::conform}}).end());
  run.hears("\x1b[2Jwhat\n");
  EXPECT_TRUE(run.state.finished);
  EXPECT_EQ(run.verdict(), Verdict::inconclusive);
  const std::string reason = reason_of(run.state);
  EXPECT_NE(reason.find("\\x1b[2Jwhat\\n"), std::string::npos) << reason;
  EXPECT_NE(reason.find("word=\"ok\""), std::string::npos) << reason;
}

TEST(Fold, ADeadlineAloneIsInconclusiveAndShowsTheUnfinished) {
  Execution run(Script().connect().expect({{line("ok"), Outcome::fail}}).end());
  run.hears("half a li").event("deadline", "");
  EXPECT_TRUE(run.state.finished);
  EXPECT_EQ(run.verdict(), Verdict::inconclusive);
  EXPECT_TRUE(run.state.assertions.empty());
  EXPECT_NE(reason_of(run.state).find("unfinished: half a li"), std::string::npos) << reason_of(run.state);
}

TEST(Fold, WhatIsNotOfTheStepAsksForNoNewTimer) {
  Execution run(Script().absorb(line("note")).connect().expect({{line("ok"), Outcome::conform}}).end());
  EXPECT_EQ(run.count("await"), 1U);
  for (int i = 0; i < 5; ++i) run.hears("note\n");
  EXPECT_EQ(run.count("await"), 1U) << "a peer that never stops talking may not put the deadline off";
  EXPECT_FALSE(run.state.finished);
}

TEST(Fold, NothingAfterTheEndIsJudged) {
  Execution run(Script().connect().expect({{line("ok"), Outcome::conform}}).end());
  run.hears("ok\n");
  const auto actions = run.actions.size();
  run.hears("no\n").event("eof").event("deadline", "").event("toy.lost").event("harness-error", "");
  EXPECT_EQ(run.verdict(), Verdict::pass);
  EXPECT_EQ(run.state.assertions.size(), 1U);
  EXPECT_EQ(run.state.log.size(), 2U);
  EXPECT_EQ(run.actions.size(), actions);
}

TEST(Fold, WhatEndedAConnectionAnswersEveryLaterExpect) {
  Execution run(Script()
                    .connect()
                    .expect({{line("hi"), Outcome::proceed}})
                    .expect({{closed(), Outcome::conform}})
                    .expect({{closed(), Outcome::conform}})
                    .end());
  run.hears("hi\n").event("eof");
  EXPECT_EQ(run.verdict(), Verdict::pass);
  ASSERT_EQ(run.state.assertions.size(), 2U);
  for (const auto& assertion : run.state.assertions) EXPECT_EQ(assertion.evidence.front().record, 2U);
}

TEST(Fold, WhatCameBeforeTheEndIsSeenBeforeIt) {
  Execution run(Script()
                    .connect()
                    .expect({{line("hi")}})
                    .expect({{line("ok"), Outcome::conform}, {closed(), Outcome::fail}})
                    .end());
  run.hears("hi\nok\n").event("eof");
  EXPECT_EQ(run.verdict(), Verdict::pass);
}

TEST(Fold, ADefaultThatAbsorbsTheEndingDoesNotLoop) {
  Execution run(Script().absorb(closed()).connect().expect({{line("ok"), Outcome::conform}}).end());
  run.event("eof");
  EXPECT_TRUE(run.state.finished);
  EXPECT_EQ(run.verdict(), Verdict::inconclusive);
}

// Negatives note remarks this way: the step stays and waits for what decides.
TEST(Fold, AReactionThatStaysAtItsStepDoesNotLoopOverTheEnding) {
  Execution run(Script().connect().expect({{closed(), Outcome::remark, 1}, {line("ok"), Outcome::conform}}).end());
  run.event("eof");
  EXPECT_TRUE(run.state.finished);
  EXPECT_EQ(run.verdict(), Verdict::inconclusive);
  EXPECT_EQ(run.state.assertions.size(), 1U) << "one remark for one closing";
}

TEST(Fold, AnEndThatHadToBeDecidedBeforeIsInconclusive) {
  Execution run(Script().connect().expect({{line("ok"), Outcome::conform}}).end(true));
  run.hears("ok\n");
  EXPECT_EQ(run.verdict(), Verdict::inconclusive);
}

TEST(Fold, TheEndClosesWhatIsStillOpen) {
  Execution run(Script().connect("a").connect("b").expect({{closed(), Outcome::conform}}, "a").end());
  run.event("eof", "a");
  ASSERT_EQ(run.count("close"), 1U);
  EXPECT_EQ(run.actions.back().channel, "b");
}

TEST(Fold, AFloodThatTheHarnessCutOffIsInconclusive) {
  Execution run(Script()
                    .absorb(line("note"))
                    .connect()
                    .expect({{line("ok"), Outcome::conform}, {closed(), Outcome::conform}})
                    .end());
  run.hears("note\n").event("limit");
  EXPECT_TRUE(run.state.finished);
  EXPECT_EQ(run.verdict(), Verdict::inconclusive) << "what the harness ended is no closing by the IUT";
}

TEST(Fold, AnEventThatNobodyKnowsChangesNothing) {
  Execution run(Script().connect().expect({{line("ok"), Outcome::conform}}).end());
  run.event("some.new-fact").event("bytes", "nobody", "no\n").hears("ok\n");
  EXPECT_EQ(run.verdict(), Verdict::pass);
}

}  // namespace fold_tests
}  // namespace assay::engine
