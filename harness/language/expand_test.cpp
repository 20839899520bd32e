// Tests of flattening: calls, groups, parameters, and what is wrong with them.
#include <gtest/gtest.h>

#include "language/example_suite_test.hpp"
#include "language/expand.hpp"

namespace assay::language {
namespace expand_tests {

const char* kProcedures =
    "<procedure id='outer'><parameter name='actor'/><call procedure='inner' actor='{actor}' what='deep'/></procedure>"
    "<procedure id='inner'><parameter name='actor'/><parameter name='what' default='NOOP'/>\n"
    "  <send actor='{actor}'><imap:command>{what} {alice.user}</imap:command></send></procedure>"
    "<procedure id='loop'><call procedure='loop'/></procedure>"
    "<procedure id='way-a'><close actor='a'/></procedure><procedure id='way-b'><close actor='b'/></procedure>";

// The flat body of one case with that body.
Result<std::vector<FlatStep>> flat(const std::string& body, const Values& parameters = {}, const Values& ixit = {}) {
  const auto suite = example::suite_of(
      {{"c.xml", example::file("cases", "<case id='x' rev='1'><purpose>p</purpose><body>\n" + body + "</body></case>")},
       {"p.xml", example::file("procedures", kProcedures)}});
  return flatten(suite, suite.cases.front().body, parameters, ixit);
}

TEST(Expand, CallsBecomeTheStepsOfTheirProcedureWithArgumentsBound) {
  const auto steps = flat("<call procedure='outer' actor='c'/><call procedure='inner' actor='d'/>");
  ASSERT_TRUE(steps) << to_text(steps.error());
  ASSERT_EQ(steps->size(), 2u);
  EXPECT_EQ((*steps)[0].element.attribute("actor"), "c");
  EXPECT_EQ((*steps)[0].element.children.front().text, "deep {alice.user}");
  EXPECT_EQ((*steps)[1].element.children.front().text, "NOOP {alice.user}");
}

TEST(Expand, StepsKnowTheGroupsThatTheyStandInOutermostFirst) {
  const auto steps = flat("<step id='one'><call id='two' procedure='inner' actor='c'/></step><close actor='c'/>");
  ASSERT_TRUE(steps) << to_text(steps.error());
  EXPECT_EQ((*steps)[0].groups, (std::vector<std::string>{"one", "two"}));
  EXPECT_TRUE((*steps)[1].groups.empty());
}

TEST(Expand, ValuesOfTheProfileChooseAProcedure) {
  for (const std::string way : {"a", "b"}) {
    const auto steps = flat("<call procedure='way-{store.entry}'/>", {}, {{"store.entry", way}});
    ASSERT_TRUE(steps) << to_text(steps.error());
    EXPECT_EQ(steps->front().element.attribute("actor"), way);
  }
}

TEST(Expand, WhatChoseAProcedureIsTold) {
  const auto suite = example::suite_of(
      {{"c.xml", example::file("cases", "<case id='x' rev='1'><purpose>p</purpose><body><step id='s'>"
                                        "<call procedure='way-{way}'/></step><close actor='{client.entry}'/></body></case>")},
       {"p.xml", example::file("procedures", kProcedures)}});
  std::set<std::string> asked;
  ASSERT_TRUE(flatten(suite, suite.cases.front().body, {{"way", "{store.entry}"}},
                      {{"store.entry", "a"}, {"client.entry", "b"}}, &asked));
  EXPECT_EQ(asked, std::set<std::string>{"store.entry"});
}

TEST(Expand, ParametersOfTheCaseReachInnerElements) {
  const auto steps = flat("<send actor='c'><imap:command>A {p}</imap:command></send>", {{"p", "B"}});
  ASSERT_TRUE(steps) << to_text(steps.error());
  EXPECT_EQ(steps->front().element.children.front().text, "A B");
}

TEST(Expand, WrongCallsAreErrorsAtTheirLine) {
  for (const char* body : {"<call procedure='nowhere'/>", "<call procedure='inner' actor='c' other='x'/>",
                           "<call procedure='inner'/>"}) {
    const auto steps = flat(body);
    ASSERT_FALSE(steps) << body;
    EXPECT_EQ(steps.error().where.file, "c.xml");
    EXPECT_EQ(steps.error().where.line, 2) << to_text(steps.error());
  }
}

TEST(Expand, AProcedureThatCallsItselfIsAnErrorAndNoEndlessLoop) {
  const auto steps = flat("<call procedure='loop'/>");
  ASSERT_FALSE(steps);
  EXPECT_NE(steps.error().what.find("calls itself"), std::string::npos);
}

}  // namespace expand_tests
}  // namespace assay::language
