// The postamble: it runs after every end, on connections of its own, and judges nothing.
#include <gtest/gtest.h>

#include "engine/toy_test.hpp"

namespace assay::engine {
namespace postamble_tests {

using namespace toy;

// A case that says something and awaits "ok"; its postamble connects once more, says "tidy" and awaits "done".
Script tidy() {
  Script script = Script().connect().expect({{line("ok"), Outcome::conform}, {line("no"), Outcome::fail}}).end();
  script.program.postamble = static_cast<int>(script.program.steps.size());
  return script.connect("b").say("tidy", "b").expect({{line("done")}}, "b").end();
}

std::vector<std::string> actions_of(const Execution& run) {
  std::vector<std::string> out;
  for (const auto& action : run.actions)
    if (action.name != "await") out.push_back(action.channel + " " + action.name);
  return out;
}

const std::vector<std::string> kTidied{"a connect", "a close", "b connect", "b send"};

TEST(Postamble, RunsAfterAPassAndAfterAFailOnceTheCaseHasClosedItsConnections) {
  for (const char* answer : {"ok\n", "no\n"}) {
    Execution run(tidy());
    run.hears(answer);
    EXPECT_EQ(actions_of(run), kTidied);
    EXPECT_FALSE(run.state.finished);
    run.hears("done\n", "b");
    EXPECT_TRUE(run.state.finished);
    EXPECT_EQ(run.verdict(), answer[0] == 'o' ? Verdict::pass : Verdict::fail);
    EXPECT_EQ(actions_of(run).back(), "b close");
    EXPECT_EQ(run.count("close"), 2U) << "what is closed is not closed again";
  }
}

TEST(Postamble, RunsAfterWhatIsUnforeseenAndAfterADeadline) {
  Execution unforeseen(tidy());
  unforeseen.hears("what\n");
  EXPECT_EQ(actions_of(unforeseen), kTidied);
  Execution late(tidy());
  late.event("deadline", "");
  EXPECT_EQ(actions_of(late), kTidied);
}

TEST(Postamble, ChangesNoVerdictWhateverComes) {
  for (const char* name : {"eof", "deadline", "refused"}) {
    Execution run(tidy());
    run.hears("ok\n").event("sent", "b").event(name, "b");
    EXPECT_TRUE(run.state.finished) << name;
    EXPECT_EQ(run.verdict(), Verdict::pass) << name;
  }
  Execution strange(tidy());
  strange.hears("ok\n").hears("what\n", "b");
  EXPECT_EQ(strange.verdict(), Verdict::pass);
}

TEST(Postamble, NothingThatTheLeftConnectionsStillBringIsLookedAt) {
  Execution run(tidy());
  run.hears("ok\n");
  run.hears("no\n", "a").event("toy.lost", "a").event("eof", "a").hears("done\n", "b");
  EXPECT_EQ(run.verdict(), Verdict::pass);
  EXPECT_EQ(run.came(), (std::vector<std::string>{"ok\\n", "done\\n"}));
}

}  // namespace postamble_tests
}  // namespace assay::engine
