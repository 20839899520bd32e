// Tests of compiling: order of steps, targets, and the weaving of a negative into its control.
#include <gtest/gtest.h>

#include "language/example_suite_test.hpp"

namespace assay::language {
namespace compile_tests {

std::string positive(const std::string& body, const std::string& head = "") {
  return "<case id='control' rev='1'><purpose>p</purpose><verifies requirement='T-1/shall' observation='positive'/>" + head +
         "<body>" + body + "</body></case>";
}

std::string negative(const std::string& difference_and_more) {
  return "<negative id='n' rev='1' of='control'><purpose>p</purpose><verifies requirement='T-1/derived' observation='negative'/>" +
         difference_and_more + "</negative>";
}

Result<Program> program_of(const std::string& cases, const std::string& id) {
  const auto suite = example::suite_of({{"c.xml", example::file("cases", cases)}});
  return compile(suite, *suite.find("t/" + id), {});
}

// One letter for each step: c connect, s send, a another action, e expect, j jump, . end.
std::string shape(const Program& program) {
  std::string out;
  for (const auto& step : program.steps)
    out += step.kind == Step::Kind::end              ? '.'
           : step.kind == Step::Kind::send           ? 's'
           : step.kind == Step::Kind::expect         ? 'e'
           : step.element.name == "connect"          ? 'c'
           : step.element.name == "jump"             ? 'j'
                                                     : 'a';
  return out;
}

// "tagged OK:conform>3" for each reaction of a step.
std::string reactions(const Program& program, std::size_t at) {
  std::string out;
  for (const auto& reaction : program.steps.at(at).reactions)
    out += (out.empty() ? "" : " ") + reaction.matcher.name + "=" + reaction.matcher.attribute("status") + ":" +
           to_text(reaction.outcome) + ">" + std::to_string(reaction.target);
  return out;
}

const std::string kConnect = "<connect actor='c' endpoint='imap' protocol='imap'/>";
const std::string kNoop = "<send actor='c'><imap:command>NOOP</imap:command></send>";
const std::string kOk = "<expect actor='c'><imap:tagged status='OK' outcome='conform'/></expect>";
const std::string kLogin =
    "<step id='login'><send actor='c'><imap:command>LOGIN</imap:command></send>"
    "<expect actor='c'><imap:tagged status='OK'/></expect></step>";
const std::string kRefused = "<expect outcome='conform'><closed/></expect>";

TEST(Compile, StepsStandInOrderAndGoOnOrEnd) {
  const auto program = program_of(
      positive(kConnect + kNoop + "<expect actor='c'><imap:tagged status='OK' outcome='conform'/><imap:tagged status='NO' outcome='fail'/>"
                                  "<closed outcome='remark'/><refused outcome='inconclusive'/><opened/></expect>"),
      "control");
  ASSERT_TRUE(program) << to_text(program.error());
  EXPECT_EQ(shape(*program), "cse..");
  EXPECT_EQ(reactions(*program, 2), "imap:tagged=OK:conform>3 imap:tagged=NO:fail>-1 closed=:remark>3 refused=:inconclusive>-1 opened=:proceed>3");
}

TEST(Compile, ToldIsWhatChoseProceduresAnywhereInTheCase) {
  const std::string branches = "<one-of actor='c'><branch><imap:tagged status='OK'/><call procedure='{b}'/></branch>"
                               "<branch><closed outcome='fail'/></branch></one-of>";
  const std::string control = positive(kConnect + "<call procedure='{a}'/>" + branches +
                                           "<send actor='c'><imap:command>{p}</imap:command></send>" + kOk,
                                       "<parameter name='p' value='{user}'/>");
  const auto suite = example::suite_of(
      {{"c.xml", example::file("cases", control + negative("<with parameter='p' value='1'/>" + kRefused +
                                                           "<then><call procedure='{c}'/></then>"))},
       {"p.xml", example::file("procedures", "<procedure id='say'>" + kNoop + "</procedure>")}});
  const std::map<std::string, std::string> values{{"a", "say"}, {"b", "say"}, {"c", "say"}, {"user", "say"}};
  EXPECT_EQ(compile(suite, *suite.find("t/control"), values).value().chosen_by, (std::set<std::string>{"a", "b"}));
  EXPECT_EQ(compile(suite, *suite.find("t/n"), values).value().chosen_by, (std::set<std::string>{"a", "b", "c"}));
}

TEST(Compile, AnOutcomeOfTheExpectHoldsWhereAReactionHasNone) {
  const auto program = program_of(
      positive(kConnect + "<expect actor='c' outcome='conform'><imap:tagged status='OK'/><closed outcome='fail'/></expect>"), "control");
  EXPECT_EQ(reactions(program.value(), 1), "imap:tagged=OK:conform>2 closed=:fail>-1");
}

TEST(Compile, AReactionIsChargedToItsOwnRequirementElseToTheFirstOfTheCase) {
  const auto program = program_of(
      positive(kConnect + "<expect actor='c'><imap:tagged status='OK' outcome='conform'/><closed outcome='remark' requirement='T-1/other'/></expect>"),
      "control");
  EXPECT_EQ(program->steps[1].reactions[0].requirement, "T-1/shall");
  EXPECT_EQ(program->steps[1].reactions[1].requirement, "T-1/other");
}

TEST(Compile, ACheckVerifiesNothingAndIsChargedToNothing) {
  const auto program = program_of("<check id='x' rev='1'><purpose>p</purpose><body>" + kConnect + kOk + "</body></check>", "x");
  ASSERT_TRUE(program) << to_text(program.error());
  EXPECT_EQ(program->steps[1].reactions[0].requirement, "");
}

TEST(Compile, WithoutAStepTheNegativeHasTheOtherStepsAndFailsWhereItsControlConforms) {
  const auto program = program_of(positive(kConnect + kLogin + kNoop + kOk) + negative("<without step='login'/>" + kRefused), "n");
  ASSERT_TRUE(program) << to_text(program.error());
  EXPECT_EQ(shape(*program), "cse..");
  EXPECT_EQ(reactions(*program, 2), "closed=:conform>4 imap:tagged=OK:fail>-1");
  EXPECT_EQ(program->steps[2].reactions[1].requirement, "T-1/derived");
  EXPECT_TRUE(program->steps[3].decides) << "coming to the control's end decides nothing";
  EXPECT_FALSE(program->steps[4].decides);
}

TEST(Compile, BeforeTheDifferenceANegativeIsItsControl) {
  const auto program = program_of(
      positive(kConnect + kLogin + "<send actor='c'><imap:command>{what}</imap:command></send>" + kOk,
               "<parameter name='what' value='NOOP'/>") +
          negative("<with parameter='what' value='NOPE'/>" + kRefused),
      "n");
  ASSERT_TRUE(program) << to_text(program.error());
  EXPECT_EQ(shape(*program), "csese..");
  EXPECT_EQ(reactions(*program, 2), "imap:tagged=OK:proceed>3");
  EXPECT_EQ(program->steps[3].element.children.front().text, "NOPE");
  EXPECT_EQ(reactions(*program, 4), "closed=:conform>6 imap:tagged=OK:fail>-1");
}

TEST(Compile, WhatFailedOrWasOpenInTheControlIsNotAskedOfTheNegative) {
  const auto program = program_of(
      positive(kConnect + kLogin +
               "<expect actor='c'><imap:tagged status='OK' outcome='conform'/><imap:tagged status='NO' outcome='fail'/>"
               "<refused outcome='inconclusive'/><opened outcome='remark'/></expect>") +
          negative("<without step='login'/>" + kRefused),
      "n");
  EXPECT_EQ(reactions(program.value(), 1), "closed=:conform>3 imap:tagged=OK:fail>-1");
}

TEST(Compile, RefusalsDoNotCountWhereTheStimulusHasNotLeftYet) {
  const auto program = program_of(
      positive(kConnect + kLogin + "<expect actor='c' refusals='not-yet'><imap:tagged status='OK'/></expect>" + kNoop + kOk) +
          negative("<without step='login'/>" + kRefused),
      "n");
  EXPECT_EQ(reactions(program.value(), 1), "imap:tagged=OK:proceed>2");
  EXPECT_EQ(reactions(program.value(), 3), "closed=:conform>5 imap:tagged=OK:fail>-1");
}

TEST(Compile, AtLimitsAnExpectToTheStepOrGroupOfThatId) {
  const auto program = program_of(
      positive(kConnect + kLogin + kNoop + "<expect actor='c'><imap:tagged status='OK'/></expect><step id='late'>" + kNoop + kOk + "</step>") +
          negative("<without step='login'/><expect at='late' outcome='conform'><closed/></expect>"),
      "n");
  EXPECT_EQ(reactions(program.value(), 2), "imap:tagged=OK:proceed>3");
  EXPECT_EQ(reactions(program.value(), 4), "closed=:conform>6 imap:tagged=OK:fail>-1");
}

TEST(Compile, WhatANegativeExpectsMayNameTheParametersOfItsControl) {
  const auto program = program_of(
      positive(kConnect + "<send actor='c'><imap:command>{p} {q}</imap:command></send>" + kOk, "<parameter name='p' value='v'/><parameter name='q' value='u'/>") +
          negative("<with parameter='p' value='w'/><expect outcome='conform'><imap:data contains='{p} {q}'/></expect>"),
      "n");
  ASSERT_TRUE(program) << to_text(program.error());
  EXPECT_EQ(program->steps[2].reactions[0].matcher.attribute("contains"), "w u");
}

TEST(Compile, WhatANegativeNotesWithoutDecidingLeavesItWaiting) {
  const auto program = program_of(
      positive(kConnect + kLogin + kNoop + kOk) +
          negative("<without step='login'/><expect><imap:data outcome='remark'/><opened/><closed outcome='conform'/></expect>"),
      "n");
  EXPECT_EQ(reactions(program.value(), 2), "imap:data=:remark>2 opened=:proceed>2 closed=:conform>4 imap:tagged=OK:fail>-1");
}

TEST(Compile, AfterARefusalComesWhatTheNegativeSays) {
  const auto program = program_of(
      positive(kConnect + kLogin + kNoop + kOk) + negative("<without step='login'/>" + kRefused + "<then>" + kNoop + kOk + "</then>"), "n");
  EXPECT_EQ(shape(program.value()), "cse.se.");
  EXPECT_EQ(reactions(*program, 2), "closed=:conform>4 imap:tagged=OK:fail>-1");
  EXPECT_EQ(reactions(*program, 5), "imap:tagged=OK:conform>6") << "its own conform stays one";
}

TEST(Compile, ADifferenceThatChangesNothingIsAnError) {
  for (const char* difference : {"<without step='nowhere'/>", "<with parameter='unused' value='x'/>"}) {
    const auto program = program_of(positive(kConnect + kLogin + kNoop + kOk) + negative(difference + kRefused), "n");
    ASSERT_FALSE(program) << difference;
    EXPECT_NE(program.error().what.find("does not differ"), std::string::npos);
  }
}

const std::string kOneOf =
    "<one-of actor='c'><branch><imap:tagged status='OK' outcome='conform'/><send actor='c'><imap:command>A</imap:command></send></branch>"
    "<branch><imap:tagged status='NO'/></branch></one-of>";

TEST(Compile, BranchesBeginWithTheirReactionAndMeetAgain) {
  const auto program = program_of(positive(kConnect + kOneOf + kNoop), "control");
  ASSERT_TRUE(program) << to_text(program.error());
  EXPECT_EQ(shape(*program), "cesjjs..");
  EXPECT_EQ(reactions(*program, 1), "imap:tagged=OK:conform>2 imap:tagged=NO:proceed>4");
  EXPECT_EQ(program->steps[3].element.attribute("to"), "5");
  EXPECT_EQ(program->steps[4].element.attribute("to"), "5");
}

TEST(Compile, BranchesBehindTheDifferenceFailWhereTheControlConformed) {
  const auto program = program_of(positive(kConnect + kLogin + kOneOf) + negative("<without step='login'/>" + kRefused), "n");
  ASSERT_TRUE(program) << to_text(program.error());
  EXPECT_EQ(reactions(*program, 1), "closed=:conform>6 imap:tagged=OK:fail>-1 imap:tagged=NO:proceed>4");
}

TEST(Compile, AnExpectNoneSendsItsFenceAndForbidsUntilTheAnswer) {
  const auto program = program_of(positive(kConnect + "<expect-none actor='c'><imap:data/><fence><send><imap:command>NOOP</imap:command></send>"
                                                      "<imap:tagged status='OK' outcome='conform'/></fence></expect-none>"),
                                  "control");
  ASSERT_TRUE(program) << to_text(program.error());
  EXPECT_EQ(shape(*program), "cse..");
  EXPECT_EQ(program->steps[1].channel, "c");
  EXPECT_EQ(reactions(*program, 2), "imap:data=:fail>-1 imap:tagged=OK:conform>3");
}

TEST(Compile, ReachableStepsFollowTargetsAndJumps) {
  const auto program = program_of(positive(kConnect + kLogin + kNoop + kOk + kNoop) + negative("<without step='login'/>" + kRefused), "n");
  EXPECT_EQ(reachable_from(program.value(), 0), (std::set<std::size_t>{0, 1, 2, 5}));
}

}  // namespace compile_tests
}  // namespace assay::language
