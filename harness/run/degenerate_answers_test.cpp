// An IUT that has one answer to everything: what it accepts wrongly fails, what it refuses is never a pass.
#include <gtest/gtest.h>

#include "run/degenerate_scripts_test.hpp"

namespace assay::run::degenerate {
namespace {
namespace one_answer {

using engine::Verdict;

// Generous: it never passes in these tests, for every command is answered.
constexpr const char* kLong = "600";

std::map<std::string, CaseVerdict> run(Trial& trial, Script script, const std::string& response = kLong) {
  Served served(trial, std::move(script), response);
  auto verdicts = trial.run();
  EXPECT_TRUE(verdicts) << to_text(verdicts.error());
  if (!verdicts) return {};
  EXPECT_EQ(undeserved(trial, *verdicts), "");
  return *verdicts;
}

Exit exit_of(Trial& trial, Script script, const std::string& response = kLong) {
  Served served(trial, std::move(script), response);
  const auto ended = trial.run_suite();
  return ended ? ended->outcome.exit : Exit::usage;
}

Script with_tls(const Trial& trial, Script script) {
  script.engine = trial.right_engine();
  return script;
}

Script greets_as_authenticated(const Trial& trial) {
  Script script = accepts_everything(trial, true);
  script.greet = [](Peer& peer) { peer.say("* PREAUTH come in\r\n"); };
  return script;
}

}  // namespace one_answer
}  // namespace

TEST(Degenerate, who_refuses_everything_passes_nothing_that_rests_on_a_command) {
  for (const char* word : {"NO", "BAD"}) {
    Trial trial;
    const auto verdicts = one_answer::run(trial, one_answer::with_tls(trial, refuses_with(word)));
    EXPECT_EQ(with_verdict(verdicts, engine::Verdict::pass, false), "");
    EXPECT_EQ(with_verdict(verdicts, engine::Verdict::fail, true), "");
    EXPECT_EQ(one_answer::exit_of(trial, one_answer::with_tls(trial, refuses_with(word))), Exit::harness);
  }
}

TEST(Degenerate, who_accepts_everything_fails_every_negative_under_its_requirement) {
  Trial trial;
  const auto verdicts = one_answer::run(trial, accepts_everything(trial, true));
  for (const auto& [case_id, verdict] : verdicts) {
    const bool of_a_server = case_id.rfind("message-store/", 0) == 0;
    if (!of_a_server || !is_negative(case_id) || (earned_by_tls(case_id) && !ends_at_the_hello(case_id))) continue;
    if (needs_more_than_answers(case_id)) {
      EXPECT_NE(to_text(verdict.verdict), "pass") << case_id;
      continue;
    }
    EXPECT_EQ(to_text(verdict.verdict), "fail") << case_id << ": " << verdict.reason;
    const auto& own = trial.executions.at(verdict.executions.front());
    const auto& verifies = bench().suite.find(case_id)->verifies;
    for (const auto& assertion : own.state.assertions) {
      if (assertion.outcome != language::Outcome::fail) continue;
      EXPECT_TRUE(std::any_of(verifies.begin(), verifies.end(),
                              [&](const auto& one) { return one.requirement == assertion.requirement; }))
          << case_id << " fails " << assertion.requirement;
    }
  }
  // It invites no literal, so that the preflight finds no folder to work in, and the run ends there.
  EXPECT_EQ(one_answer::exit_of(trial, accepts_everything(trial, true)), Exit::harness);
  Served served(trial, accepts_everything(trial, true), one_answer::kLong);
  std::filesystem::remove_all(trial.out() + "-suite");
  const auto unchecked = trial.run_suite({}, true);
  ASSERT_TRUE(unchecked);
  EXPECT_EQ(unchecked->outcome.exit, Exit::nonconformity);
}

TEST(Degenerate, ok_without_data_is_no_conformity) {
  Trial trial;
  const auto verdicts = one_answer::run(trial, accepts_everything(trial, false));
  EXPECT_EQ(verdicts.at("message-store/client-password/accepts-right-password").verdict, engine::Verdict::inconclusive);
  EXPECT_EQ(verdicts.at("message-store/client-password/rejects-wrong-password").verdict, engine::Verdict::fail);
  EXPECT_EQ(one_answer::exit_of(trial, accepts_everything(trial, false)), Exit::harness);
}

TEST(Degenerate, a_server_that_greets_as_authenticated_is_never_conform) {
  Trial trial;
  const auto verdicts = one_answer::run(trial, one_answer::greets_as_authenticated(trial));
  EXPECT_FALSE(verdicts.empty());
  EXPECT_EQ(one_answer::exit_of(trial, one_answer::greets_as_authenticated(trial)), Exit::harness);
}

}  // namespace assay::run::degenerate
