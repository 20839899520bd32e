// The exit code that never lies, and the list of known findings.
#include "run/judgement/outcome.hpp"

#include <algorithm>

#include "base/text.hpp"
#include "run/judgement/exchange.hpp"

namespace assay::run {
namespace {

using engine::Verdict;

// SHOULD findings never change the exit code; everything else that is selected and applicable does.
bool counts_for_exit(const catalogue::Catalogue& catalogue, const language::Case& subject) {
  return std::any_of(subject.verifies.begin(), subject.verifies.end(), [&](const auto& verifies) {
    const auto* requirement = catalogue.requirement(verifies.requirement);
    return requirement && requirement->level == catalogue::Level::shall;
  });
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
  const Judgement& judgement;
  const std::vector<KnownFinding>* known;
  const std::string& today;
  Outcome outcome{};
  bool failed{false}, errors{false}, open{false}, executed{false};
  std::size_t dormant{0};  // findings that occur sometimes, and did not in this run
  std::size_t advised{0};  // failed at a level that decides nothing

  bool verified(const std::string& case_id, const std::string& requirement) const {
    const auto& all = suite.find(case_id)->verifies;
    return std::any_of(all.begin(), all.end(), [&](const auto& one) { return one.requirement == requirement; });
  }

  bool listed(const std::string& case_id, const CaseVerdict& verdict) {
    if (!known) return false;
    for (const auto& finding : *known) {
      if (finding.case_id != case_id || finding.verdict != to_text(verdict.verdict)) continue;
      if (deciding_octets(judgement, case_id).find(finding.octets) == std::string::npos) continue;
      if (!verified(case_id, finding.clause)) continue;
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
    else if (!counts_for_exit(catalogue, *subject)) advised += verdict.verdict == Verdict::fail;
    else if (verdict.verdict == Verdict::fail) failed = true;
    else open = true;
  }

  // A case that was planned and has no trace: nothing that it might have shown may be taken as shown.
  void missing() {
    for (const auto& case_id : judgement.plan.cases) {
      if (judgement.verdicts.count(case_id) || judgement.plan.not_applicable.count(case_id)) continue;
      ++outcome.counts["not-run"];
      const language::Case* subject = suite.find(case_id);
      open = open || !subject || counts_for_exit(catalogue, *subject);
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

  void decide() {
    const auto set = [&](Exit exit, const std::string& why) {
      outcome.exit = exit;
      outcome.why = why;
    };
    if (!outcome.complaints.empty()) return set(Exit::nonconformity, "the findings are not those that are listed");
    if (failed) return set(Exit::nonconformity, "nonconformity was found");
    if (errors) return set(Exit::harness, "the harness or the environment failed");
    if (!executed) return set(Exit::inconclusive, "no case was executed");
    if (!outcome.review.empty()) return set(Exit::nonconformity, "the static review of the ICS found contradictions");
    if (open) return set(Exit::inconclusive, "at least one applicable SHALL has no conclusive verdict");
    if (!outcome.untested.empty())
      return set(Exit::inconclusive, "this profile leaves applicable SHALLs without an applicable case: " + join(outcome.untested, ", "));
    if (const auto all = outcome.known.size() + dormant; all != 0)
      return set(Exit::conform, "not conformant: " + std::to_string(all) + " known finding(s), and nothing else");
    const std::string advice = advised == 0 ? "" : ", and " + std::to_string(advised) + " SHOULD did not, which decides nothing";
    set(Exit::conform, "every applicable selected SHALL passed" + advice);
  }

  // A SHALL that binds this IUT and that none of its cases could look at is not a SHALL that passed.
  void untested(const Profile& profile) {
    if (!judgement.plan.complete) return;
    const auto lookup = [&](const std::string& name) { return holds(profile, name); };
    for (const auto& row : catalogue.requirements()) {
      const bool asked = row.status == catalogue::Status::in_scope && row.reason == catalogue::Reason::none && !row.by_parts;
      if (!asked || row.level != catalogue::Level::shall || !catalogue::may_fail(row)) continue;
      if (row.applies_if && !row.applies_if->evaluate(lookup)) continue;
      const bool seen = std::any_of(suite.cases.begin(), suite.cases.end(), [&](const auto& subject) {
        return verified(subject.id, row.id) && (judgement.verdicts.count(subject.id) || !judgement.plan.not_applicable.count(subject.id));
      });
      if (!seen) outcome.untested.push_back(row.id);
    }
  }
};

}  // namespace

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
  Concluder concluder{suite, catalogue, judgement, known, today};
  concluder.outcome.review = catalogue::static_review(catalogue, profile.ics);
  for (const auto& [case_id, verdict] : judgement.verdicts) concluder.one(case_id, verdict);
  concluder.outcome.counts["not-applicable"] = static_cast<int>(judgement.plan.not_applicable.size());
  concluder.missing();
  concluder.vanished();
  concluder.untested(profile);
  concluder.decide();
  return std::move(concluder.outcome);
}

}  // namespace assay::run
