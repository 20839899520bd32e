// The exit code that never lies, and the list of known findings.
#include "run/judgement/outcome.hpp"

#include <algorithm>

#include "base/text.hpp"
#include "run/execution/inapplicable.hpp"
#include "run/judgement/exchange.hpp"

namespace assay::run {
namespace {

using engine::Verdict;

bool verifies(const language::Case& subject, const std::string& requirement) {
  return std::any_of(subject.verifies.begin(), subject.verifies.end(),
                     [&](const auto& one) { return one.requirement == requirement; });
}

KnownFinding finding_for(const Judgement& judgement, const language::Case& subject, const CaseVerdict& verdict) {
  KnownFinding finding;
  finding.case_id = subject.id;
  finding.verdict = to_text(verdict.verdict);
  finding.clause = subject.verifies.front().requirement;
  finding.octets = deciding_octets(judgement, subject.id);
  return finding;
}

struct Concluder {
  const language::Suite& suite;
  const catalogue::Catalogue& catalogue;
  const Profile& profile;
  const Judgement& judgement;
  const std::vector<KnownFinding>* known;
  const std::string& today;
  Outcome outcome{};
  bool failed{false}, errors{false}, open{false}, executed{false};
  std::size_t dormant{0};  // findings that occur sometimes, and did not in this run

  // SHOULD findings never change the exit code, nor does a SHALL that this IUT does not claim and that the case
  // verifies beside others; everything else that is selected and applicable does. Of a FAIL what it found broken counts.
  bool counts_for_exit(const language::Case& subject) const {
    const auto broken = broken_by(judgement, subject.id);
    return std::any_of(subject.verifies.begin(), subject.verifies.end(), [&](const auto& verifies) {
      const auto* requirement = catalogue.requirement(verifies.requirement);
      const bool looked_at = broken.empty() || broken.count(verifies.requirement) > 0;
      return looked_at && requirement && requirement->level == catalogue::Level::shall && is_claimed(profile, *requirement);
    });
  }

  bool listed(const std::string& case_id, const CaseVerdict& verdict) {
    if (!known) return false;
    for (const auto& finding : *known) {
      if (finding.case_id != case_id || finding.verdict != to_text(verdict.verdict)) continue;
      if (deciding_octets(judgement, case_id).find(finding.octets) == std::string::npos) continue;
      if (!verifies(*suite.find(case_id), finding.clause)) continue;
      outcome.known[case_id] = &finding;
      tell_if_expired(finding);
      return true;
    }
    return false;
  }

  void tell_if_expired(const KnownFinding& finding) {
    if (finding.expires < today)
      outcome.complaints.push_back(to_text(Error{"the finding for " + finding.case_id + " expired on " + finding.expires,
                                                 "look at it again", finding.where}));
  }

  void one(const std::string& case_id, const CaseVerdict& verdict) {
    const language::Case* subject = suite.find(case_id);
    ++outcome.counts[to_text(verdict.verdict)];
    executed = true;
    if (verdict.verdict == Verdict::pass || !subject) return;
    if (verdict.verdict != Verdict::error && listed(case_id, verdict)) return;
    if (known && verdict.verdict != Verdict::error)
      outcome.complaints.push_back("a finding that is not listed: " + case_id + "; if it is to stay, list it so:\n" +
                                   paste_ready(finding_for(judgement, *subject, verdict)));
    if (verdict.verdict == Verdict::error) errors = true;
    else if (counts_for_exit(*subject))
      (verdict.verdict == Verdict::fail ? failed : open) = true;
    else if (verdict.verdict == Verdict::fail)
      outcome.advised.push_back(case_id);
  }

  // A case that was planned and has no trace: nothing that it might have shown may be taken as shown.
  void missing() {
    for (const auto& case_id : judgement.plan.cases) {
      if (judgement.verdicts.count(case_id) || judgement.plan.not_applicable.count(case_id)) continue;
      ++outcome.counts["not-run"];
      const language::Case* subject = suite.find(case_id);
      open = open || !subject || counts_for_exit(*subject);
    }
  }

  // A listed finding that the run could have shown and did not.
  void vanished() {
    if (!known) return;
    for (const auto& finding : *known) {
      const auto found = judgement.verdicts.find(finding.case_id);
      if (found == judgement.verdicts.end()) {
        if (!suite.find(finding.case_id))
          outcome.complaints.push_back(to_text(Error{"there is no case '" + finding.case_id + "'", "take the finding out", finding.where}));
        continue;
      }
      if (outcome.known.count(finding.case_id)) continue;
      if (finding.sometimes && found->second.verdict == Verdict::pass) {
        tell_if_expired(finding);
        ++dormant;
        continue;
      }
      outcome.complaints.push_back(to_text(
          Error{"the finding for " + finding.case_id + " no longer occurs", "take it out of the list", finding.where}));
    }
  }

  std::string unseen() const {
    return outcome.untested.empty()
               ? ""
               : ", and none that applies looks at the applicable SHALLs " + join(outcome.untested, ", ");
  }

