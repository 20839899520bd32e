// Tests of compiling cases in which the implementation connects: serve, trigger, repeat, postamble.
#include <gtest/gtest.h>

#include "language/example_suite_test.hpp"

namespace assay::language {
namespace serve_compile_tests {

std::string offer(const std::string& rules) {
  return "<listen actor='s' endpoint='imap' protocol='imap-server'/><serve actor='s'>" + rules +
         "</serve>"
         "<trigger actor='u' action='fetch' entry='imaps'/>";
}
std::string say(const std::string& name, const std::string& text) {
  return "<rule><imap:received name='" + name + "'/><send><imap:line>" + text + "</imap:line></send></rule>";
}
const std::string kFetched =
    "<expect actor='s u'><imap:received name='FETCH' outcome='conform'/><ended outcome='inconclusive'/></expect>";
const std::string kGivesUp = "<expect outcome='conform'><imap:received name='LOGIN' outcome='fail'/><ended/></expect>";

std::string control(const std::string& body, const std::string& value = "one") {
  return "<case id='control' rev='1'><purpose>p</purpose><verifies requirement='T-1/shall' observation='positive'/>"
         "<parameter name='said' value='" +
         value + "'/><body>" + body + "</body></case>";
}
std::string negative(const std::string& difference) {
  return "<negative id='n' rev='1' of='control'><purpose>p</purpose><verifies requirement='T-1/shall' "
         "observation='negative'/>" +
         difference + kGivesUp + "</negative>";
}
const std::string kOther = "<with parameter='said' value='two'/>";

Result<Program> program_of(const std::string& cases, const std::string& id) {
  const auto suite = example::suite_of({{"c.xml", example::file("cases", cases)}});
  return compile(suite, *suite.find("t/" + id), {});
}

std::string error_of(const std::string& cases, const std::string& id = "n") {
  const auto program = program_of(cases, id);
  return program ? "" : program.error().what;
}

bool is_refused(const std::string& cases) {
  return !read_suite_texts({{"c.xml", example::file("cases", cases)}}, example::kSchema).has_value();
}

TEST(CompileServe, RulesStandInTheirOrderWithTheirAnswers) {
  const auto program = program_of(
      control(offer(say("NOOP", "a") +
                    "<rule><opened/><tls:accept certificate='alice'/><close/></rule><rule><closed/></rule>") +
              kFetched),
      "control");
  ASSERT_TRUE(program) << to_text(program.error());
  const Step& serve = program->steps.at(1);
  EXPECT_EQ(serve.kind, Step::Kind::serve);
  EXPECT_EQ(serve.channel, "s");
  ASSERT_EQ(serve.rules.size(), 3u);
  EXPECT_EQ(serve.rules[0].matcher.attribute("name"), "NOOP");
  EXPECT_EQ(serve.rules[0].answer.at(0).kind, Step::Kind::send);
  ASSERT_EQ(serve.rules[1].answer.size(), 2u);
  EXPECT_EQ(serve.rules[1].answer[0].element.name, "tls:accept");
  EXPECT_EQ(serve.rules[1].answer[1].element.name, "close");
  EXPECT_TRUE(serve.rules[2].answer.empty());
  EXPECT_EQ(program->steps.at(2).element.name, "trigger");
  EXPECT_EQ(program->steps.at(3).channel, "s u");
  EXPECT_FALSE(program->difference_served);
}

TEST(CompileServe, TheAnswerThatIsNotTheControlsIsTheDifferenceAndNoLaterStepIs) {
  const auto cases = control(offer(say("NOOP", "same") + say("NOOP CHECK", "{said}")) + kFetched +
                             "<trigger actor='u' action='fetch' entry='{said}'/>") +
                     negative(kOther);
  const auto program = program_of(cases, "n");
  ASSERT_TRUE(program) << to_text(program.error());
  EXPECT_TRUE(program->difference_served);
  const auto& rules = program->steps.at(1).rules;
  EXPECT_FALSE(rules[0].answer[0].differs);
  EXPECT_TRUE(rules[1].answer[0].differs);
  for (const auto& step : program->steps) EXPECT_FALSE(step.differs) << step.element.name;
  const auto& reactions = program->steps.at(3).reactions;
  ASSERT_EQ(reactions.size(), 3u);
  EXPECT_EQ(reactions[0].outcome, Outcome::fail);
  EXPECT_EQ(reactions[1].matcher.name, "ended");
  EXPECT_EQ(reactions[1].outcome, Outcome::conform);
  EXPECT_EQ(reactions[2].outcome, Outcome::fail) << "what conforms in the control";
}

TEST(CompileServe, ADifferenceThatNoAnswerShowsIsRefused) {
  EXPECT_NE(
      error_of(control(offer("<rule><imap:client-line text='{said}'/><close/></rule>") + kFetched) + negative(kOther))
          .find("no answer"),
      std::string::npos);
  const auto in_step = "<listen actor='s' endpoint='imap' protocol='imap-server'/><step id='x'><serve actor='s'>" +
                       say("NOOP", "{said}") + "</serve></step><trigger actor='u' action='fetch' entry='imaps'/>" +
                       kFetched;
  EXPECT_NE(error_of(control(in_step) + negative("<without step='x'/>")).find("leaves out a <serve>"),
            std::string::npos);
  const auto listening = "<step id='x'><listen actor='s' endpoint='imap' protocol='imap-server'/></step>" + kFetched;
  EXPECT_NE(error_of(control(listening) + negative("<without step='x'/>")).find("leaves out a <listen>"),
            std::string::npos);
}

TEST(CompileServe, ARepeatIsItsStepsSoManyTimes) {
  const auto program = program_of(control("<repeat count='3'><connect actor='c' endpoint='imap' protocol='imap'/>"
                                          "<expect actor='c'><imap:greeting outcome='conform'/></expect></repeat>"),
                                  "control");
  ASSERT_TRUE(program) << to_text(program.error());
  std::size_t connects = 0;
  for (const auto& step : program->steps) connects += step.element.name == "connect" ? 1u : 0u;
  EXPECT_EQ(connects, 3u);
  EXPECT_EQ(program->steps.at(1).reactions.at(0).target, 2);
  for (const char* count : {"0", "21", "-1", "{said}", "two"})
    EXPECT_TRUE(is_refused(control("<repeat count='" + std::string(count) + "'><close actor='c'/></repeat>"))) << count;
}

TEST(CompileServe, APostambleStandsBehindEveryEndAndANegativeHasThatOfItsControl) {
  const std::string noop = "<send actor='c'><imap:command>NOOP</imap:command></send>";
  const std::string ok = "<expect actor='c'><imap:tagged status='OK' outcome='conform'/></expect>";
  std::string cases =
      control("<connect actor='c' endpoint='imap' protocol='imap'/><step id='x'>" + noop + "</step>" + ok);
  const std::string cleans =
      "<postamble><send actor='c'><imap:command>CLEAN {said}</imap:command></send></postamble></case>";
  cases.replace(cases.find("</case>"), 7, cleans);
  cases +=
      "<negative id='n' rev='1' of='control'><purpose>p</purpose><verifies requirement='T-1/shall' "
      "observation='negative'/>"
      "<without step='x'/><expect outcome='conform'><closed/></expect></negative>";
  for (const char* id : {"control", "n"}) {
    const auto program = program_of(cases, id);
    ASSERT_TRUE(program) << to_text(program.error());
    ASSERT_GE(program->postamble, 0) << id;
    const auto at = static_cast<std::size_t>(program->postamble);
    EXPECT_EQ(program->steps.at(at - 1).kind, Step::Kind::end);
    EXPECT_EQ(program->steps.at(at).element.children.at(0).text, "CLEAN one");
    EXPECT_FALSE(program->steps.at(at).differs) << id;
    EXPECT_EQ(program->steps.back().kind, Step::Kind::end);
    EXPECT_TRUE(reachable_from(*program, 0).count(at)) << id;
  }
}

TEST(CompileServe, TheSchemaRefusesWhatNoRuleCanBe) {
  EXPECT_TRUE(is_refused(control("<serve actor='s'></serve>"))) << "no rule";
  EXPECT_TRUE(is_refused(control("<serve actor='s'><rule><send><imap:line>x</imap:line></send></rule></serve>")))
      << "begins with an answer";
  EXPECT_TRUE(
      is_refused(control("<serve actor='s'><rule><opened/><expect actor='s'><closed/></expect></rule></serve>")))
      << "waits";
  EXPECT_TRUE(is_refused(control("<serve><rule><opened/></rule></serve>"))) << "nobody serves";
  EXPECT_TRUE(is_refused(control("<trigger actor='u' entry='imap'/>"))) << "no action";
  EXPECT_TRUE(is_refused(control("<expect actor='s'><discloses outcome='fail'/></expect>"))) << "no secret";
}

}  // namespace serve_compile_tests
}  // namespace assay::language
