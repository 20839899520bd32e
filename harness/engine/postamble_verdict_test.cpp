// Tests of the postamble: it runs after every end, once, and changes no verdict.
#include <gtest/gtest.h>

#include "engine/toy_test.hpp"

namespace assay::engine {
namespace postamble_verdict_tests {

using namespace toy;

// Body: "ok" conforms, "no" fails. Postamble: says bye and awaits "bye".
Script script() {
  Script made = Script().connect().expect({{line("ok"), Outcome::conform}, {line("no"), Outcome::fail}}).end();
  made.program.postamble = static_cast<int>(made.program.steps.size());
  return made.connect("b")
      .say("bye", "b")
      .expect({{line("bye"), Outcome::fail}, {line("odd"), Outcome::conform}}, "b")
      .end();
}

void expect_cleaned(Execution& run, Verdict wanted) {
  EXPECT_EQ(run.count("send"), 1U);
  EXPECT_EQ(run.verdict(), wanted) << reason_of(run.state);
}

TEST(PostambleVerdict, RunsAfterAPassAFailTheUnforeseenADeadlineAndAnError) {
  Execution pass(script());
  expect_cleaned(pass.hears("ok\n"), Verdict::inconclusive);
  pass.event("sent", "b").hears("bye\n", "b");
  EXPECT_EQ(pass.verdict(), Verdict::pass) << "what it awaits judges nothing";
  Execution fail(script());
  expect_cleaned(fail.hears("no\n"), Verdict::fail);
  Execution unforeseen(script());
  unforeseen.hears("what\n").event("sent", "b").hears("bye\n", "b");
  expect_cleaned(unforeseen, Verdict::inconclusive);
  Execution deadline(script());
  deadline.event("deadline", "").event("sent", "b").hears("odd\n", "b");
  expect_cleaned(deadline, Verdict::inconclusive);
  Execution error(script());
  error.event("harness-error", "").event("sent", "b").hears("bye\n", "b");
  expect_cleaned(error, Verdict::error);
}

TEST(PostambleVerdict, ChangesNoVerdictWhateverHappensInIt) {
  const std::vector<std::function<void(Execution&)>> mishaps{
      [](Execution& run) { run.event("harness-error", ""); }, [](Execution& run) { run.event("deadline", ""); },
      [](Execution& run) { run.hears("what\n", "b"); },       [](Execution& run) { run.event("toy.lost", "b"); },
      [](Execution& run) { run.event("limit", "b"); },        [](Execution& run) { run.event("refused", "b"); },
      [](Execution& run) { run.event("eof", "a"); }};
  for (std::size_t i = 0; i < mishaps.size(); ++i) {
    for (const auto& [said, verdict] : {std::pair{"ok\n", Verdict::pass}, std::pair{"no\n", Verdict::fail}}) {
      Execution run(script());
      run.hears(said);
      mishaps[i](run);
      run.event("deadline", "");
      EXPECT_TRUE(run.state.finished) << i;
      EXPECT_EQ(run.verdict(), verdict) << i << ": " << reason_of(run.state);
    }
  }
}

TEST(PostambleVerdict, ThatCannotBeDoneIsLogged) {
  Script broken = Script().connect().expect({{line("ok"), Outcome::conform}}).end();
  broken.program.postamble = static_cast<int>(broken.program.steps.size());
  broken.connect("b").say("{no.such}", "b").expect({{line("{no.such}"), Outcome::conform}}, "b").end();
  Execution run(broken);
  run.hears("ok\n").hears("more\n", "b");
  EXPECT_TRUE(run.state.finished);
  EXPECT_EQ(run.verdict(), Verdict::pass);
  bool told = false;
  for (const auto& entry : run.state.log) told = told || entry.outcome == "not done";
  EXPECT_TRUE(told);
}

TEST(PostambleVerdict, DoesNotHideThatAStimulusIsMissing) {
  Script made = Script().connect().expect({{line("ok"), Outcome::conform}}).say("bye").end();
  made.program.postamble = static_cast<int>(made.program.steps.size());
  made.connect("a").expect({{line("x")}}, "a").end();
  Execution run(made);
  run.hears("ok\n").hears("x\n");
  EXPECT_EQ(run.verdict(), Verdict::inconclusive) << "it connected anew, and what was said before never left";
}

TEST(PostambleVerdict, WithoutOneTheCaseEndsAtOnce) {
  Execution run(Script().connect().expect({{line("ok"), Outcome::conform}}).end());
  run.hears("ok\n");
  EXPECT_TRUE(run.state.finished);
  EXPECT_FALSE(run.state.in_postamble);
}

}  // namespace postamble_verdict_tests
}  // namespace assay::engine
