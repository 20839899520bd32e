// The rules of the kill matrix.
#include "prove/rules.hpp"

#include <algorithm>
#include <set>

namespace assay::prove {
namespace {

using engine::Verdict;
using language::Case;

bool contains(const std::vector<std::string>& list, const std::string& one) {
  return std::find(list.begin(), list.end(), one) != list.end();
}

// The requirements that the case's own executions failed.
std::set<std::string> failed_by(const Observed& observed, const std::string& case_id) {
  std::set<std::string> out;
  for (const auto& [id, judged] : observed.executions)
    if (judged.execution.case_id == case_id) out.merge(run::failed_requirements(judged));
  return out;
}

void judge_fail(const Observed& observed, const Case& subject, const run::CaseVerdict& verdict, Proof& proof) {
  const auto failed = failed_by(observed, subject.id);
  bool killed = false;
  for (const auto& requirement : failed) {
    if (contains(observed.defect->breaks, requirement)) {
      if (killed) continue;
      killed = true;
      proof.kills.push_back({subject.id, observed.defect->id, "fail", requirement, verdict.reason, contains(subject.kills, observed.defect->id)});
    } else {
      proof.complaints.push_back("false alarm: " + observed.defect->id + " does not break " + requirement + ", but " +
                                 subject.id + " fails it: " + verdict.reason);
    }
  }
  if (!killed && contains(subject.kills, observed.defect->id))
    proof.complaints.push_back(subject.id + " does not kill " + observed.defect->id + " by a requirement that it breaks");
}

bool control_passed(const Observed& observed, const Case& subject) {
  const auto control = observed.verdicts.find(subject.control);
  return control != observed.verdicts.end() && control->second.verdict == Verdict::pass;
}

// That it was not decided is the case's own word, not for want of one.
bool foreseen(const Observed& observed, const Case& subject) {
  bool open = false;
  for (const auto& [id, judged] : observed.executions) {
    if (judged.execution.case_id != subject.id || judged.verdict == Verdict::pass) continue;
    const auto& made = judged.state.assertions;
    if (made.empty() || made.back().outcome != language::Outcome::inconclusive) return false;
    open = true;
  }
  return open;
}

// Every clause is kept: whatever fails it, fails undeservedly.
void judge_variant(const Observed& observed, const Case& subject, const run::CaseVerdict& verdict, Proof& proof) {
  if (verdict.verdict != Verdict::fail && verdict.verdict != Verdict::error) return;
  proof.complaints.push_back("false alarm: " + observed.defect->id + " is allowed by " + observed.defect->allowed + ", but " + subject.id +
                             " is " + to_text(verdict.verdict) + ": " + verdict.reason);
}

void judge_other(const Observed& observed, const Case& subject, const run::CaseVerdict& verdict, Proof& proof) {
  const std::string what = subject.id + " against " + observed.defect->id + " is " + to_text(verdict.verdict) + ": " + verdict.reason;
  if (contains(subject.kills, observed.defect->id)) proof.complaints.push_back("no kill: " + what);
  else if (verdict.verdict == Verdict::error) proof.complaints.push_back("error: " + what);
  else if (verdict.verdict != Verdict::pass && subject.kind == language::CaseKind::negative && control_passed(observed, subject) &&
           !foreseen(observed, subject))
    proof.complaints.push_back("the control stands, and yet " + what);
}

}  // namespace

void hold_against(const Observed& observed, Proof& proof) {
  for (const auto& [case_id, verdict] : observed.verdicts) {
    const Case* subject = observed.bench.suite.find(case_id);
    if (!subject) continue;
    if (!observed.defect) {
      if (verdict.verdict != Verdict::pass)
        proof.complaints.push_back("on the correct reference " + (observed.setting ? "as " + observed.setting->id + " sets it up " : std::string()) + case_id + " is " + to_text(verdict.verdict) + ": " + verdict.reason);
    } else if (observed.defect->is_variant()) {
      judge_variant(observed, *subject, verdict, proof);
    } else if (verdict.verdict == Verdict::fail) {
      judge_fail(observed, *subject, verdict, proof);
    } else {
      judge_other(observed, *subject, verdict, proof);
    }
  }
}

void require_all(const run::Bench& bench, Proof& proof) {
  const auto kills = [&](auto matches) { return std::any_of(proof.kills.begin(), proof.kills.end(), matches); };
  for (const auto& subject : bench.suite.cases) {
    if (subject.kind == language::CaseKind::check) continue;
    if (!kills([&](const Pair& pair) { return pair.case_id == subject.id && pair.listed; }))
      proof.complaints.push_back(subject.id + " kills no defect");
  }
  for (const auto& defect : bench.defects)
    if (!defect.is_variant() && !kills([&](const Pair& pair) { return pair.defect == defect.id && pair.listed; }))
      proof.complaints.push_back("nothing kills " + defect.id);
}

}  // namespace assay::prove