  void decide() {
    const std::string advised = std::to_string(outcome.advised.size());
    const auto set = [&](Exit exit, const std::string& why) {
      outcome.exit = exit;
      outcome.why = why;
      if (exit != Exit::conform && !outcome.advised.empty())
        outcome.why += "; " + advised + " SHOULD failed beside that, which decides nothing";
    };
    if (!outcome.complaints.empty()) return set(Exit::nonconformity, "the findings are not those that are listed");
    if (failed) return set(Exit::nonconformity, "nonconformity was found");
    if (errors) return set(Exit::harness, "the harness or the environment failed");
    if (!executed) return set(Exit::inconclusive, "no case was executed" + unseen());
    if (!outcome.review.empty()) return set(Exit::nonconformity, "the static review of the ICS found contradictions");
    if (open) return set(Exit::inconclusive, "at least one applicable SHALL has no conclusive verdict");
    if (!outcome.untested.empty())
      return set(Exit::inconclusive, "this profile leaves applicable SHALLs without an applicable case: " + join(outcome.untested, ", "));
    if (const auto all = outcome.known.size() + dormant; all != 0)
      return set(Exit::conform, "not conformant: " + std::to_string(all) + " known finding(s), and nothing else");
    const std::string advice =
        outcome.advised.empty() ? "" : ", and " + advised + " SHOULD did not, which decides nothing";
    set(Exit::conform, "every applicable selected SHALL passed" + advice);
  }
};

}  // namespace

std::vector<std::string> unseen_shalls(const language::Suite& suite, const catalogue::Catalogue& catalogue,
                                       const Profile& profile, const Judgement& judgement) {
  const Plan& plan = judgement.plan;
  std::vector<std::string> out;
  if (!plan.complete && !(plan.executions.empty() && judgement.verdicts.empty())) return out;
  const auto any = [&](const std::string& requirement, const auto& fits) {
    return std::any_of(suite.cases.begin(), suite.cases.end(),
                       [&](const auto& subject) { return verifies(subject, requirement) && fits(subject); });
  };
  const auto selected = [&](const language::Case& subject) {
    return std::find(plan.cases.begin(), plan.cases.end(), subject.id) != plan.cases.end();
  };
  const auto seen = [&](const language::Case& subject) {
    return judgement.verdicts.count(subject.id) ||
           (!plan.not_applicable.count(subject.id) && applies(profile, subject));
  };
  for (const auto& row : catalogue.requirements()) {
    const bool asked =
        row.status == catalogue::Status::in_scope && row.reason == catalogue::Reason::none && !row.by_parts;
    if (!asked || row.level != catalogue::Level::shall || !catalogue::may_fail(row) || !is_claimed(profile, row))
      continue;
    if ((plan.complete || any(row.id, selected)) && !any(row.id, seen)) out.push_back(row.id);
  }
  return out;
}

std::set<std::string> broken_by(const Judgement& judgement, const std::string& case_id) {
  std::set<std::string> out;
  const auto verdict = judgement.verdicts.find(case_id);
  if (verdict == judgement.verdicts.end() || verdict->second.verdict != Verdict::fail) return out;
  for (const auto& id : verdict->second.executions) {
    const auto& judged = judgement.executions.at(id);
    if (judged.execution.case_id != case_id) continue;
    out.merge(failed_requirements(judged));
  }
  return out;
}

std::string deciding_octets(const Judgement& judgement, const std::string& case_id) {
  const auto verdict = judgement.verdicts.find(case_id);
  if (verdict == judgement.verdicts.end()) return {};
  for (const auto& id : verdict->second.executions) {
    const auto& judged = judgement.executions.at(id);
    if (judged.execution.case_id != case_id || judged.verdict != verdict->second.verdict) continue;
    for (auto at = judged.state.assertions.rbegin(); at != judged.state.assertions.rend(); ++at)
      if (!at->octets.empty() && at->outcome != language::Outcome::conform)
        return redacted(escape(at->octets), judged.state.secrets);
    return redacted(judged.reason, judged.state.secrets);
  }
  return redacted(verdict->second.reason, {});
}

Outcome conclude(const language::Suite& suite, const catalogue::Catalogue& catalogue, const Profile& profile,
                 const Judgement& judgement, const std::vector<KnownFinding>* known, const std::string& today) {
  Concluder concluder{suite, catalogue, profile, judgement, known, today};
  concluder.outcome.review = catalogue::static_review(catalogue, profile.ics);
  for (const auto& [case_id, verdict] : judgement.verdicts) concluder.one(case_id, verdict);
  concluder.outcome.counts["not-applicable"] = static_cast<int>(judgement.plan.not_applicable.size());
  concluder.missing();
  concluder.vanished();
  if (judgement.plan.executions.empty()) concluder.outcome.inapplicable = inapplicable_lines(profile, judgement.plan);
  concluder.outcome.untested = unseen_shalls(suite, catalogue, profile, judgement);
  concluder.decide();
  return std::move(concluder.outcome);
}

}  // namespace assay::run
