// Tests of the row of a case: what stands in it, what never does, how it is wrapped.
#include <gtest/gtest.h>

#include <fstream>
#include <sstream>

#include "base/text.hpp"
#include "language/example_suite_test.hpp"
#include "language/explain.hpp"

namespace assay::language {
namespace explain_tests {

std::string file_text(const std::string& name) {
  std::ifstream in(std::string(ASSAY_ROOT) + "/harness/language/bad_examples/" + name);
  std::stringstream text;
  text << in.rdbuf();
  return text.str();
}

std::string row(const std::string& id, const std::map<std::string, std::string>& more = {}) {
  std::map<std::string, std::string> texts{{"c.xml", file_text("base/cases.xml")}, {"p.xml", file_text("base/procedures.xml")}};
  texts.insert(more.begin(), more.end());
  const auto suite = example::suite_of(texts);
  return explain(suite, catalogue::Catalogue(example::rows()), example::vocabulary(), example::names(), *suite.find(id));
}

void expect_parts(const std::string& text, std::initializer_list<const char*> parts) {
  const auto flat = join(words(text), " ");
  for (const char* part : parts) EXPECT_NE(flat.find(join(words(part), " ")), std::string::npos) << part << "\n" << text;
}

TEST(Explain, APositiveCaseHasItsStepsAndCriteriaByNumber) {
  expect_parts(row("good/serves"),
               {"CPM-1.0-con-101 good/serves, revision 1", "role of mss", "T-1/shall, positive observation: DOC 1; level shall",
                "DOC 1, A document (First)", "Reading D1, What is a client: Whoever connects.", "mss and policy.tls.require",
                "alice.message.folder", "Test Procedure           1. c: connect to the endpoint imap",
                "5. c: send imap:command: SELECT {imap:mailbox alice.message.folder}",
                "Pass-Criteria            1. In step 6: a tagged response (status OK) [T-1/shall]",
                "Fails if                 1. In step 6: a tagged response (status NO BAD) (the right client was refused)",
                "t.refuses (defects of the reference)"});
}

TEST(Explain, ANegativeHasItsControlItsDifferenceAndNoStepThatItLeavesOut) {
  const auto text = row("good/refuses");
  expect_parts(text, {"Control                  good/serves: A right client is served.", "without the step: login",
                      "5. c: send imap:command: NOOP", "1. In step 4: the IUT closes the connection", "1. In step 4: a tagged response (status OK)"});
  EXPECT_EQ(text.find("LOGIN"), std::string::npos) << text;
}

TEST(Explain, ACaseSaysWhereItStandsInTheTablesOfTheReport) {
  const std::string shown = example::file(
      "cases", "<case id='shown' rev='1'><purpose>Shown.</purpose><verifies requirement='T-1/shall' observation='positive'/>"
               "<kills defect='t.refuses'/><cell of='rights' row='list' column='folder' side='granted'/>"
               "<cell of='rights' row='list' column='l'/><body><close actor='c'/></body></case>");
  expect_parts(row("t/shown", {{"s.xml", shown}}),
               {"Stands in the table rights of the report: row list, column folder, granted",
                "Stands in the table rights of the report: row list, column l Can be seen"});
}

TEST(Explain, WhatWasNotConfirmedIsNeverPrinted) {
  const auto text = row("bad/example", {{"r.xml", file_text("ASSAY-012-recall.xml")}});
  EXPECT_EQ(text.find("RECALLED"), std::string::npos) << text;
  EXPECT_EQ(text.find("T-1/recalled, "), std::string::npos) << text;
}

TEST(Explain, ATimerIsAStepAndItsEndAReaction) {
  const std::string timed = example::file(
      "cases", "<case id='timed' rev='1'><purpose>Late.</purpose><verifies requirement='T-1/shall' observation='positive'/>"
               "<kills defect='t.refuses'/><body><timer actor='clock' seconds='62.5'/>"
               "<expect actor='clock'><elapsed outcome='conform'/></expect></body></case>");
  expect_parts(row("t/timed", {{"t.xml", timed}}), {"1. clock: wait 62.5 seconds", "1. In step 2: the time of a timer is over"});
}

TEST(Explain, AParallelNamesTheStepsOfItsBranches) {
  const std::string ask = "<send actor='ACTOR'><imap:command>NOOP</imap:command></send>";
  const std::string told = "<expect actor='ACTOR'><imap:tagged status='OK' outcome='conform'/></expect>";
  const auto of = [](std::string steps, const std::string& actor) {
    for (auto at = steps.find("ACTOR"); at != std::string::npos; at = steps.find("ACTOR")) steps.replace(at, 5, actor);
    return steps;
  };
  const std::string text = example::file(
      "cases", "<case id='both' rev='1'><purpose>Both.</purpose><verifies requirement='T-1/shall' observation='positive'/>"
               "<kills defect='t.refuses'/><body><call procedure='enter-imaps' actor='c'/><call procedure='enter-imaps' actor='d'/>"
               "<parallel><branch>" + of(ask + "<sync/>" + told, "c") + "</branch><branch>" + of("<sync/>" + ask + told, "d") +
               "</branch></parallel>" + of(ask + told, "c") + "</body></case>");
  const auto shown = row("t/both", {{"t.xml", text}});
  expect_parts(shown, {"5. beside each other, each as far as what it awaits has come: steps 6 to 8; steps 9 to 11; go on when all have ended",
                       "6. c: send imap:command: NOOP", "7. wait until every branch has come as far", "8. c: await: a tagged response (status OK)",
                       "9. wait until every branch has come as far", "11. d: await: a tagged response (status OK) 12. c: send",
                       "In steps 8, 11, 13: a tagged response (status OK)"});
  EXPECT_EQ(shown.find("branch ends"), std::string::npos) << shown;
}

TEST(Explain, NoLineIsLongerThanAHundredColumns) {
  std::istringstream lines(row("good/serves") + row("good/refuses"));
  std::string line;
  while (std::getline(lines, line)) {
    EXPECT_LE(line.size(), 100u) << line;
    EXPECT_TRUE(line.empty() || line.back() != ' ') << line;
  }
}

TEST(Explain, ACaseThatCannotBePutTogetherSaysWhy) {
  expect_parts(row("bad/one", {{"r.xml", file_text("ASSAY-003-does-not-compile.xml")}}), {"there is no procedure 'missing'"});
}

}  // namespace explain_tests
}  // namespace assay::language
