// Tests of the verdict of an execution, as tables.
#include <gtest/gtest.h>

#include "engine/fold.hpp"

namespace assay::engine {
namespace verdict_tests {

using language::Outcome;

struct Row {
  const char* name;
  std::vector<Outcome> outcomes;
  bool problem, error, finished, reached_end, undecided;
  std::size_t sends, sent;
  bool ended;
  Verdict verdict;
};

State state_of(const Row& row) {
  State state;
  for (Outcome outcome : row.outcomes) state.assertions.push_back({"T-1/one", outcome, to_text(outcome), {}, {}});
  if (row.problem) state.problems.push_back("problem");
  if (row.error) state.errors.push_back("error");
  state.finished = row.finished;
  state.reached_end = row.reached_end;
  state.undecided = row.undecided;
  ChannelState& channel = state.channels["a"];
  channel.sends = row.sends;
  channel.sent = row.sent;
  channel.ended = row.ended;
  return state;
}

TEST(VerdictOf, FollowsTheTable) {
  constexpr auto conform = Outcome::conform, remark = Outcome::remark, fail = Outcome::fail,
                 open = Outcome::inconclusive;
  const std::vector<Row> rows{
      {"all as it should be", {conform}, false, false, true, true, false, 1, 1, false, Verdict::pass},
      {"no assertion", {}, false, false, true, true, false, 1, 1, false, Verdict::none},
      {"a remark alone asserts nothing", {remark}, false, false, true, true, false, 1, 1, false, Verdict::none},
      {"a remark beside a conform", {remark, conform}, false, false, true, true, false, 1, 1, false, Verdict::pass},
      {"one fail among conforms",
       {conform, fail, conform},
       false,
       false,
       true,
       true,
       false,
       1,
       1,
       false,
       Verdict::fail},
      {"a fail stands beside an error", {fail}, false, true, true, false, false, 1, 1, false, Verdict::fail},
      {"a fail stands beside a problem", {fail}, true, false, true, false, false, 1, 0, false, Verdict::fail},
      {"an error is worse than a problem", {conform}, true, true, true, true, false, 1, 1, false, Verdict::error},
      {"a problem", {conform}, true, false, true, true, false, 1, 1, false, Verdict::inconclusive},
      {"the trace ends early", {conform}, false, false, false, false, false, 1, 1, false, Verdict::inconclusive},
      {"stopped before the end", {conform}, false, false, true, false, false, 1, 1, false, Verdict::inconclusive},
      {"an end without a decision", {conform}, false, false, true, true, true, 1, 1, false, Verdict::inconclusive},
      {"an open assertion", {conform, open}, false, false, true, true, false, 1, 1, false, Verdict::inconclusive},
      {"the stimulus did not leave", {conform}, false, false, true, true, false, 2, 1, false, Verdict::inconclusive},
      {"the IUT ended the connection first", {conform}, false, false, true, true, false, 2, 1, true, Verdict::pass},
  };
  for (const auto& row : rows) {
    const State state = state_of(row);
    EXPECT_EQ(to_text(verdict_of(state)), to_text(row.verdict)) << row.name;
    EXPECT_FALSE(reason_of(state).empty()) << row.name;
  }
}

TEST(Worse, OnlyEverGetsWorse) {
  const std::vector<Verdict> order{Verdict::none, Verdict::pass, Verdict::inconclusive, Verdict::fail, Verdict::error};
  for (std::size_t a = 0; a < order.size(); ++a)
    for (std::size_t b = 0; b < order.size(); ++b) EXPECT_EQ(worse(order[a], order[b]), order[std::max(a, b)]);
}

TEST(VerdictText, IsTheWordOfTheField) {
  EXPECT_EQ(to_text(Verdict::none), "none");
  EXPECT_EQ(to_text(Verdict::pass), "pass");
  EXPECT_EQ(to_text(Verdict::inconclusive), "inconclusive");
  EXPECT_EQ(to_text(Verdict::fail), "fail");
  EXPECT_EQ(to_text(Verdict::error), "error");
}

}  // namespace verdict_tests
}  // namespace assay::engine
