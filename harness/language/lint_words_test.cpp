// Tests of what the rules say of captures, timers, places to stand at, and rules on one's own connection.
#include <gtest/gtest.h>

#include <fstream>
#include <set>
#include <sstream>

#include "language/example_suite_test.hpp"

namespace assay::language {
namespace lint_words_tests {

using Texts = std::vector<std::string>;

std::string file_text(const std::string& name) {
  std::ifstream in(std::string(ASSAY_ROOT) + "/harness/language/bad_examples/base/" + name);
  std::stringstream text;
  text << in.rdbuf();
  return text.str();
}

// What lint says of a suite with these cases and procedures beside the good ones.
Texts found(const std::string& cases, const std::string& procedures = {}) {
  const auto suite = example::suite_of({{"0.xml", file_text("cases.xml")},
                                        {"1.xml", file_text("procedures.xml")},
                                        {"2.xml", example::file("procedures", procedures)},
                                        {"x.xml", example::file("cases", cases)}});
  auto rows = example::rows();
  for (const char* endpoint : {"endpoint.client-imaps", "endpoint.suite-imap"}) {
    rows.ixit.push_back(rows.ixit.front());
    rows.ixit.back().id = endpoint;
  }
  Texts out;
  for (const auto& error :
       lint({suite, catalogue::Catalogue(rows), example::vocabulary(), example::defects(), {"flip"}, example::names()}))
    out.push_back(error.what);
  return out;
}

std::string named(const std::string& id, const std::string& body) {
  return "<case id='" + id +
         "' rev='1'><purpose>One.</purpose><verifies requirement='T-1/shall' observation='positive'/>"
         "<kills defect='t.refuses'/><body>" +
         body + "</body></case>";
}

std::string one(const std::string& body) { return named("one", body); }

const std::string kEnter = "<call procedure='enter-{store.entry}' actor='c'/>";
const std::string kAsk = "<send actor='c'><imap:command>NOOP</imap:command></send>";
const std::string kServed = "<expect actor='c'><imap:tagged status='OK' outcome='conform'/></expect>";

std::string captures(const std::string& name) {
  return kAsk + "<expect actor='c'><imap:tagged status='OK'><capture name='" + name +
         "' field='text'/></imap:tagged></expect>";
}
std::string says(const std::string& text) {
  return "<send actor='c'><imap:command>" + text + "</imap:command></send>" + kServed;
}

TEST(LintCapture, WhatTheCaseCapturesMayBeNamed) {
  EXPECT_EQ(found(one(kEnter + captures("greeting") + says("X {capture.greeting} {imap:astring capture.greeting}"))),
            Texts{});
}

TEST(LintCapture, WhatNothingCapturesMayNot) {
  const auto all = found(one(kEnter + captures("greeting") + says("X {capture.greetings}")));
  ASSERT_EQ(all.size(), 1U);
  EXPECT_EQ(all[0], "ASSAY-023: nothing gives a value to 'capture.greetings'");
}

TEST(LintCapture, OfAnotherCaseGivesNothing) {
  const auto all = found(named("one", kEnter + captures("mine") + says("X {capture.mine}")) +
                         named("two", kEnter + says("X {capture.mine}")));
  ASSERT_EQ(all.size(), 1U);
  EXPECT_EQ(all[0], "ASSAY-023: nothing gives a value to 'capture.mine'");
}

TEST(LintCapture, InWordsForPeopleIsAMistake) {
  const auto all = found(
      "<case id='one' rev='1'><purpose>One {capture.mine}.</purpose>"
      "<verifies requirement='T-1/shall' observation='positive'/><kills defect='t.refuses'/><body>" +
      kEnter + captures("mine") + kAsk + kServed + "</body></case>");
  ASSERT_EQ(all.size(), 1U);
  EXPECT_EQ(all[0].rfind("ASSAY-023: ", 0), 0U) << all[0];
}

TEST(LintLocal, IsAnEndpointOfTheIxit) {
  const auto stands_at = [](const std::string& local) {
    return found(one("<connect actor='c' endpoint='imap' local='" + local +
                     "' protocol='imap'/><expect actor='c'><imap:greeting/></expect>" + kAsk + kServed));
  };
  EXPECT_EQ(stands_at("suite-imap"), Texts{});
  const auto all = stands_at("suite-gopher");
  ASSERT_EQ(all.size(), 1U);
  EXPECT_EQ(all[0], "ASSAY-040: the IXIT does not ask for an endpoint 'suite-gopher'");
}

TEST(LintTimer, IsAnActorThatIsThere) {
  EXPECT_EQ(found(one(kEnter + "<timer actor='t' seconds='2'/><expect actor='t'><elapsed/></expect>" + kAsk + kServed)),
            Texts{});
  const auto all = found(one(kEnter + "<expect actor='t'><elapsed/></expect>" + kAsk + kServed));
  ASSERT_EQ(all.size(), 1U);
  EXPECT_EQ(all[0].rfind("ASSAY-041: ", 0), 0U) << all[0];
}

TEST(LintParallel, ProceduresThatABranchCallsCountAsWell) {
  const auto enter = [](const std::string& actor) {
    return "<call procedure='enter-{store.entry}' actor='" + actor + "'/>";
  };
  const auto branch = [](const std::string& steps) { return "<branch>" + steps + "</branch>"; };
  const auto body = [&](const std::string& actor) {
    return one(kEnter + "<parallel>" + branch(kAsk + kServed) + branch(enter(actor)) + "</parallel>");
  };
  EXPECT_EQ(found(body("d")), Texts{});
  const auto all = found(body("c"));
  ASSERT_FALSE(all.empty());
  for (const auto& what : all) EXPECT_EQ(what, "ASSAY-051: 'c' acts in two branches of a parallel of 't/one'");
}

TEST(LintParallel, OneThatAProcedureHoldsIsFoundWithinAnother) {
  const std::string inner = "<procedure id='inner'><parallel><branch><close actor='d'/></branch><branch><close actor='e'/>"
                            "</branch></parallel></procedure>";
  const std::string enter = kEnter + "<call procedure='enter-{store.entry}' actor='d'/><call procedure='enter-{store.entry}' actor='e'/>";
  const std::string call = "<call procedure='inner'/>";
  EXPECT_EQ(found(one(enter + kAsk + kServed + call), inner), Texts{});
  const auto all = found(
      one(enter + "<parallel><branch>" + kAsk + kServed + "</branch><branch>" + call + "</branch></parallel>"), inner);
  EXPECT_EQ(all, Texts{"ASSAY-053: a parallel runs within another in 't/one'"});
}

TEST(LintServe, AnActorThatConnectsOrListensMayServe) {
  const std::string serve = "<serve actor='c'><rule><imap:received name='NOOP'/></rule></serve>";
  EXPECT_EQ(found(one(kEnter + serve + kAsk + kServed)), Texts{});
  const auto before = found(one("<timer actor='c' seconds='1'/>" + serve + kEnter + kAsk + kServed));
  ASSERT_EQ(before.size(), 1U) << "it connects too late";
  EXPECT_EQ(before[0], "ASSAY-043: 'c' serves and neither listens nor connects");
}

TEST(LintChoice, WhatOnlyAnotherChoiceLeadsToIsFound) {
  const auto says_of_entry = [](const std::string& imaps, const std::string& starttls) {
    const std::string say = "<send actor='c'><imap:command>";
    const std::string end = "</imap:command></send></procedure>";
    return found(one(kEnter + "<call procedure='say-{store.entry}'/>" + kServed),
                 "<procedure id='say-imaps'>" + say + imaps + end + "<procedure id='say-starttls'>" + say + starttls + end);
  };
  EXPECT_EQ(says_of_entry("NOOP", "NOOP"), Texts{});
  const Texts unknown{"ASSAY-023: nothing gives a value to 'who'"};
  EXPECT_EQ(says_of_entry("{who}", "NOOP"), unknown);
  EXPECT_EQ(says_of_entry("NOOP", "{who}"), unknown);
}

TEST(Variations, TryEachChoiceByItself) {
  Names names;
  EXPECT_EQ(variations(names).size(), 1U);
  EXPECT_TRUE(variations(names).front().empty());
  names.choices = {{"a", {"1", "2", "3"}}, {"b", {"x", "y"}}, {"c", {"only"}}};
  const auto all = variations(names);
  std::set<std::string> seen;
  for (const auto& one_of : all) seen.insert(one_of.at("a") + one_of.at("b") + one_of.at("c"));
  EXPECT_EQ(seen, (std::set<std::string>{"1xonly", "2xonly", "3xonly", "1yonly"}));
  EXPECT_EQ(all.size(), seen.size());
  EXPECT_EQ(all.front().at("a") + all.front().at("b"), "1x") << "the first is what people are shown";
}

}  // namespace lint_words_tests
}  // namespace assay::language
