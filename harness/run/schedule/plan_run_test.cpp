// Whole runs side by side: the same verdicts as one after the other, and a FAIL that has to recur alone.
#include "run/schedule/plan_run.hpp"

#include <gtest/gtest.h>

#include <thread>

#include "prove/instance.hpp"
#include "run/iut_life_test.hpp"
#include "run/schedule/units.hpp"

namespace assay::run {
namespace {
namespace side_by_side {

using degenerate::bench;
using degenerate::required;
using life::Lab;

constexpr const char* kNegative = "message-store/client-password/rejects-wrong-password";

// A wrong reference and a right one on a thread of their own.
class Twins {
 public:
  Twins(const Profile& profile, const Pki& pki, const std::string& defect) {
    wrong_ = required(prove::Instance::start(loop_, profile, pki, {defect}));
    right_ = required(prove::Instance::start(loop_, profile, pki, {}));
    thread_ = std::thread([this] { loop_.run(); });
  }
  ~Twins() {
    loop_.post([this] { loop_.stop(); });
    thread_.join();
  }
  std::map<std::string, net::Address> wrong() const { return wrong_->endpoints(); }
  std::map<std::string, net::Address> right() const { return right_->endpoints(); }

 private:
  net::Loop loop_;
  std::unique_ptr<prove::Instance> wrong_, right_;
  std::thread thread_;
};

// The cases on passwords beside each other against a reference that takes any password; what is repeated
// alone meets that one again, or a right one.
struct Repetition {
  degenerate::Trial trial{};
  std::map<std::string, Judged> executions{};
  std::map<std::string, CaseVerdict> verdicts{};

  explicit Repetition(bool fails_again) {
    const Profile profile = trial.profile();
    const std::int64_t now = wall_clock() / 1'000'000'000;
    const Pki pki = required(provision(profile, now));
    const Twins twins(profile, pki, "mss.accepts-any-password");
    Certificates certificates(profile, pki, now);
    net::Loop loop;
    Environment place{loop, twins.wrong(), certificates, bench().faults, profile.answer("tls.server-name"), "",
                      {},   wall_clock};
    const auto repeated = [&]() -> Result<bool> {
      if (!fails_again) place.endpoints = twins.right();
      return false;
    };
    const auto plan = required(make_plan(bench().suite, bench().catalogue, profile, {"message-store/client-password"}));
    std::filesystem::create_directories(trial.out() + "/traces");
    const Schedule schedule{required(demands_of(bench(), profile, plan)), 4, 4};
    const BatchInput batch{bench(), profile, plan, place, trial.out() + "/traces", "beside", {}, {}, repeated};
    const auto ran = run_plan({batch, schedule, {}});
    if (!ran) throw std::runtime_error(to_text(ran.error()));
    executions = required(judge_directory(bench().suite, bench().vocabulary, trial.out()));
    verdicts = case_verdicts(bench().suite, executions);
  }

  std::string own() const { return verdicts.at(kNegative).executions.front(); }
};

bool contains(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

}  // namespace side_by_side
}  // namespace

TEST(SideBySide, four_workers_come_to_the_verdicts_of_one) {
  side_by_side::Lab one, four;
  four.workers = 4;
  const auto serial = one.run({});
  const auto parallel = four.run({});
  EXPECT_EQ(serial.outcome.exit, Exit::conform) << serial.outcome.why;
  EXPECT_EQ(parallel.outcome.exit, Exit::conform) << parallel.outcome.why;
  EXPECT_EQ(life::verdicts_of(parallel), life::verdicts_of(serial));
  for (const auto& [case_id, verdict] : parallel.judgement.verdicts)
    EXPECT_EQ(verdict.verdict, engine::Verdict::pass) << case_id << ": " << verdict.reason;
  EXPECT_EQ(one.facts().workers, 1);
  EXPECT_EQ(four.facts().workers, 4);
  for (const auto& [id, judged] : serial.judgement.executions)
    EXPECT_EQ(parallel.judgement.executions.at(id).execution.case_id, judged.execution.case_id);
  EXPECT_EQ(parallel.judgement.executions.size(), serial.judgement.executions.size());
}

TEST(SideBySide, a_fail_that_recurs_alone_stands) {
  const side_by_side::Repetition done(true);
  EXPECT_EQ(done.verdicts.at(side_by_side::kNegative).verdict, engine::Verdict::fail);
  EXPECT_TRUE(done.executions.count("parallel/" + done.own()));
}

TEST(SideBySide, a_fail_that_does_not_recur_alone_is_inconclusive_and_names_both_traces) {
  const side_by_side::Repetition done(false);
  const auto& verdict = done.verdicts.at(side_by_side::kNegative);
  EXPECT_EQ(verdict.verdict, engine::Verdict::inconclusive);
  for (const std::string folder : {"traces/parallel/", "traces/"}) {
    EXPECT_TRUE(side_by_side::contains(verdict.reason, folder + done.own() + ".jsonl")) << verdict.reason;
    EXPECT_TRUE(std::filesystem::exists(done.trial.out() + "/" + folder + done.own() + ".jsonl"));
  }
  EXPECT_EQ(done.executions.at(done.own()).verdict, engine::Verdict::pass);
  EXPECT_EQ(done.executions.at("parallel/" + done.own()).verdict, engine::Verdict::fail);
  // The control passed both times.
  EXPECT_EQ(done.verdicts.at(side_by_side::bench().suite.find(side_by_side::kNegative)->control).verdict,
            engine::Verdict::pass);
}

TEST(SideBySide, a_fail_that_was_not_repeated_is_not_forgotten) {
  side_by_side::Repetition done(false);
  done.executions.erase(done.own());
  const auto verdict = case_verdicts(side_by_side::bench().suite, done.executions).at(side_by_side::kNegative);
  EXPECT_EQ(verdict.verdict, engine::Verdict::inconclusive);
  EXPECT_TRUE(side_by_side::contains(verdict.reason, "was not repeated alone")) << verdict.reason;
}

TEST(SideBySide, an_iut_that_ends_under_several_cases_leaves_none_of_them_harmed) {
  side_by_side::Lab lab;
  lab.workers = 4;
  bool killed = false;
  lab.progress = [&](std::size_t done, std::size_t, const std::string&) {
    if (done != 9 || std::exchange(killed, true)) return;
    ::kill(life::pid_of(lab), SIGKILL);
    EXPECT_TRUE(life::ended(life::pid_of(lab)));
  };
  const auto ended = lab.run({});
  EXPECT_EQ(ended.outcome.exit, Exit::conform) << ended.outcome.why;
  for (const auto& [case_id, verdict] : ended.judgement.verdicts)
    EXPECT_EQ(verdict.verdict, engine::Verdict::pass) << case_id << ": " << verdict.reason;
  EXPECT_TRUE(std::filesystem::exists(lab.out() + "/traces/interrupted"));
  EXPECT_EQ(lab.facts().deviations.size(), 1u);
}

}  // namespace assay::run
