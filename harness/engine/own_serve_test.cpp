// Tests of rules on connections that the actor made itself: a registered client answers what comes on its own.
#include <gtest/gtest.h>

#include "engine/toy_test.hpp"

namespace assay::engine {
namespace own_serve_tests {

using namespace toy;
using Texts = std::vector<std::string>;

Step serve(const std::string& word, const std::string& answer, const std::string& actor = "a") {
  Element send = element("send", {});
  send.children.push_back(element("toy:say", {}, answer));
  language::Rule rule{line(word), {{Step::Kind::send, "", send, {}, false}}};
  return {Step::Kind::serve, actor, element("serve", {{"actor", actor}}), {}, false, false, {rule}};
}

Texts sent(const Execution& run) {
  Texts out;
  for (const auto& action : run.actions)
    if (action.name == "send") out.push_back(action.channel + ": " + action.data.substr(0, action.data.size() - 1));
  return out;
}

TEST(OwnServe, AnswersOnTheConnectionThatItMade) {
  Execution run(
      Script().connect("a").connect("b").add(serve("who", "me")).expect({{line("end"), Outcome::conform}}).end());
  run.hears("who\n", "a").hears("who\n", "b").event("sent", "a").hears("end\n", "a");
  EXPECT_EQ(sent(run), Texts{"a: me"}) << "only the actor that serves answers";
  EXPECT_EQ(run.verdict(), Verdict::pass) << reason_of(run.state) << ": what a rule answered is absorbed";
}

TEST(OwnServe, WhatARuleAnsweredDecidesWhereAStepNamesIt) {
  Execution run(Script().connect().add(serve("who", "me")).expect({{line("who"), Outcome::conform}}).end());
  run.hears("who\n").event("sent");
  EXPECT_EQ(sent(run), Texts{"a: me"});
  EXPECT_EQ(run.verdict(), Verdict::inconclusive) << "it came before the answer left, and says not what it belongs to";
}

TEST(OwnServe, AnActorThatIsNotThereIsAnError) {
  Execution run(Script().connect("b").add(serve("who", "me")).expect({{line("end")}}, "b").end());
  EXPECT_EQ(run.verdict(), Verdict::error);
  EXPECT_NE(reason_of(run.state).find("'a' serves and is not there"), std::string::npos) << reason_of(run.state);
}

TEST(OwnServe, GoesOnWhenTheActorConnectsAnew) {
  Execution run(Script()
                    .connect()
                    .add(serve("who", "me"))
                    .expect({{closed()}})
                    .connect()
                    .expect({{line("end"), Outcome::conform}})
                    .end());
  run.hears("who\n").event("sent").event("eof").hears("who\n").event("sent").hears("end\n");
  EXPECT_EQ(sent(run), (Texts{"a: me", "a: me"}));
  EXPECT_EQ(run.verdict(), Verdict::pass) << reason_of(run.state);
}

}  // namespace own_serve_tests
}  // namespace assay::engine
