// Tests of rules: which one answers, on which connection, and what the steps still see of what was answered.
#include <gtest/gtest.h>

#include "engine/toy_test.hpp"

namespace assay::engine {
namespace serve_tests {

using namespace toy;
using Texts = std::vector<std::string>;

language::Rule rule(const Element& matcher, const std::vector<std::string>& answers, bool differs = false) {
  language::Rule made{matcher, {}};
  for (const auto& text : answers) {
    Element send = element("send", {});
    send.children.push_back(element("toy:say", {}, text));
    made.answer.push_back({Step::Kind::send, "", send, {}, false, differs});
  }
  return made;
}

Step listen(const std::string& actor = "s") {
  return {Step::Kind::action,
          actor,
          element("listen", {{"actor", actor}, {"endpoint", "e"}, {"protocol", "toy"}}),
          {},
          false};
}
Step serve(std::vector<language::Rule> rules, const std::string& actor = "s") {
  return {Step::Kind::serve, actor, element("serve", {{"actor", actor}}), {}, false, false, std::move(rules)};
}
Step trigger(const std::string& actor = "user") {
  return {
      Step::Kind::action, actor, element("trigger", {{"actor", actor}, {"action", "act"}, {"entry", "e"}}), {}, false};
}
Script offering() { return Script().absorb(element("opened", {})).add(listen()); }
Element ended() { return element("ended", {}); }

// What was sent, with the connection that it went to: "s#1: hello".
Texts sent(const Execution& run) {
  Texts out;
  for (const auto& action : run.actions)
    if (action.name == "send") out.push_back(action.channel + ": " + action.data.substr(0, action.data.size() - 1));
  return out;
}

// A negative whose difference stands in the rule that answers "hi".
Script negative() {
  Script script = offering()
                      .add(serve({rule(line("hi"), {"other"}, true), rule(line("x"), {"plain"})}))
                      .add(trigger())
                      .expect({{line("secret"), Outcome::fail}, {ended(), Outcome::conform}}, "s user")
                      .end();
  script.program.difference_served = true;
  return script;
}

TEST(Serve, TheFirstRuleThatFitsAnswersAndTheLatestServeIsAskedFirst) {
  Execution run(
      offering()
          .add(serve({rule(line("one"), {"first"}), rule(line("one"), {"second"}), rule(line("two"), {"old"})}))
          .add(serve({rule(line("two"), {"new"})}))
          .expect({{line("end"), Outcome::conform}}, "s")
          .end());
  run.event("opened", "s#1").hears("one\ntwo\n", "s#1");
  EXPECT_EQ(sent(run), (Texts{"s#1: first", "s#1: new"}));
}

TEST(Serve, AnswersGoToTheConnectionThatAsked) {
  Execution run(
      offering().add(serve({rule(line("who"), {"you"})})).expect({{line("end"), Outcome::conform}}, "s").end());
  run.event("opened", "s#1")
      .event("opened", "s#2")
      .hears("who\n", "s#2")
      .hears("wh", "s#1")
      .hears("who\n", "s#3")
      .hears("o\n", "s#1");
  EXPECT_EQ(sent(run), (Texts{"s#2: you", "s#3: you", "s#1: you"})) << "half a line waits on its own connection";
}

TEST(Serve, ANameThatNoActorListensUnderIsNobody) {
  Execution run(offering()
                    .add(serve({rule(line("who"), {"you"})}))
                    .expect({{line("who"), Outcome::fail}, {line("end"), Outcome::conform}}, "s")
                    .end());
  run.hears("who\n", "t#1").hears("who\n", "#1").hears("who\n", "");
  EXPECT_EQ(sent(run), Texts{});
  EXPECT_FALSE(run.state.finished);
}

TEST(Serve, WhatARuleAnsweredIsAbsorbedAndStillDecides) {
  const auto script = [] {
    return Script().add(listen()).add(serve({rule(line("one"), {"a"}), rule(line("two"), {"b"})}));
  };
  Execution run(script().expect({{line("two"), Outcome::conform}}, "s").end());
  run.hears("one\none\ntwo\n", "s#1").event("sent", "s#1").event("sent", "s#1").event("sent", "s#1");
  EXPECT_EQ(run.verdict(), Verdict::pass);
  EXPECT_EQ(run.came(), (Texts{"one\\n", "one\\n", "two\\n", "two\\n"})) << "what each rule answered, then what decided";
  Execution other(script().expect({{line("two"), Outcome::conform}}, "s").end());
  other.hears("three\n", "s#1");
  EXPECT_EQ(other.verdict(), Verdict::inconclusive) << "nothing answers it, nothing foresees it";
}

TEST(Serve, OneConnectionMayEndAndAnotherCome) {
  Execution run(
      Script().add(listen()).add(serve({rule(line("x"), {"y"})})).expect({{line("x"), Outcome::conform}}, "s").end());
  run.hears("nothing\n", "s#1");
  EXPECT_TRUE(run.state.finished);
  Execution again(Script()
                      .add(listen())
                      .absorb(element("opened", {}))
                      .add(serve({rule(line("x"), {"y"})}))
                      .expect({{line("x"), Outcome::conform}}, "s")
                      .end());
  again.event("opened", "s#1")
      .event("eof", "s#1")
      .event("opened", "s#2")
      .event("reset", "s#2")
      .hears("x\n", "s#3")
      .event("sent", "s#3");
  EXPECT_EQ(again.verdict(), Verdict::pass) << reason_of(again.state);
}

TEST(Serve, ALineThatARuleNamesByAValueThatIsNotThereIsAnError) {
  Execution run(Script().add(listen()).add(serve({rule(line("{no.such}"), {"y"})})).expect({{line("x")}}, "s").end());
  run.hears("x\n", "s#1");
  EXPECT_EQ(run.verdict(), Verdict::error);
}

TEST(Serve, OnAConnectionThatTheActorClosedItIsSilentAndLooksOn) {
  language::Rule bye = rule(line("bye"), {"good bye"});
  bye.answer.push_back({Step::Kind::action, "", element("close", {}), {}, false});
  Execution run(
      offering().add(serve({bye, rule(line("x"), {"y"})})).expect({{line("secret"), Outcome::fail}}, "s").end());
  run.hears("bye\nx\n", "s#1");
  EXPECT_EQ(sent(run), Texts{"s#1: good bye"});
  EXPECT_EQ(run.count("close"), 1U);
  run.hears("secret\n", "s#1");
  EXPECT_EQ(run.verdict(), Verdict::fail);
}

TEST(Serve, AFloodIsNotAnsweredWithoutEndAndBlindsAPass) {
  Execution run(offering().add(serve({rule(line("x"), {"y"})})).expect({{line("end"), Outcome::conform}}, "s").end());
  std::string flood;
  for (int i = 0; i < 3000; ++i) flood += "x\n";
  run.hears(flood, "s#1");
  EXPECT_EQ(run.count("send"), 1000U);
  EXPECT_EQ(run.state.problems.size(), 1U);
  run.hears("x\n", "s#2");
  EXPECT_EQ(run.count("send"), 1001U) << "another connection is answered still";
}

TEST(ServedDifference, PassesOnceItLeftOnAnyConnectionAndAllHaveEnded) {
  Execution run(negative());
  run.event("opened", "s#1")
      .event("eof", "s#1")
      .hears("hi\n", "s#2")
      .event("sent", "s#2")
      .event("reset", "s#2")
      .event("ended", "user");
  EXPECT_EQ(run.verdict(), Verdict::pass) << reason_of(run.state);
}

TEST(ServedDifference, ThatDidNotLeaveGivesNoPass) {
  Execution never(negative());
  never.hears("x\n", "s#1").event("sent", "s#1").event("eof", "s#1").event("ended", "user");
  EXPECT_EQ(never.verdict(), Verdict::inconclusive);
  Execution unsent(negative());
  unsent.hears("hi\n", "s#1").event("eof", "s#1").event("ended", "user");
  EXPECT_EQ(unsent.verdict(), Verdict::inconclusive) << "it was to be sent, and nothing shows that it was";
}

TEST(ServedDifference, AFailComesBehindIt) {
  Execution early(negative());
  early.hears("secret\n", "s#1");
  EXPECT_NE(early.verdict(), Verdict::fail);
  Execution late(negative());
  late.hears("hi\n", "s#1").event("sent", "s#1").hears("secret\n", "s#2");
  EXPECT_EQ(late.verdict(), Verdict::fail) << "on whatever connection it comes";
}

TEST(ServedDifference, OfAnActionLeavesWithTheFactThatTheActionNames) {
  const auto with_action = [] {
    Script script = negative();
    language::Rule& first = script.program.steps[1].rules.front();
    first.answer = {{Step::Kind::action, "", element("toy:act", {}), {}, false, true}};
    return script;
  };
  const auto run_with = [&](bool fact) {
    auto words = vocabulary();
    words.actions["toy:act"] = {{}, {}, "", "toy.left"};
    words.facts["toy.left"] = {"toy.left"};
    Script script = with_action();
    script.program.defaults.push_back(element("toy:left", {}));
    words.matchers["toy:left"] = {"toy.left", "it left", {}, false};
    Execution run(script);
    run.words = words;
    run.hears("hi\n", "s#1");
    if (fact) run.event("toy.left", "s#1");
    run.event("eof", "s#1").event("ended", "user");
    return run.verdict();
  };
  EXPECT_EQ(run_with(true), Verdict::pass);
  EXPECT_EQ(run_with(false), Verdict::inconclusive);
}

TEST(Fence, AConnectionThatStillStandsOrBrokeOffWithinALineIsNoEnd) {
  Execution stands(negative());
  stands.hears("hi\n", "s#1").event("sent", "s#1").event("ended", "user");
  EXPECT_EQ(stands.verdict(), Verdict::inconclusive);
  EXPECT_NE(reason_of(stands.state).find("s#1 still stood"), std::string::npos) << reason_of(stands.state);
  Execution half(negative());
  half.hears("hi\nsec", "s#1").event("sent", "s#1").event("eof", "s#1").event("ended", "user");
  EXPECT_EQ(half.verdict(), Verdict::inconclusive);
}

TEST(Fence, WhatCouldNotBeLookedAtBlindsAPassAndNoFail) {
  for (const char* name : {"overrun", "limit"}) {
    const std::string channel = std::string(name) == "limit" ? "s#1" : "s";
    Execution blind(negative());
    blind.hears("hi\n", "s#1").event("sent", "s#1").event(name, channel).event("eof", "s#1").event("ended", "user");
    EXPECT_EQ(blind.verdict(), Verdict::inconclusive) << name;
    Execution seen(negative());
    seen.hears("hi\n", "s#1").event("sent", "s#1").event(name, channel).hears("secret\n", "s#2");
    EXPECT_EQ(seen.verdict(), Verdict::fail) << name;
  }
}

TEST(Fence, TheEndOfAnEarlierTriggerIsNotThatOfTheNext) {
  Script script = Script()
                      .add(listen())
                      .add(serve({rule(line("x"), {"y"})}))
                      .add(trigger())
                      .expect({{line("go")}}, "s")
                      .add(trigger())
                      .expect({{ended(), Outcome::conform}}, "user")
                      .end();
  Execution run(script);
  run.event("ended", "user").hears("go\n", "s#1");
  EXPECT_FALSE(run.state.finished) << "only the second one's end counts";
  run.event("ended", "user");
  EXPECT_EQ(run.verdict(), Verdict::pass);
}

TEST(Timer, OfATriggerIsItsOwn) {
  Script script = Script()
                      .add(listen())
                      .add(trigger())
                      .expect({{line("x")}}, "s")
                      .expect({{ended()}}, "user")
                      .connect("a")
                      .expect({{line("y"), Outcome::conform}}, "a")
                      .end();
  Execution run(script);
  run.context.trigger_time = "777";
  run.hears("x\n", "s#1").event("ended", "user");
  Texts times;
  for (const auto& action : run.actions)
    if (action.name == "await") times.push_back(action.attributes.at("milliseconds"));
  EXPECT_EQ(times, (Texts{"", "777", "5000"})) << "the first was asked for before the time was set";
}

TEST(Timer, ThatRunsOutIsInconclusiveWhateverCameOnTheWay) {
  Execution run(negative());
  run.hears("hi\n", "s#1").event("sent", "s#1").event("eof", "s#1").event("deadline", "");
  EXPECT_EQ(run.verdict(), Verdict::inconclusive);
}

}  // namespace serve_tests
}  // namespace assay::engine
