// Tests of judging stored traces: same verdicts without the IUT, and what spoilt directories give.
#include "run/judgement/judge.hpp"

#include "run/stored_run_test.hpp"

namespace assay::run {
namespace judge_tests {

using namespace stored;
using engine::Verdict;

const std::string kPassword = "message-store/client-password/accepts-right-password";
const std::string kWrongPassword = "message-store/client-password/rejects-wrong-password";

TEST(Judge, TheStoredTracesGiveTheVerdictsOfTheRun) {
  const Copy copy;
  const auto again = judge_only(Run::get().bench(), copy.directory());
  ASSERT_TRUE(again) << to_text(again.error().front());
  const auto& before = Run::get().ended().judgement.verdicts;
  const auto& now = again->judgement.verdicts;
  ASSERT_EQ(now.size(), before.size());
  ASSERT_GE(now.size(), 30U);
  for (const auto& [id, verdict] : before) {
    EXPECT_EQ(to_text(now.at(id).verdict), to_text(verdict.verdict)) << id;
    EXPECT_EQ(now.at(id).reason, verdict.reason) << id;
    EXPECT_EQ(now.at(id).rerun_needed, "") << id;
    EXPECT_EQ(now.at(id).executions, verdict.executions) << id;
  }
  EXPECT_EQ(again->outcome.exit, Run::get().ended().outcome.exit);
}

// Somebody else's trace under the name of ours proves nothing of this IUT.
TEST(Judge, ATraceOfAnotherRunIsRefused) {
  for (const auto& [name, from, to] : {std::tuple{"seed", "0123456789abcdef", "fedcba9876543210"},
                                       std::tuple{"profile-hash", "\"profile-hash\":\"", "\"profile-hash\":\"0"},
                                       std::tuple{"case", "accepts-right-password", "accepts-own-authorization-identity"},
                                       std::tuple{"after", "\"after\":\"x-", "\"after\":\"x-0"}}) {
    const Copy copy;
    const std::string execution = copy.execution_of(name == std::string("after") ? kWrongPassword : kPassword);
    ASSERT_GE(replace(copy.trace(execution), "", from, to), 1) << name;
    const auto again = judge_only(Run::get().bench(), copy.directory());
    ASSERT_FALSE(again) << name;
    EXPECT_NE(to_text(again.error().front()).find(execution), std::string::npos) << to_text(again.error().front());
  }
}

TEST(Judge, WithoutTheirControlNegativesPassNoMoreAndNeverFail) {
  for (const Role role : {Role::control_before, Role::control_after}) {
    const Copy copy;
    fs::remove(copy.trace(copy.execution_of(kPassword, role)));
    const auto verdicts = copy.verdicts();
    EXPECT_EQ(to_text(verdicts.at(kWrongPassword).verdict), "inconclusive");
    EXPECT_NE(verdicts.at(kWrongPassword).reason.find("it is missing"), std::string::npos)
        << verdicts.at(kWrongPassword).reason;
    for (const auto& [id, verdict] : verdicts) EXPECT_NE(to_text(verdict.verdict), "fail") << id;
  }
}

TEST(Judge, WithoutAnyControlNoNegativePasses) {
  const Copy copy;
  for (const auto& [id, judged] : Run::get().ended().judgement.executions)
    if (judged.execution.role != Role::test) fs::remove(copy.trace(id));
  int negatives = 0;
  for (const auto& [id, verdict] : copy.verdicts()) {
    if (Run::get().bench().suite.find(id)->kind != language::CaseKind::negative) continue;
    ++negatives;
    EXPECT_EQ(to_text(verdict.verdict), "inconclusive") << id;
  }
  EXPECT_GE(negatives, 15);
}

TEST(Judge, AFailNeedsNoControl) {
  const Copy copy;
  const std::string execution = copy.execution_of(kWrongPassword);
  copy.alter(execution, "a001 NO", "a001 OK");
  EXPECT_EQ(to_text(copy.verdicts().at(kWrongPassword).verdict), "fail");
  fs::remove(copy.trace(copy.execution_of(kPassword, Role::control_before)));
  fs::remove(copy.trace(copy.execution_of(kPassword, Role::control_after)));
  EXPECT_EQ(to_text(copy.verdicts().at(kWrongPassword).verdict), "fail");
}

TEST(Judge, AControlThatDidNotPassBlocksThePassOfItsNegative) {
  const Copy copy;
  copy.alter(copy.execution_of(kPassword, Role::control_after), "a001 OK", "a001 NO");
  const auto verdicts = copy.verdicts();
  EXPECT_EQ(to_text(verdicts.at(kPassword).verdict), "fail");
  EXPECT_EQ(to_text(verdicts.at(kWrongPassword).verdict), "inconclusive");
}

TEST(Judge, ARunOfAnotherCaseIsNoControl) {
  const Copy copy;
  const std::string trace = copy.trace(copy.execution_of(kWrongPassword));
  const std::string other =
      copy.execution_of("message-store/client-certificate/accepts-valid-certificate", Role::control_after);
  replace(trace, "\"name\":\"execution\"", "\"after\":\"" + copy.execution_of(kPassword, Role::control_after),
          "\"after\":\"" + other);
  const auto verdict = copy.verdicts().at(kWrongPassword);
  EXPECT_EQ(to_text(verdict.verdict), "inconclusive");
  EXPECT_NE(verdict.reason.find("accepts-valid-certificate"), std::string::npos) << verdict.reason;
}

TEST(Judge, ACaseWhoseTraceIsGoneIsNotTakenAsPassed) {
  const Copy copy;
  fs::remove(copy.trace(copy.execution_of(kWrongPassword)));
  const auto again = judge_only(Run::get().bench(), copy.directory());
  ASSERT_TRUE(again) << to_text(again.error().front());
  EXPECT_EQ(again->outcome.exit, Exit::inconclusive);
  EXPECT_EQ(again->outcome.counts.at("not-run"), 1);
}

TEST(Judge, WhatAnIutSaysBackOfAPasswordIsNotInTheReason) {
  const Copy copy;
  const std::string execution = copy.execution_of(kPassword);
  const auto values = trace::read(copy.trace(execution)).value().at(1).attributes;
  copy.alter(execution, "a001 OK", "a001 PREAUTH " + values.at("alice.password"));
  const auto verdict = copy.verdicts().at(kPassword);
  EXPECT_EQ(to_text(verdict.verdict), "inconclusive");
  EXPECT_EQ(verdict.reason.find(values.at("alice.password")), std::string::npos) << verdict.reason;
  EXPECT_NE(verdict.reason.find("[redacted]"), std::string::npos) << verdict.reason;
}

// Every kind of spoilt directory: an error that names the file and the line, and nothing is written.
class SpoiltTrace : public ::testing::Test {
 protected:
  void expect_error(const std::string& part, int line) {
    const auto before = snapshot(copy_.directory());
    const auto judged = conclude_directory(Run::get().bench(), copy_.directory());
    ASSERT_FALSE(judged);
    ASSERT_EQ(judged.error().size(), 1U);
    const Error& error = judged.error().front();
    EXPECT_EQ(error.where.file, trace_);
    EXPECT_EQ(error.where.line, line);
    EXPECT_NE(error.what.find(part), std::string::npos) << error.what;
    EXPECT_EQ(snapshot(copy_.directory()), before);
  }
  static int lines(const std::string& text) { return static_cast<int>(std::count(text.begin(), text.end(), '\n')); }

