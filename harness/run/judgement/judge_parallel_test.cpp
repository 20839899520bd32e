// Tests of judging traces of cases with parallel branches: the same verdict, and where an edited branch departs.
#include "run/stored_run_test.hpp"

namespace assay::run {
namespace judge_parallel_tests {

using namespace stored;

const std::string kKept = "message-store/rights/in-parallel/kept";
const std::string kWithdrawn = "message-store/rights/in-parallel/withdrawn/by-deleteacl";

// One run of a case and its negative against the reference, which claims lists.
class ParallelRun {
 public:
  ParallelRun() {
    fs::copy(std::string(ASSAY_ROOT) + "/fixtures/iuts/reference", folder_.path("reference"),
             fs::copy_options::recursive);
    RunOptions options;
    options.profile = folder_.path("reference");
    options.selectors = {kWithdrawn};
    options.out = directory();
    options.programs = programs();
    options.op = "the tests";
    options.seed = "0123456789abcdef";
    auto ended = run_suite(bench(), options);
    if (!ended) throw std::runtime_error(to_text(ended.error().front()));
    verdicts_ = ended->judgement.verdicts;
  }
  const std::map<std::string, CaseVerdict>& told() const { return verdicts_; }
  std::map<std::string, CaseVerdict> judged(const language::Suite& suite) const {
    auto again = judge_directory(suite, bench().vocabulary, directory());
    if (!again) throw std::runtime_error(to_text(again.error()));
    return case_verdicts(suite, *again);
  }
  std::string directory() const { return folder_.path("out"); }
  static const Bench& bench() {
    static const Bench bench = load_bench(ASSAY_ROOT, vocabulary()).value();
    return bench;
  }

 private:
  Folder folder_;
  std::map<std::string, CaseVerdict> verdicts_;
};

// The suite with one text of its file replaced.
language::Suite edited(const std::string& from, const std::string& to) {
  const Folder folder;
  fs::copy(std::string(ASSAY_ROOT) + "/testcases", folder.path("testcases"), fs::copy_options::recursive);
  replace(folder.path("testcases/message-store/rights/in-parallel.xml"), "", from, to);
  return language::read_suite(folder.path("testcases")).value();
}

TEST(JudgeParallel, TheStoredTraceGivesTheVerdictOfTheRun) {
  const ParallelRun run;
  const auto again = run.judged(ParallelRun::bench().suite);
  for (const auto& id : {kKept, kWithdrawn}) {
    ASSERT_EQ(to_text(run.told().at(id).verdict), "pass") << run.told().at(id).reason;
    EXPECT_EQ(to_text(again.at(id).verdict), "pass") << again.at(id).reason;
    EXPECT_EQ(again.at(id).reason, run.told().at(id).reason);
  }
}

TEST(JudgeParallel, AnotherCommandOrOrderOfBranchesNeedsARerun) {
  const ParallelRun run;
  const std::string sends = "<send actor=\"client\">\n            <imap:command tag=\"s1\">";
  for (const auto& [from, to] :
       {std::pair<std::string, std::string>{"tag=\"c1\">CLOSE", "tag=\"c1\">NOOP"}, {sends, "<sync/>" + sends}}) {
    const auto verdict = run.judged(edited(from, to)).at(kKept);
    EXPECT_EQ(verdict.rerun_needed.rfind("stimulus differs at step ", 0), 0U) << from << ": " << verdict.rerun_needed;
  }
}

}  // namespace judge_parallel_tests
}  // namespace assay::run
