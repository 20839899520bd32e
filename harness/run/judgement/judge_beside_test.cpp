// First attempts beside other cases, judged from disk: a FAIL of them counts only if it recurs alone.
#include "run/judgement/judge.hpp"
#include "run/stored_run_test.hpp"

namespace assay::run {
namespace judge_beside_tests {

using namespace stored;

const std::string kCase = "message-store/client-password/rejects-wrong-password";

// The run as if this case had been tried beside others first, with that answer to the wrong password.
struct Beside {
  Copy copy{};
  std::string alone = copy.execution_of(kCase);
  std::string first = "parallel/" + alone;

  explicit Beside(const std::string& answer) {
    fs::create_directory(copy.directory() + "/traces/parallel");
    fs::copy(copy.trace(alone), copy.trace(first));
    if (answer != "a001 NO") copy.alter(first, "a001 NO", answer);
  }
  CaseVerdict verdict() const { return copy.verdicts().at(kCase); }
};

bool contains(const std::vector<std::string>& all, const std::string& one) {
  return std::count(all.begin(), all.end(), one) > 0;
}

TEST(JudgeBeside, AFailThatDidNotRecurIsInconclusiveAndSaysBoth) {
  const Beside given("a001 OK");
  const auto again = judge_only(Run::get().bench(), given.copy.directory());
  ASSERT_TRUE(again) << to_text(again.error().front());
  const auto& verdict = again->judgement.verdicts.at(kCase);
  EXPECT_EQ(to_text(verdict.verdict), "inconclusive");
  EXPECT_NE(verdict.reason.find("traces/" + given.first + ".jsonl"), std::string::npos) << verdict.reason;
  EXPECT_NE(verdict.reason.find("traces/" + given.alone + ".jsonl"), std::string::npos) << verdict.reason;
  EXPECT_TRUE(contains(verdict.executions, given.alone));
  EXPECT_TRUE(contains(verdict.executions, given.first));
  EXPECT_EQ(again->outcome.exit, Exit::inconclusive);
  for (const auto& [id, other] : again->judgement.verdicts)
    EXPECT_TRUE(id == kCase || other.verdict == engine::Verdict::pass) << id;
}

TEST(JudgeBeside, AFailThatRecurredStands) {
  const Beside given("a001 OK");
  given.copy.alter(given.alone, "a001 NO", "a001 OK");
  EXPECT_EQ(to_text(given.verdict().verdict), "fail");
}

TEST(JudgeBeside, WhatPassedBesideOthersChangesNothing) {
  const Beside given("a001 NO");
  EXPECT_EQ(to_text(given.verdict().verdict), "pass");
  given.copy.alter(given.alone, "a001 NO", "a001 OK");
  EXPECT_EQ(to_text(given.verdict().verdict), "fail");
}

TEST(JudgeBeside, AFailThatWasNotRepeatedIsInconclusive) {
  const Beside given("a001 OK");
  fs::remove(given.copy.trace(given.alone));
  EXPECT_EQ(to_text(given.verdict().verdict), "inconclusive");
  EXPECT_NE(given.verdict().reason.find("not repeated"), std::string::npos) << given.verdict().reason;
}

TEST(JudgeBeside, ItsTracesHaveToBeOfTheRun) {
  const Beside given("a001 NO");
  replace(given.copy.trace(given.first), "", "0123456789abcdef", "fedcba9876543210");
  const auto again = judge_only(Run::get().bench(), given.copy.directory());
  ASSERT_FALSE(again);
  EXPECT_NE(to_text(again.error().front()).find(given.alone), std::string::npos) << to_text(again.error().front());
}

TEST(JudgeBeside, TheResultsNameBothTracesAndTheWorkers) {
  const Beside given("a001 OK");
  ASSERT_TRUE(conclude_directory(Run::get().bench(), given.copy.directory()));
  const std::string results = text_of(given.copy.directory() + "/results.json");
  for (const std::string& id : {given.alone, given.first})
    EXPECT_NE(results.find("\"traces/" + id + ".jsonl\""), std::string::npos) << id;
  EXPECT_NE(results.find("\"workers\": "), std::string::npos);
}

TEST(JudgeBeside, RunsFromBeforeThereWereWorkersHadOne) {
  const Copy copy;
  replace(copy.directory() + "/run.json", "", "\"workers\"", "\"unknown\"");
  ASSERT_TRUE(judge_only(Run::get().bench(), copy.directory()));
}

}  // namespace judge_beside_tests
}  // namespace assay::run
