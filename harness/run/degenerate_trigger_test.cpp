// Trigger commands that are not there, crash, never end, talk without end, or leave something behind.
#include <gtest/gtest.h>

#include "run/degenerate_client_test.hpp"

namespace assay::run::degenerate {
namespace {
namespace odd_trigger {

std::string programs() { return std::filesystem::read_symlink("/proc/self/exe").parent_path().string(); }

struct Tried {
  std::string verdict, control, reason;
  std::size_t longest_end{0};
};

Tried tried(const std::string& command, const std::string& seconds = "20") {
  ClientTrial trial(seconds);
  trial.trial().programs = programs();
  const auto verdict = trial.judge_command(command, "imaps");
  Tried out{to_text(verdict.verdict), to_text(trial.verdicts.at(ClientTrial::control("imaps")).verdict), verdict.reason,
            0};
  EXPECT_EQ(trial.trial().executions.size(), trial.trial().planned) << command;
  for (const auto& [id, judged] : trial.trial().executions)
    for (const auto& record : judged.records)
      if (record.name == "ended") out.longest_end = std::max(out.longest_end, record.data.size());
  return out;
}

TEST(OddTrigger, OfTheReferencePasses) {
  const auto right = tried("exec cpm-reference fetch");
  EXPECT_EQ(right.control, "pass") << right.reason;
  EXPECT_EQ(right.verdict, "pass") << right.reason;
}

TEST(OddTrigger, ThatNeverActsDecidesNothing) {
  for (const char* command :
       {"no-such-command-at-all", "kill -SEGV $$", "kill -KILL $$", "exit 0", "true", "exec cat /no/such/file"}) {
    const auto none = tried(command);
    EXPECT_EQ(none.control, "inconclusive") << command << ": " << none.reason;
    EXPECT_EQ(none.verdict, "inconclusive") << command << ": " << none.reason;
  }
}

TEST(OddTrigger, ThatNeverEndsIsEnded) {
  const auto endless = tried("exec tail -f /dev/null", "0.2");
  EXPECT_EQ(endless.verdict, "inconclusive");
  const auto after = tried("cpm-reference fetch; exec tail -f /dev/null", "1");
  EXPECT_EQ(after.verdict, "inconclusive") << after.reason;
}

TEST(OddTrigger, ThatCrashesOnceItHasGivenUpGaveUp) {
  const auto crashes = tried("cpm-reference fetch; kill -SEGV $$");
  EXPECT_EQ(crashes.verdict, "pass") << crashes.reason;
}

TEST(OddTrigger, ThatTalksWithoutEndIsKeptInBounds) {
  const auto loud = tried("head -c 10000000 /dev/zero; exec cpm-reference fetch");
  EXPECT_EQ(loud.verdict, "pass") << loud.reason;
  EXPECT_LE(loud.longest_end, 64u * 1024u);
}

// What it left behind waits for its end and then connects to where nobody listens any more, or to what follows.
TEST(OddTrigger, ThatLeavesSomethingBehindHangsNothing) {
  const auto left = tried(
      "(setsid sh -c 'while kill -0 '$$' 2>/dev/null; do :; done; exec cpm-reference fetch' >/dev/null 2>&1 &); exec "
      "cpm-reference fetch");
  EXPECT_EQ(left.verdict, "pass") << left.reason;
  const auto in_group = tried("tail -f /dev/null & exec cpm-reference fetch");
  EXPECT_EQ(in_group.verdict, "pass") << in_group.reason;
}

}  // namespace odd_trigger
}  // namespace
}  // namespace assay::run::degenerate
