// Tests of reading: what a case becomes, and that broken texts give file and line.
#include <gtest/gtest.h>

#include "language/example_suite_test.hpp"

namespace assay::language {
namespace reader_tests {

std::vector<Error> errors_of(const std::string& text) {
  const auto suite = read_suite_texts({{"broken.xml", text}}, example::kSchema);
  return suite ? std::vector<Error>{} : suite.error();
}

void expect_error_at(const std::string& text, int line) {
  const auto errors = errors_of(text);
  ASSERT_FALSE(errors.empty()) << text;
  EXPECT_EQ(errors.front().where.file, "broken.xml");
  EXPECT_EQ(errors.front().where.line, line) << to_text(errors.front());
}

const std::string kVerifies = "<verifies requirement='T-1/shall' observation='positive'/>";
const std::string kBody = "<body><connect actor='c' endpoint='imap' protocol='imap'/></body>";

std::string one_case(const std::string& inner, const std::string& attributes = "id='x' rev='1'") {
  return "\n<case " + attributes + ">\n<purpose>p</purpose>\n" + inner + "</case>\n";
}

TEST(Reader, MalformedXmlHasItsLine) {
  expect_error_at("<cases xmlns='urn:assay:case' topic='t'>\n<case id='x'\n", 2);
  expect_error_at("", 1);
}

TEST(Reader, WhatTheSchemaDoesNotKnowHasItsLine) {
  expect_error_at(example::file("cases", one_case("<surprise/>\n" + kBody)), 4);
  expect_error_at(example::file("cases", one_case(kBody, "id='x'")), 2);
  expect_error_at(example::file("cases", one_case("<body>\n<send actor='c'><imap:nothing/></send></body>")), 5);
}

TEST(Reader, WhatStandsInAFileThatCannotBeReadIsNotMissedInOthers) {
  const auto suite = read_suite_texts({{"asks.xml", example::file("cases", one_case("<table rows='kinds'/>\n" + kBody))},
                                       {"broken.xml", "<procedures xmlns='urn:assay:case'>\n<table id='kinds'\n"}},
                                      example::kSchema);
  ASSERT_FALSE(suite);
  ASSERT_EQ(suite.error().size(), 1u);
  EXPECT_EQ(suite.error().front().where.file, "broken.xml");
}

TEST(Reader, ANegativeHasAControlAndExactlyOneDifference) {
  const auto negative = [](const std::string& attributes, const std::string& differences) {
    return example::file("cases", "\n<negative id='x' rev='1' " + attributes + ">\n<purpose>p</purpose>" + kVerifies + "\n" +
                                      differences + "<expect outcome='conform'><closed/></expect></negative>");
  };
  expect_error_at(negative("", "<without step='s'/>"), 2);
  expect_error_at(negative("of='control'", ""), 4);
  expect_error_at(negative("of='control'", "<without step='s'/>\n<with parameter='p' value='v'/>"), 5);
}

TEST(Reader, AnExpectNoneHasAFenceAndAProcedureFourParametersAtMost) {
  expect_error_at(example::file("cases", one_case("<body>\n<expect-none actor='c'><closed/></expect-none></body>")), 5);
  std::string parameters;
  for (const char* name : {"a", "b", "c", "d", "e"}) parameters += "\n<parameter name='" + std::string(name) + "'/>";
  expect_error_at(example::file("procedures", "<procedure id='p'>" + parameters + "<close actor='c'/></procedure>"), 6);
}

TEST(Reader, EveryBrokenFileIsTold) {
  const auto suite = read_suite_texts({{"a.xml", "<a"}, {"b.xml", "<b"}}, example::kSchema);
  ASSERT_FALSE(suite);
  EXPECT_EQ(suite.error().size(), 2u);
}

TEST(Reader, AMissingSchemaOrAnEmptyRootIsOneClearError) {
  EXPECT_FALSE(read_suite_texts({}, "/nowhere/driver.xsd"));
  EXPECT_FALSE(read_suite("/nowhere"));
}

TEST(Reader, ACaseIsReadWhole) {
  const auto suite = example::suite_of(
      {{"c.xml", example::file("cases", one_case(kVerifies + "<cites document='DOC' clause='1.2'/><reading id='D1'/><applies-if>mss\n and mss.sasl</applies-if>"
                                                             "<kills defect='t.refuses'/><parameter name='p' value='v'/>" + kBody,
                                                 "id='x' rev='3' test-id='CPM-1.0-con-101'"))}});
  const Case* subject = suite.find("t/x");
  ASSERT_NE(subject, nullptr);
  EXPECT_EQ(subject->revision, 3);
  EXPECT_EQ(subject->test_id, "CPM-1.0-con-101");
  EXPECT_EQ(subject->citations, std::vector<std::string>{"DOC 1.2"});
  EXPECT_EQ(subject->applies_if, "mss and mss.sasl");
  EXPECT_EQ(subject->kills, std::vector<std::string>{"t.refuses"});
  EXPECT_EQ(subject->interpretations, std::vector<std::string>{"D1"});
  EXPECT_EQ(subject->parameters.at("p"), "v");
  EXPECT_EQ(subject->where.line, 2);
  EXPECT_EQ(subject->body.size(), 1u);
}

TEST(Reader, EachRowOfATableIsACase) {
  const auto suite = example::suite_of(
      {{"c.xml", example::file("cases", "<case id='x/{row.kind}' rev='1'><purpose>Of {row.kind}.</purpose><table><row kind='a'/><row kind='b'/></table>"
                                        "<verifies requirement='T-1/{row.kind}' observation='positive'/>" + kBody + "</case>")}});
  ASSERT_EQ(suite.cases.size(), 2u);
  EXPECT_EQ(suite.cases[1].id, "t/x/b");
  EXPECT_EQ(suite.cases[1].purpose, "Of b.");
  EXPECT_EQ(suite.cases[1].verifies.front().requirement, "T-1/b");
}

TEST(Reader, ACaseStandsInTheCellsThatItSaysRowByRow) {
  const auto suite = example::suite_of(
      {{"c.xml", example::file("cases", "<case id='x/{row.kind}' rev='1'><purpose>p</purpose><table><row kind='a'/><row kind='b'/></table>" + kVerifies +
                                            "\n<cell of='t' row='r' column='{row.kind}' side='left'/><cell of='u' row='{row.kind}' column='c'/>" + kBody +
                                            "</case>")}});
  ASSERT_EQ(suite.cases.size(), 2u);
  const auto& cells = suite.cases[1].cells;
  ASSERT_EQ(cells.size(), 2u);
  EXPECT_EQ(cells[0].table + " " + cells[0].row + " " + cells[0].column + " " + cells[0].side, "t r b left");
  EXPECT_EQ(cells[1].table + " " + cells[1].row + " " + cells[1].column + " " + cells[1].side, "u b c ");
  EXPECT_EQ(cells[0].where.line, 2);
}

TEST(Reader, ACellNamesTableRowAndColumn) {
  for (const char* wrong : {"row='r' column='c'", "of='t' column='c'", "of='t' row='r'"})
    expect_error_at(example::file("cases", one_case("<cell " + std::string(wrong) + "/>\n" + kBody)), 4);
}

TEST(Reader, OfTwoTablesEachRowGoesWithEachRow) {
  const auto suite = example::suite_of(
      {{"c.xml", example::file("cases", "<case id='x/{row.a}/{row.b}' rev='1'><purpose>p</purpose><table><row a='1'/><row a='2'/></table>"
                                        "<table><row b='u'/><row b='v'/><row b='w'/></table>" + kVerifies + kBody + "</case>")}});
  std::string ids;
  for (const auto& one : suite.cases) ids += one.id + " ";
  EXPECT_EQ(ids, "t/x/1/u t/x/1/v t/x/1/w t/x/2/u t/x/2/v t/x/2/w ");
}

const std::string kShared = "<table id='letters' key='a'><row a='1' v='x'/><row a='2' v='y'/><row a='3' v='z'/></table>"
                           "<procedure id='q'><step id='s'><connect actor='a' endpoint='e' protocol='toy'/></step></procedure>";

TEST(Reader, ASharedTableLendsItsRowsButThoseThatTheCaseLeavesOut) {
  const auto suite = example::suite_of(
      {{"c.xml", example::file("cases", "<case id='x/{row.a}' rev='1'><purpose>{row.v}</purpose><table rows='letters' without='2'/>" +
                                            kVerifies + kBody + "</case>")},
       {"p.xml", example::file("procedures", kShared)}});
  ASSERT_EQ(suite.cases.size(), 2u);
  EXPECT_EQ(suite.cases[0].purpose, "x");
  EXPECT_EQ(suite.cases[1].id, "t/x/3");
}

TEST(Reader, ASharedTableAndItsRowsHaveToBeThere) {
  for (const char* wrong : {"rows='nowhere'", "rows='letters' without='4'"}) {
    const auto suite = read_suite_texts(
        {{"c.xml", example::file("cases", "<case id='x/{row.a}' rev='1'><purpose>p</purpose><table " + std::string(wrong) + "/>" +
                                              kVerifies + kBody + "</case>")},
         {"p.xml", example::file("procedures", kShared)}},
        example::kSchema);
    EXPECT_FALSE(suite) << wrong;
  }
}

TEST(Reader, ExclusiveIsSaidByEachForItself) {
  const std::string body = "' rev='1' exclusive='yes'><purpose>p</purpose>" + kVerifies + kBody + "</case>";
  const auto suite =
      example::suite_of({{"c.xml", example::file("cases", "<case id='y" + body + one_case(kVerifies + kBody))}});
  EXPECT_TRUE(suite.find("t/y")->exclusive);
  EXPECT_FALSE(suite.find("t/x")->exclusive);
}

TEST(Reader, ANegativeAppliesWhereItsControlDoesAndSaysItsDifference) {
  const auto suite = example::suite_of(
      {{"c.xml", example::file("cases", one_case(kVerifies + "<applies-if>mss</applies-if><parameter name='p' value='v'/>" + kBody) +
                                            "<negative id='n' rev='1' of='x'><purpose>p</purpose><applies-if>policy.prevails</applies-if>"
                                            "<with parameter='p' value='w'/><expect outcome='conform'><closed/></expect></negative>")}});
  const Case* negative = suite.find("t/n");
  EXPECT_EQ(negative->control, "t/x");
  EXPECT_EQ(negative->applies_if, "(mss) and (policy.prevails)");
  EXPECT_EQ(negative->difference->text, "p: 'v' in the control, 'w' here");
}

}  // namespace reader_tests
}  // namespace assay::language