  Copy copy_;
  std::string trace_ = copy_.trace(copy_.execution_of(kPassword));
  std::string text_ = text_of(trace_);
};

TEST_F(SpoiltTrace, CutInTheMiddleOfALine) {
  const std::string half = text_.substr(0, text_.find('\n', text_.size() / 2) - 20);
  put(trace_, half);
  expect_error("cut short", lines(half) + 1);
}

TEST_F(SpoiltTrace, CutBetweenTwoLines) {
  const std::string half = text_.substr(0, text_.find('\n', text_.size() / 2) + 1);
  put(trace_, half);
  expect_error("cut short", lines(half));
}

TEST_F(SpoiltTrace, Empty) {
  put(trace_, "");
  expect_error("cut short", 0);
}

TEST_F(SpoiltTrace, WithALineOfGarbage) {
  const auto at = text_.find('\n', text_.size() / 2) + 1;
  put(trace_, text_.substr(0, at) + "\x1b[31mgarbage\n" + text_.substr(at));
  expect_error("no JSON object", lines(text_.substr(0, at)) + 1);
}

TEST_F(SpoiltTrace, WithALineTakenOut) {
  const auto at = text_.find('\n', text_.size() / 2) + 1;
  put(trace_, text_.substr(0, at) + text_.substr(text_.find('\n', at) + 1));
  expect_error("record number", lines(text_.substr(0, at)) + 1);
}

TEST_F(SpoiltTrace, ThatDoesNotSayWhatItIsATraceOf) {
  replace(trace_, "", "\"name\":\"execution\"", "\"name\":\"exekution\"");
  expect_error("does not say what", 1);
}

TEST_F(SpoiltTrace, TwiceOfOneExecution) {
  fs::copy_file(trace_, copy_.directory() + "/traces/copy.jsonl");
  const auto judged = conclude_directory(Run::get().bench(), copy_.directory());
  ASSERT_FALSE(judged);
  EXPECT_NE(judged.error().front().what.find("two traces"), std::string::npos);
}

TEST(Judge, ADirectoryWithoutTracesIsAnError) {
  const Folder folder;
  const auto judged = judge_directory(Run::get().bench().suite, Run::get().bench().vocabulary, folder.path());
  ASSERT_FALSE(judged);
  EXPECT_NE(judged.error().what.find("no traces"), std::string::npos);
}

}  // namespace judge_tests
}  // namespace assay::run
