// IUTs that do not start, and IUTs that end in the middle of a run.
#include "run/iut_life_test.hpp"

#include <gtest/gtest.h>

namespace assay::run::life {
namespace {
namespace living {

const std::vector<std::string> kPassword{"message-store/client-password/rejects-wrong-password"};
constexpr const char* kNegative = "message-store/client-password/rejects-wrong-password";

void expect_nothing_left(const Lab& lab) {
  const std::string scratch = std::string(lab.noted("scratch"));
  ASSERT_GT(scratch.size(), 1u);
  EXPECT_FALSE(std::filesystem::exists(scratch.substr(0, scratch.size() - 1)));
  EXPECT_NE(::kill(pid_of(lab), 0), 0);
}

// Kills the IUT when the given execution, counted from 0, is about to begin; `times` times.
void kill_before(Lab& lab, std::size_t number, int times) {
  auto left = std::make_shared<int>(times);
  lab.progress = [&lab, number, left](std::size_t done, std::size_t, const std::string&) {
    if (done != number || *left == 0) return;
    --*left;
    ::kill(pid_of(lab), SIGKILL);
    ASSERT_TRUE(ended(pid_of(lab)));
  };
}

bool noted_as_deviation(const Lab& lab) {
  for (const auto& deviation : lab.facts().deviations)
    if (deviation.find("ended by itself") != std::string::npos) return true;
  return false;
}

}  // namespace living
}  // namespace

TEST(IutLife, an_iut_that_exits_at_once_is_the_environment) {
  Lab lab;
  lab.start = "echo cannot find my disk; exit 3";
  const auto ended = lab.run({});
  EXPECT_EQ(ended.outcome.exit, Exit::harness);
  EXPECT_NE(ended.outcome.why.find("cannot find my disk"), std::string::npos) << ended.outcome.why;
  EXPECT_TRUE(ended.judgement.verdicts.empty());
  living::expect_nothing_left(lab);
}

TEST(IutLife, a_start_command_that_is_none_is_the_environment) {
  Lab lab;
  lab.start = "exec no-such-program-at-all";
  const auto ended = lab.run({});
  EXPECT_EQ(ended.outcome.exit, Exit::harness);
  EXPECT_NE(ended.outcome.why.find("not found"), std::string::npos) << ended.outcome.why;
}

TEST(IutLife, the_version_is_what_the_command_says_or_not_known) {
  Lab lab;
  lab.version_command = "echo 'seven\x1b[2J point two'";
  replace_all(lab.version_command, "\x1b", "&#x9;");
  EXPECT_EQ(lab.run(living::kPassword).outcome.exit, Exit::conform);
  EXPECT_EQ(lab.facts().version, "seven\\t[2J point two");
  Lab other;
  other.version_command = "exit 1";
  EXPECT_EQ(other.run(living::kPassword).outcome.exit, Exit::conform);
  EXPECT_NE(other.facts().version.find("not known"), std::string::npos);
}

TEST(IutLife, an_iut_that_ends_once_is_started_anew_and_its_cases_run_again) {
  for (const std::size_t number : {0, 1, 2}) {
    Lab lab;
    living::kill_before(lab, number, 1);
    const auto ended = lab.run(living::kPassword);
    EXPECT_EQ(ended.outcome.exit, Exit::conform) << number << ": " << ended.outcome.why;
    EXPECT_TRUE(living::noted_as_deviation(lab));
    const auto seed = [&](const std::string& trace) {
      const auto records = trace::read(lab.out() + "/traces/" + trace);
      const auto told = [](const auto& record) { return record.attributes.count("seed") > 0; };
      return records ? trace::attribute(*std::find_if(records->begin(), records->end(), told), "seed") : "";
    };
    const std::string first = seed("interrupted/x-001.jsonl");
    EXPECT_FALSE(first.empty());
    EXPECT_EQ(seed("x-001.jsonl"), first + "/after-interrupted") << "names of its own";
    living::expect_nothing_left(lab);
  }
}

TEST(IutLife, an_iut_that_ends_at_the_same_place_again_leaves_the_case_open) {
  Lab lab;
  living::kill_before(lab, 1, 2);
  const auto ended = lab.run({"message-store/client-password"});
  const auto& verdicts = ended.judgement.verdicts;
  EXPECT_EQ(verdicts.at(living::kNegative).verdict, engine::Verdict::inconclusive);
  EXPECT_EQ(verdicts.at("message-store/client-password/does-not-act-as-another").verdict, engine::Verdict::pass);
  EXPECT_EQ(ended.outcome.exit, Exit::inconclusive) << ended.outcome.why;
  EXPECT_TRUE(living::noted_as_deviation(lab));
  living::expect_nothing_left(lab);
}

TEST(IutLife, an_iut_that_cannot_be_started_anew_cuts_the_run_short) {
  Lab lab;
  const std::string mark = lab.folder.path + "/started";
  lab.start = "test -e " + mark + " &amp;&amp; exit 7; touch " + mark + "; exec cpm-reference";
  living::kill_before(lab, 1, 1);
  const auto ended = lab.run(living::kPassword);
  EXPECT_EQ(ended.outcome.exit, Exit::harness) << ended.outcome.why;
  for (const auto& [case_id, verdict] : ended.judgement.verdicts)
    EXPECT_NE(verdict.verdict, engine::Verdict::fail) << case_id;
  const auto negative = ended.judgement.verdicts.find(living::kNegative);
  EXPECT_TRUE(negative == ended.judgement.verdicts.end() || negative->second.verdict != engine::Verdict::pass);
  EXPECT_NE(lab.facts().stopped.find("cut short"), std::string::npos) << lab.facts().stopped;
  living::expect_nothing_left(lab);
}

// A crash on the stimulus looks like a refusal, and a fresh start like a control that passes.
TEST(IutLife, a_control_that_met_another_start_of_the_iut_does_not_count) {
  Lab lab;
  const auto ended = lab.run(living::kPassword);
  ASSERT_EQ(ended.judgement.verdicts.at(living::kNegative).verdict, engine::Verdict::pass);
  for (const char* moved : {"x-001", "x-002", "x-003"}) {
    auto executions = required(judge_directory(bench().suite, bench().vocabulary, lab.out()));
    executions.at(moved).instance += "1";
    const auto verdict = case_verdicts(bench().suite, executions).at(living::kNegative);
    EXPECT_EQ(verdict.verdict, engine::Verdict::inconclusive) << moved;
    EXPECT_NE(verdict.reason.find("started anew"), std::string::npos) << verdict.reason;
  }
}

TEST(IutLife, nothing_is_left_of_a_run_that_went_well) {
  Lab lab;
  EXPECT_EQ(lab.run(living::kPassword).outcome.exit, Exit::conform);
  // A part of the suite was selected, and nothing else is out of the ordinary.
  EXPECT_EQ(lab.facts().deviations, std::vector<std::string>{"only what the selection names was run"});
  living::expect_nothing_left(lab);
}

}  // namespace assay::run::life
