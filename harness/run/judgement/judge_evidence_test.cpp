// Tests that every PASS hangs on the octets that it names: altered or taken out, it is no PASS any more.
#include "run/stored_run_test.hpp"

namespace assay::run {
namespace judge_evidence_tests {

using namespace stored;
using engine::Verdict;
using trace::Record;

// The stored run, judged, with one execution after the other given another trace.
class Rejudged {
 public:
  Rejudged() : judged_(judge_directory(suite(), Run::get().bench().vocabulary, Run::get().directory()).value()) {}

  static const language::Suite& suite() { return Run::get().bench().suite; }
  std::map<std::string, Judged>& judged() { return judged_; }
  std::map<std::string, CaseVerdict> verdicts() const { return case_verdicts(suite(), judged_); }

  // The verdict of the execution's case if its trace were this one; read from lines, as from a file.
  Verdict with(const std::string& execution, const std::vector<Record>& records) {
    std::vector<Record> read;
    for (const auto& record : records) {
      Record copy = trace::from_line(trace::to_line(record), {}).value();
      copy.number = read.size() + 1;
      read.push_back(std::move(copy));
    }
    Judged other = judge_trace(suite(), Run::get().bench().vocabulary, std::move(read), "altered").value();
    std::swap(judged_.at(execution), other);
    const Verdict verdict = verdicts().at(other.execution.case_id).verdict;
    std::swap(judged_.at(execution), other);
    return verdict;
  }

 private:
  std::map<std::string, Judged> judged_;
};

Record altered(Record record, const language::Evidence& evidence) {
  if (evidence.length == 0) record.name = "altered";
  for (std::size_t i = 0; i < evidence.length; ++i)
    record.data[evidence.offset + i] = static_cast<char>(record.data[evidence.offset + i] ^ 0x80);
  return record;
}

std::string place(const std::string& case_id, const std::string& execution, const language::Evidence& evidence) {
  return case_id + ", " + execution + ", record " + std::to_string(evidence.record) + " [" +
         std::to_string(evidence.offset) + ", " + std::to_string(evidence.length) + ")";
}

// Calls check(execution, evidence) for all that shows conformance in the executions of every case that passed.
template <class Check>
int each_deciding(Rejudged& run, Check check) {
  int cases = 0;
  for (const auto& [case_id, verdict] : run.verdicts()) {
    if (verdict.verdict != Verdict::pass) continue;
    ++cases;
    for (const auto& id : verdict.executions) {
      if (run.judged().at(id).execution.case_id != case_id) continue;
      std::vector<language::Evidence> all;
      for (const auto& assertion : run.judged().at(id).state.assertions)
        if (assertion.outcome == language::Outcome::conform)
          all.insert(all.end(), assertion.evidence.begin(), assertion.evidence.end());
      EXPECT_FALSE(all.empty()) << case_id << " passed on nothing in " << id;
      for (const auto& evidence : all) check(case_id, id, evidence);
    }
  }
  return cases;
}

TEST(JudgeEvidence, AlteringWhatDecidedAPassChangesIt) {
  Rejudged run;
  const int cases = each_deciding(run, [&](const auto& case_id, const auto& id, const auto& evidence) {
    auto records = run.judged().at(id).records;
    records.at(evidence.record - 1) = altered(records.at(evidence.record - 1), evidence);
    EXPECT_NE(to_text(run.with(id, records)), "pass") << place(case_id, id, evidence);
  });
  EXPECT_GE(cases, 30);
}

TEST(JudgeEvidence, DeletingWhatDecidedAPassChangesIt) {
  Rejudged run;
  each_deciding(run, [&](const auto& case_id, const auto& id, const auto& evidence) {
    auto records = run.judged().at(id).records;
    if (evidence.length > 0)
      records.at(evidence.record - 1).data.erase(evidence.offset, evidence.length);
    else
      records.at(evidence.record - 1).name = "altered";
    EXPECT_NE(to_text(run.with(id, records)), "pass") << "octets of " << place(case_id, id, evidence);
    records.erase(records.begin() + static_cast<std::ptrdiff_t>(evidence.record - 1));
    EXPECT_NE(to_text(run.with(id, records)), "pass") << "record of " << place(case_id, id, evidence);
  });
}

TEST(JudgeEvidence, DeletingTheSignThatAStimulusLeftChangesAPass) {
  Rejudged run;
  int deleted = 0;
  for (const auto& [case_id, verdict] : run.verdicts()) {
    const std::string id = verdict.executions.front();
    const auto& records = run.judged().at(id).records;
    for (std::size_t i = 0; i < records.size(); ++i) {
      if (records[i].name != "sent") continue;
      const auto& state = run.judged().at(id).state;
      const auto& channel = state.channels.at(records[i].channel);
      const auto counted = state.in_postamble ? channel.due : channel.sends;
      if (counted == 0 || (channel.ended && !channel.finished)) continue;
      auto fewer = records;
      fewer.erase(fewer.begin() + static_cast<std::ptrdiff_t>(i));
      EXPECT_NE(to_text(run.with(id, fewer)), "pass") << case_id << ", " << id << ", record " << i + 1;
      ++deleted;
    }
  }
  EXPECT_GE(deleted, 30);
}

TEST(JudgeEvidence, OfAPassIsWhatTheIutSent) {
  Rejudged run;
  each_deciding(run, [&](const auto& case_id, const auto& id, const auto& evidence) {
    const Record& record = run.judged().at(id).records.at(evidence.record - 1);
    EXPECT_EQ(record.kind, trace::Kind::event) << place(case_id, id, evidence);
    EXPECT_NE(trace::attribute(record, "direction"), "sent") << place(case_id, id, evidence);
    EXPECT_NE(record.name, "sent") << place(case_id, id, evidence);
    EXPECT_NE(record.name, "deadline") << place(case_id, id, evidence);
  });
}

TEST(JudgeEvidence, OctetsThatDoNotDecideMayBeOthers) {
  const std::string case_id = "message-store/client-password/accepts-right-password";
  Rejudged run;
  ASSERT_EQ(to_text(run.verdicts().at(case_id).verdict), "pass");
  const std::string id = run.verdicts().at(case_id).executions.front();
  int altered_octets = 0;
  for (const std::string text : {"NAMESPACE", "FLAGS", "RECENT"}) {
    auto records = run.judged().at(id).records;
    for (auto& record : records) {
      const auto at = record.data.find(text);
      if (record.kind != trace::Kind::event || at == Bytes::npos) continue;
      record.data[at] = 'X';
      ++altered_octets;
      break;
    }
    EXPECT_EQ(to_text(run.with(id, records)), "pass") << text;
  }
  EXPECT_EQ(altered_octets, 3);
}

}  // namespace judge_evidence_tests
}  // namespace assay::run
