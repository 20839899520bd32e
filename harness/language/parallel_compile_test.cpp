// Tests of compiling parallel and sync: where branches begin and meet, and a difference within one of them.
#include <gtest/gtest.h>

#include "language/example_suite_test.hpp"

namespace assay::language {
namespace parallel_compile_tests {

using Places = std::vector<std::size_t>;

std::string says(const std::string& actor, const std::string& text) {
  return "<send actor='" + actor + "'><imap:command>" + text + "</imap:command></send>";
}
std::string hears(const std::string& actor, const std::string& outcome) {
  return "<expect actor='" + actor + "'><imap:tagged status='OK' outcome='" + outcome + "'/></expect>";
}

// The control of all: c asks and looks, and d does what may differ.
const std::string kParallel = "<parallel><branch>" + says("c", "A") + "<sync/>" + hears("c", "conform") +
                              "</branch><branch>" + says("d", "{what}") + "<step id='more'>" + says("d", "C") +
                              "</step><sync/>" + hears("d", "conform") + "</branch></parallel>";

std::string control(const std::string& body) {
  return "<case id='control' rev='1'><purpose>p</purpose><verifies requirement='T-1/shall' observation='positive'/>"
         "<parameter name='what' value='B'/><body>" +
         body + "</body></case>";
}

std::string negative(const std::string& difference) {
  return "<negative id='n' rev='1' of='control'><purpose>p</purpose>"
         "<verifies requirement='T-1/shall' observation='negative'/>" +
         difference + "<expect outcome='conform'><imap:tagged status='NO'/></expect></negative>";
}

Suite suite_with(const std::string& cases) {
  return example::suite_of(
      {{"c.xml", example::file("cases", cases)},
       {"p.xml", example::file("procedures", "<procedure id='both'><parameter name='actor'/>" + says("{actor}", "A") +
                                                 says("{actor}", "B") + "</procedure>")}});
}

Program program_of(const std::string& cases, const std::string& id = "control") {
  const auto suite = suite_with(cases);
  return compile(suite, *suite.find("t/" + id), {}).value();
}

// One letter for each step: p parallel, y sync, m the end of a branch, s send, e expect, j jump, . the end.
std::string shape(const Program& program) {
  std::string out;
  for (const auto& step : program.steps)
    out += step.kind == Step::Kind::action ? 'j' : "-sevpym."[static_cast<std::size_t>(step.kind)];
  return out;
}

std::string reactions(const Program& program, std::size_t at) {
  std::string out;
  for (const auto& reaction : program.steps.at(at).reactions)
    out += (out.empty() ? "" : " ") + reaction.matcher.attribute("status") + ":" + to_text(reaction.outcome) + ">" +
           std::to_string(reaction.target);
  return out;
}

TEST(CompileParallel, BranchesStandBehindEachOtherAndMeetBehindTheLast) {
  const auto program = program_of(control(kParallel + says("c", "Z")));
  EXPECT_EQ(shape(program), "psyemssyems..");
  EXPECT_EQ(program.steps[0].branches, (Places{1, 5}));
  for (const std::size_t at : {0U, 4U, 9U}) EXPECT_EQ(program.steps[at].behind, 10U) << at;
  EXPECT_EQ(reactions(program, 3), "OK:conform>4") << "the end of its branch";
}

TEST(CompileParallel, AllBranchesCanBeComeToAndLeadBehind) {
  const auto program = program_of(control(kParallel + says("c", "Z")));
  EXPECT_EQ(successors(program, 0), (Places{1, 5}));
  EXPECT_EQ(successors(program, 4), Places{10});
  EXPECT_EQ(reachable_from(program, 0).size(), 12U) << "all but the end of what would follow a refusal";
}

TEST(CompileParallel, ABranchHoldsCallsGroupsRepeatsAndBranchesOfItsOwn) {
  const auto program = program_of(
      control("<parallel><branch><call procedure='both' actor='c'/><repeat count='2'>" + says("c", "C") +
              "</repeat></branch><branch><one-of actor='d'><branch><imap:tagged status='OK'/>" + says("d", "{what}") +
              "</branch><branch><imap:tagged status='NO'/></branch></one-of></branch></parallel>"));
  EXPECT_EQ(shape(program), "pssssmesjjm..");
  EXPECT_EQ(program.steps[9].element.attribute("to"), "10");
  EXPECT_EQ(program.steps[10].behind, 11U);
}

TEST(CompileParallel, OneMayStandInABranchOfOneOf) {
  const auto program = program_of(control("<one-of actor='c'><branch><imap:tagged status='OK'/>" + kParallel +
                                          "</branch><branch><imap:tagged status='NO'/></branch></one-of>"));
  EXPECT_EQ(shape(program), "epsyemssyemjj..");
  EXPECT_EQ(program.steps[1].branches, (Places{2, 6}));
  EXPECT_EQ(program.steps[1].behind, 11U);
}

TEST(CompileParallel, ADifferenceInABranchTouchesWhatIsWrittenFromItOn) {
  const auto program =
      program_of(control(kParallel + hears("c", "conform")) + negative("<with parameter='what' value='X'/>"), "n");
  EXPECT_EQ(shape(program), "psyemssyeme..");
  EXPECT_EQ(reactions(program, 3), "OK:conform>4") << "the branch before is as in the control";
  EXPECT_EQ(reactions(program, 8), "NO:conform>12 OK:fail>-1");
  EXPECT_EQ(reactions(program, 10), "NO:conform>12 OK:fail>-1");
  for (std::size_t at = 0; at < program.steps.size(); ++at) EXPECT_EQ(program.steps[at].differs, at == 5) << at;
}

TEST(CompileParallel, AStepOfABranchCanBeLeftOut) {
  const auto program = program_of(control(kParallel) + negative("<without step='more'/>"), "n");
  EXPECT_EQ(shape(program), "psyemsyem..");
  EXPECT_EQ(program.steps[0].branches, (Places{1, 5}));
  EXPECT_EQ(reactions(program, 7), "NO:conform>10 OK:fail>-1");
}

TEST(CompileParallel, TheSchemaAsksForTwoBranchesAndForSyncInNothingElse) {
  const auto is_read = [](const std::string& body) {
    return read_suite_texts({{"c.xml", example::file("cases", control(body))}}, example::kSchema).has_value();
  };
  EXPECT_TRUE(is_read(kParallel));
  EXPECT_FALSE(is_read("<parallel><branch>" + says("c", "{what}") + "</branch></parallel>"));
  EXPECT_FALSE(is_read("<sync/>"));
  const std::string other = "<branch>" + says("c", "A") + "</branch>";
  EXPECT_FALSE(is_read("<parallel>" + other + "<branch><step id='s'><sync/></step></branch></parallel>"));
  EXPECT_FALSE(is_read("<parallel>" + other + "<branch><repeat count='2'><sync/></repeat></branch></parallel>"));
  const std::string procedure = "<procedure id='p'><sync/></procedure>";
  EXPECT_FALSE(read_suite_texts({{"p.xml", example::file("procedures", procedure)}}, example::kSchema));
}

}  // namespace parallel_compile_tests
}  // namespace assay::language
