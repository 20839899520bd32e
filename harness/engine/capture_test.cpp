// Tests of what a reaction captures and the case goes on with.
#include <gtest/gtest.h>

#include "engine/toy_test.hpp"

namespace assay::engine {
namespace capture_tests {

using namespace toy;

// A line of that word, of which a field is captured.
Element captures(const std::string& word, const std::string& field, const std::string& name) {
  Element matcher = line(word);
  matcher.children.push_back(element("capture", {{"field", field}, {"name", name}}));
  return matcher;
}

std::string last_sent(const Execution& run) {
  std::string out;
  for (const auto& action : run.actions)
    if (action.name == "send") out = action.data;
  return out;
}

TEST(Capture, IsThereForAllThatFollows) {
  Execution run(Script()
                    .connect()
                    .expect({{captures("hi", "text", "greeting")}})
                    .say("{capture.greeting} {toy:twice capture.greeting}")
                    .expect({{line("ok"), Outcome::conform}})
                    .end());
  run.hears("hi there\n").event("sent").hears("ok\n");
  EXPECT_EQ(last_sent(run), "hi there hi therehi there\n");
  EXPECT_EQ(run.verdict(), Verdict::pass) << reason_of(run.state);
}

TEST(Capture, OfTheLatestOfItsNameAndOfTheReactionThatWasTakenAlone) {
  Execution run(Script()
                    .connect()
                    .expect({{captures("no", "text", "x")}, {captures("hi", "text", "x")}})
                    .expect({{captures("hi", "word", "y")}})
                    .expect({{captures("yo", "text", "x")}})
                    .say("{capture.x}, {capture.y}")
                    .end());
  run.hears("hi 1\nhi 2\nyo 3\n");
  EXPECT_EQ(last_sent(run), "yo 3, hi\n");
}

TEST(Capture, MatchesWhatComesAfterIt) {
  const auto run_with = [](const std::string& second) {
    Execution run(Script()
                      .connect()
                      .expect({{captures("hi", "text", "x")}})
                      .expect({{element("toy:line", {{"contains", "{capture.x}"}}), Outcome::conform}})
                      .end());
    run.hears("hi 1\n").hears(second);
    return run.verdict();
  };
  EXPECT_EQ(run_with("again: hi 1\n"), Verdict::pass);
  EXPECT_EQ(run_with("again: hi 2\n"), Verdict::inconclusive);
}

TEST(Capture, OfWhatIsNotThereIsAProblemAndNoPass) {
  Execution run(
      Script().connect().expect({{captures("hi", "nonce", "x")}}).expect({{line("ok"), Outcome::conform}}).end());
  run.hears("hi\nok\n");
  EXPECT_EQ(run.verdict(), Verdict::inconclusive);
  EXPECT_NE(reason_of(run.state).find("there is no nonce in what came"), std::string::npos) << reason_of(run.state);
}

TEST(Capture, ThatNothingHasTakenYetIsAnErrorAtItsPlace) {
  Execution run(Script().connect().say("{capture.x}").expect({{captures("hi", "text", "x")}}).end());
  EXPECT_EQ(run.verdict(), Verdict::error);
  EXPECT_EQ(run.count("send"), 0U);
  EXPECT_NE(reason_of(run.state).find("nothing was captured as 'x' by then"), std::string::npos)
      << reason_of(run.state);
  EXPECT_EQ(reason_of(run.state).rfind("toy.xml:1:", 0), 0U) << reason_of(run.state);
}

TEST(Capture, IsNoValueOfTheProfile) {
  Execution run(Script().connect().say("{capture.x}").end(), {{"capture.x", "of the profile"}});
  EXPECT_EQ(run.verdict(), Verdict::error);
}

TEST(Derived, FromASecretSaidByANameIsASecret) {
  Execution run(
      Script().connect().say("{toy:twice password=alice.password}").expect({{line("ok"), Outcome::conform}}).end(),
      {{"alice.password", "geheim"}}, {"alice.password"});
  EXPECT_EQ(last_sent(run), "password=geheimpassword=geheim\n");
  EXPECT_EQ(run.state.secrets.count("password=geheimpassword=geheim"), 1U) << "a name before it hides nothing";
}

}  // namespace capture_tests
}  // namespace assay::engine
