// A refusal says nothing if what was to be refused never left; judged on traces that were altered by hand.
#include <gtest/gtest.h>

#include "run/degenerate_scripts_test.hpp"

namespace assay::run::degenerate {
namespace {
namespace stimulus {

constexpr const char* kCase = "message-store/transport-policy/rejects-login-in-clear";

// The trace up to the LOGIN in clear, taken from a run against a server that accepts it.
std::vector<trace::Record> up_to_the_login() {
  Trial trial;
  Served served(trial, accepts_everything(trial, true), "600");
  required(trial.run({kCase}));
  for (const auto& [id, judged] : trial.executions) {
    if (judged.execution.case_id != kCase) continue;
    auto records = judged.records;
    const auto send = std::find_if(records.begin(), records.end(), [](const auto& record) {
      return record.kind == trace::Kind::action && record.name == "send";
    });
    // Behind the action stands the wait for the answer.
    records.erase(send + 2, records.end());
    return records;
  }
  return {};
}

trace::Record event(const std::string& name) {
  trace::Record record;
  record.kind = trace::Kind::event;
  record.channel = "client";
  record.name = name;
  return record;
}

Judged judged(std::vector<trace::Record> records, const std::vector<std::string>& events) {
  for (const auto& name : events) records.push_back(event(name));
  for (std::size_t i = 0; i < records.size(); ++i) records[i].number = i + 1;
  return required(judge_trace(bench().suite, bench().vocabulary, std::move(records), "altered"));
}

}  // namespace stimulus
}  // namespace

TEST(Stimulus, a_closed_connection_is_a_refusal_only_if_the_stimulus_left_before) {
  const auto records = stimulus::up_to_the_login();
  ASSERT_FALSE(records.empty());
  const auto refused = stimulus::judged(records, {"sent", "reset"});
  EXPECT_EQ(refused.verdict, engine::Verdict::pass) << refused.reason;
  const auto never_left = stimulus::judged(records, {"reset"});
  EXPECT_EQ(never_left.verdict, engine::Verdict::inconclusive);
  EXPECT_NE(never_left.reason.find("was not shown what the case differs in"), std::string::npos) << never_left.reason;
  const auto too_late = stimulus::judged(records, {"eof", "sent"});
  EXPECT_EQ(too_late.verdict, engine::Verdict::inconclusive);
}

}  // namespace assay::run::degenerate
