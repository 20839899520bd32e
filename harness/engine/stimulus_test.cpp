// Tests of what was sent: that it left, what it held, and what its answer shows, octet by octet.
#include <gtest/gtest.h>

#include "engine/toy_test.hpp"

namespace assay::engine {
namespace stimulus_tests {

using namespace toy;

Script question() { return Script().connect().say("hello").expect({{line("ok"), Outcome::conform}}).end(); }

TEST(Stimulus, AnAnswerToWhatLeftPasses) {
  Execution run(question());
  ASSERT_EQ(run.count("send"), 1U);
  run.event("sent").hears("ok\n");
  EXPECT_EQ(run.verdict(), Verdict::pass);
}

TEST(Stimulus, WithoutASignThatItLeftThereIsNoPass) {
  Execution run(question());
  run.hears("ok\n");
  EXPECT_EQ(run.verdict(), Verdict::inconclusive);
}

TEST(Stimulus, WhatCameBeforeTheQuestionLeftIsNoAnswer) {
  Execution run(question());
  run.hears("ok\n").event("sent");
  EXPECT_EQ(run.verdict(), Verdict::inconclusive);
  Execution half(question());
  half.hears("o").event("sent").hears("k\n");
  EXPECT_EQ(half.verdict(), Verdict::inconclusive) << "it began before the question left";
}

TEST(Stimulus, TheLastOneMayBeSeenToLeaveAfterTheEnd) {
  Execution run(Script().connect().expect({{line("hi"), Outcome::conform}}).say("bye").end());
  run.hears("hi\n");
  EXPECT_TRUE(run.state.finished);
  EXPECT_EQ(run.verdict(), Verdict::inconclusive);
  EXPECT_NE(reason_of(run.state).find("cannot be shown to have left"), std::string::npos);
  run.event("sent");
  EXPECT_EQ(run.verdict(), Verdict::pass);
}

// What the IUT did not give is no fault of the harness: nothing is sent in its place.
TEST(Stimulus, WhatCannotBeCapturedEndsTheCase) {
  Element matcher = line("ok");
  matcher.children.push_back(element("capture", {{"name", "token"}, {"field", "no-such-field"}}));
  Execution run(Script()
                    .connect()
                    .say("hello")
                    .expect({{matcher, Outcome::proceed}})
                    .say("{capture.token}")
                    .expect({{line("ok"), Outcome::conform}})
                    .end());
  run.event("sent").hears("ok\n");
  EXPECT_TRUE(run.state.finished);
  EXPECT_EQ(run.verdict(), Verdict::inconclusive) << reason_of(run.state);
  EXPECT_EQ(run.count("send"), 1U);
}

TEST(Stimulus, OnAnEndedConnectionNothingIsSent) {
  Execution run(Script()
                    .connect()
                    .expect({{closed(), Outcome::conform}})
                    .say("anyone?")
                    .expect({{closed(), Outcome::conform}})
                    .end());
  run.event("eof");
  EXPECT_EQ(run.count("send"), 0U);
  EXPECT_EQ(run.verdict(), Verdict::pass) << "a connection that the IUT ended needs no further stimulus";
  bool told = false;
  for (const auto& entry : run.state.log) told = told || entry.sent.find("not sent") != std::string::npos;
  EXPECT_TRUE(told);
}

TEST(Stimulus, TheDifferenceOfANegativeHasToLeave) {
  Script script = Script()
                      .connect()
                      .expect({{closed(), Outcome::proceed}, {line("hi")}})
                      .say("wrong")
                      .expect({{closed(), Outcome::conform}})
                      .end();
  script.program.steps[2].differs = true;
  Execution run(script);
  run.event("eof");
  EXPECT_EQ(run.verdict(), Verdict::inconclusive);
}

TEST(Stimulus, WhatDidNotLeaveAsWantedIsAnError) {
  Execution run(question());
  run.event("sent").event("toy.lost").hears("ok\n");
  EXPECT_TRUE(run.state.finished);
  EXPECT_EQ(run.verdict(), Verdict::error);
  EXPECT_EQ(reason_of(run.state), "the stimulus did not leave as wanted: toy.lost");
}

TEST(Stimulus, AnErrorOfTheHarnessEndsTheCase) {
  Execution run(question());
  run.event("harness-error", "");
  EXPECT_TRUE(run.state.finished);
  EXPECT_EQ(run.verdict(), Verdict::error);
}

TEST(Stimulus, AFailStandsBesideAnError) {
  Execution run(Script().connect().expect({{line("no"), Outcome::fail, 2}}).expect({{line("x")}}).end());
  run.hears("no\n").event("harness-error", "");
  EXPECT_EQ(run.state.errors.size(), 1U);
  EXPECT_EQ(run.verdict(), Verdict::fail);
}

TEST(Stimulus, AValueThatTheProfileDoesNotGiveIsAnErrorWithItsPlace) {
  Execution run(Script().connect().say("{alice.user}").end());
  EXPECT_EQ(run.verdict(), Verdict::error);
  EXPECT_EQ(reason_of(run.state).rfind("toy.xml:1:", 0), 0U) << reason_of(run.state);
}

TEST(Stimulus, WhatIsDerivedFromASecretIsASecret) {
  Execution run(Script()
                    .connect()
                    .say("{toy:twice alice.password} {toy:twice alice.user}")
                    .expect({{line("ok"), Outcome::conform}})
                    .end(),
                {{"alice.password", "geheim"}, {"alice.user", "alice"}}, {"alice.password"});
  for (const char* secret : {"geheim", "geheimgeheim"}) EXPECT_EQ(run.state.secrets.count(secret), 1U) << secret;
  EXPECT_EQ(run.state.secrets.count("alicealice"), 0U);
  ASSERT_EQ(run.count("send"), 1U);
  EXPECT_EQ(run.actions[1].data, "geheimgeheim alicealice\n");
}

TEST(Evidence, OfAMessageInSeveralReadsNamesThePartOfEach) {
  Execution run(Script().absorb(line("note")).connect().expect({{line("ok"), Outcome::conform}}).end());
  run.hears("note\no").hears("k b").hears("ut\nok\n");
  ASSERT_EQ(run.state.assertions.size(), 1U);
  const auto& evidence = run.state.assertions.front().evidence;
  ASSERT_EQ(evidence.size(), 3U);
  const auto is = [&](std::size_t i, std::uint64_t record, std::size_t offset, std::size_t length) {
    return evidence[i].record == record && evidence[i].offset == offset && evidence[i].length == length;
  };
  EXPECT_TRUE(is(0, 1, 5, 1));
  EXPECT_TRUE(is(1, 2, 0, 3));
  EXPECT_TRUE(is(2, 3, 0, 3));
  EXPECT_EQ(run.state.assertions.front().octets, "ok but\n");
}

TEST(Evidence, OfAFactIsItsRecord) {
  Execution run(Script().connect().expect({{line("hi")}}).expect({{closed(), Outcome::conform}}).end());
  run.hears("hi\n").event("reset");
  ASSERT_EQ(run.state.assertions.size(), 1U);
  EXPECT_EQ(run.state.assertions.front().evidence.front().record, 2U);
  EXPECT_EQ(run.state.assertions.front().evidence.front().length, 0U);
}

TEST(Evidence, OfASecondConnectionOfAnActorStartsAnew) {
  Execution run(Script().connect().expect({{closed()}}).connect().expect({{line("ok"), Outcome::conform}}).end());
  run.hears("rest of the old").event("eof").hears("ok\n");
  ASSERT_EQ(run.state.assertions.size(), 1U);
  EXPECT_EQ(run.state.assertions.front().evidence.front().record, 3U);
  EXPECT_EQ(run.state.assertions.front().evidence.front().offset, 0U);
}

}  // namespace stimulus_tests
}  // namespace assay::engine
