// Judging stored traces of a client again: same, changed, or rerun needed; and each PASS hangs on its records.
#include <gtest/gtest.h>

#include "run/degenerate_client_test.hpp"
#include "trace/store.hpp"

namespace assay::run::degenerate {
namespace {
namespace judge_client {

using language::Suite;
using trace::Record;

const std::string kNegative = ClientTrial::negative("starttls");
const std::string kControl = ClientTrial::control("starttls");

// Executions of a client that passes, made once.
const std::map<std::string, Judged>& stored() {
  static const std::map<std::string, Judged> all = [] {
    ClientTrial trial;
    const auto verdict = trial.judge({"leaves at once"}, "starttls");
    if (verdict.verdict != engine::Verdict::pass) throw std::runtime_error("it does not pass: " + verdict.reason);
    return std::move(trial.trial().executions);
  }();
  return all;
}

std::map<std::string, CaseVerdict> judged_by(const Suite& suite,
                                             std::map<std::string, std::vector<Record>> altered = {}) {
  std::map<std::string, Judged> again;
  for (const auto& [id, judged] : stored()) {
    auto records = altered.count(id) ? altered.at(id) : judged.records;
    std::vector<Record> read;
    for (auto& record : records) {
      record.number = read.size() + 1;
      read.push_back(record);
    }
    again.emplace(id, required(judge_trace(suite, bench().vocabulary, std::move(read), id)));
  }
  return case_verdicts(suite, again);
}

std::vector<std::string> executions_of(const std::string& case_id) {
  std::vector<std::string> out;
  for (const auto& [id, judged] : stored())
    if (judged.execution.case_id == case_id) out.push_back(id);
  return out;
}

// The suite with one text replaced.
Suite edited(const std::string& file, const std::string& from, const std::string& to) {
  const Folder folder;
  std::filesystem::copy(std::string(ASSAY_ROOT) + "/testcases", folder.path + "/testcases",
                        std::filesystem::copy_options::recursive);
  const std::string path = folder.path + "/testcases/" + file;
  std::string text = required(read_file(path));
  EXPECT_NE(text.find(from), std::string::npos) << from;
  replace_all(text, from, to);
  EXPECT_TRUE(write_file(path, text, 0600));
  return required(language::read_suite(folder.path + "/testcases"));
}

constexpr const char* kEnd = "<ended because=\"the client came to its end and had done nothing of what is forbidden\"/>";

TEST(JudgeClient, ByTheSameCasesSaysTheSame) {
  for (const auto& [id, verdict] : judged_by(bench().suite)) {
    EXPECT_EQ(to_text(verdict.verdict), "pass") << id << ": " << verdict.reason;
    EXPECT_EQ(verdict.rerun_needed, "") << id;
  }
}

TEST(JudgeClient, ByAnotherExpectationChanges) {
  const auto fails =
      judged_by(edited("message-store-client/server-certificate.xml", kEnd, "<ended outcome=\"fail\"/>"));
  EXPECT_EQ(to_text(fails.at(kNegative).verdict), "fail");
  EXPECT_EQ(fails.at(kNegative).rerun_needed, "");
  EXPECT_EQ(to_text(fails.at(kControl).verdict), "pass");
  const auto status =
      judged_by(edited("message-store-client/server-certificate.xml", kEnd, "<ended status=\"7\"/>"));
  EXPECT_NE(to_text(status.at(kNegative).verdict), "pass");
}

TEST(JudgeClient, ByAnotherRuleNeedsARerunAndSaysAtWhichStep) {
  for (const auto& [from, to] :
       {std::pair{"* OK Assay is here", "* OK somebody is here"},
        std::pair{"<imap:reply status=\"OK\">begin TLS now", "<imap:reply status=\"NO\">begin TLS now"},
        std::pair{"<rule><opened/><send>", "<rule><closed/><send>"}}) {
    const auto verdicts = judged_by(edited("procedures/offer.xml", from, to));
    for (const auto& id : {kNegative, kControl}) {
      EXPECT_EQ(verdicts.at(id).rerun_needed.rfind("stimulus differs at step ", 0), 0u)
          << from << ": " << verdicts.at(id).rerun_needed;
      EXPECT_NE(to_text(verdicts.at(id).verdict), "pass") << from;
    }
  }
  const auto certificate = judged_by(edited("message-store-client/server-certificate.xml",
                                            "value=\"server-{row.problem}\"", "value=\"server-revoked\""));
  EXPECT_NE(certificate.at(kNegative).rerun_needed, "");
  EXPECT_EQ(to_text(certificate.at(kControl).verdict), "pass");
}

TEST(JudgeClient, ARuleThatNothingCameToMayBeAnother) {
  const auto verdicts = judged_by(edited("procedures/offer.xml", "* NAMESPACE ", "* NAMESPACES "));
  EXPECT_EQ(to_text(verdicts.at(kNegative).verdict), "pass") << verdicts.at(kNegative).rerun_needed;
}

// Each record whose loss has to be seen, in every execution of the negative.
TEST(JudgeClient, APassOfANegativeHangsOnTheDifferenceTheEndAndTheConnectionsEnd) {
  for (const char* name : {"tls.certificate-sent", "ended"}) {
    for (const auto& id : executions_of(kNegative)) {
      auto records = stored().at(id).records;
      const auto before = records.size();
      records.erase(
          std::remove_if(records.begin(), records.end(), [&](const Record& record) { return record.name == name; }),
          records.end());
      ASSERT_LT(records.size(), before) << name;
      EXPECT_NE(to_text(judged_by(bench().suite, {{id, records}}).at(kNegative).verdict), "pass") << name;
    }
  }
  for (const auto& id : executions_of(kNegative)) {
    auto records = stored().at(id).records;
    for (auto& record : records)
      if (record.name == "eof" || record.name == "reset" || record.name == "tls.closed") record.name = "altered";
    EXPECT_NE(to_text(judged_by(bench().suite, {{id, records}}).at(kNegative).verdict), "pass");
  }
}

TEST(JudgeClient, APassOfTheControlHangsOnTheOctetsThatDecided) {
  for (const auto& id : executions_of(kControl))
    for (const auto& assertion : stored().at(id).state.assertions)
      for (const auto& evidence : assertion.evidence) {
        auto records = stored().at(id).records;
        auto& record = records.at(evidence.record - 1);
        for (std::size_t i = 0; i < evidence.length; ++i)
          record.data[evidence.offset + i] = static_cast<char>(record.data[evidence.offset + i] ^ 0x80);
        const auto verdicts = judged_by(bench().suite, {{id, records}});
        EXPECT_NE(to_text(verdicts.at(kControl).verdict), "pass");
        EXPECT_NE(to_text(verdicts.at(kNegative).verdict), "pass") << "a control that is not passed blocks it";
      }
}

}  // namespace judge_client
}  // namespace
}  // namespace assay::run::degenerate
