// results.json: the run, its requirements and the plan.
#include "run/results/results.hpp"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <tuple>

#include "base/file.hpp"
#include "run/results/results_case.hpp"
#include "run/results/results_tables.hpp"

namespace assay::run {
namespace {

using engine::Verdict;
using nlohmann::json;

constexpr const char* kDecisionRule =
    "A case passes only if its stimulus left, the required observation was made and, for a negative case, its control "
    "passed before and after. A FAIL rests on octets of the item tested and on a requirement of the change requests, "
    "of a "
    "document that they refer to, or of an option that the ICS claims. A deadline alone gives inconclusive. "
    "Measurement "
    "uncertainty does not apply: observations are discrete.";

json report_of(const RunFacts& facts) {
  json deviations = facts.deviations;
  return {{"id", facts.report_id},
          {"title", "Conformance test report: security of OMA CPM"},
          {"issued", facts.issued},
          {"started", facts.started},
          {"ended", facts.ended},
          {"place", facts.place},
          {"operator", facts.op},
          {"decision_rule", kDecisionRule},
          {"deviations", deviations},
          {"statements",
           {"The results relate only to the item tested.",
            "The suite tests the text of the two change requests as given, not a published OMA specification."}}};
}

json ics_of(const ResultsInput& input) {
  json items = json::array();
  for (const auto& item : input.catalogue.ics()) {
    const auto found = input.profile.ics.find(item.id);
    items.push_back({{"id", item.id},
                     {"question", item.question},
                     {"status", item.status},
                     {"support", found == input.profile.ics.end() ? json(nullptr) : json(found->second)}});
  }
  json findings = json::array();
  for (const auto& finding : input.outcome.review) findings.push_back(finding.text);
  return {{"hash", input.facts.ics_hash},
          {"items", items},
          {"review", {{"passed", input.outcome.review.empty()}, {"findings", findings}}}};
}

json ixit_of(const ResultsInput& input) {
  json values = json::array();
  const auto secrets = secret_names(input.profile);
  for (const auto& [name, value] : ixit_values(input.profile))
    values.push_back({{"name", name}, {"value", secrets.count(name) ? "[redacted]" : value}});
  return {{"hash", input.facts.ixit_hash}, {"values", values}};
}

std::vector<const language::Case*> cases_of(const ResultsInput& input, const std::string& requirement) {
  std::vector<const language::Case*> out;
  for (const auto& subject : input.suite.cases)
    if (std::any_of(subject.verifies.begin(), subject.verifies.end(),
                    [&](const auto& v) { return v.requirement == requirement; }))
      out.push_back(&subject);
  return out;
}

// A FAIL is one of the requirements that it found broken; those that the case verifies beside them it leaves open.
Verdict said_of(const ResultsInput& input, const catalogue::Requirement& requirement, const std::string& case_id,
                Verdict verdict) {
  const auto broken = broken_by(input.judgement, case_id);
  if (broken.empty() || broken.count(requirement.id)) return verdict;
  const auto parts = input.catalogue.parts(requirement.id);
  const bool of_a_part =
      std::any_of(parts.begin(), parts.end(), [&](const auto* part) { return broken.count(part->id) > 0; });
  return of_a_part ? verdict : Verdict::inconclusive;
}

// The worst verdict of the cases that were judged; parts of a requirement that are claimed are asked as its own. A case
// may verify what this IUT does not claim beside what it does: its verdict says nothing of that.
std::string verdict_of(const ResultsInput& input, const catalogue::Requirement& requirement,
                       const std::vector<const language::Case*>& cases) {
  if (!is_claimed(input.profile, requirement)) return "not-applicable";
  std::vector<const language::Case*> all = cases;
  if (requirement.by_parts)
    for (const auto* part : input.catalogue.parts(requirement.id)) {
      if (!is_claimed(input.profile, *part)) continue;
      const auto more = cases_of(input, part->id);
      all.insert(all.end(), more.begin(), more.end());
    }
  Verdict worst = Verdict::none;
  bool any = false, applies = false;
  for (const auto* subject : all) {
    if (!input.judgement.plan.not_applicable.count(subject->id)) applies = true;
    const auto found = input.judgement.verdicts.find(subject->id);
    if (found == input.judgement.verdicts.end()) continue;
    any = true;
    worst = engine::worse(worst, said_of(input, requirement, subject->id, found->second.verdict));
  }
  if (any) return to_text(worst);
  return all.empty() || applies ? "not-run" : "not-applicable";
}

// A row says what its verdict does not rest on.
std::string unasked(const ResultsInput& input, const std::vector<const language::Case*>& cases) {
  std::string observations;
  for (const auto* subject : cases)
    if (input.judgement.plan.not_applicable.count(subject->id))
      observations += (observations.empty() ? "" : ", ") + subject->id;
  return observations.empty() ? "" : "this verdict does not rest on what is not applicable: " + observations;
}

json requirement_of(const ResultsInput& input, const catalogue::Requirement& requirement) {
  const auto cases = cases_of(input, requirement.id);
  json ids = json::array();
  for (const auto* subject : cases)
    if (input.judgement.verdicts.count(subject->id) || input.judgement.plan.not_applicable.count(subject->id))
      ids.push_back(subject->id);
  const std::string verdict = verdict_of(input, requirement, cases);
  std::string reason(to_text(requirement.reason));
  if (requirement.reason == catalogue::Reason::planned) reason = "cases to come: " + requirement.place;
  if (requirement.reason == catalogue::Reason::none)
    reason = !is_claimed(input.profile, requirement)
                 ? "not claimed: '" + requirement.applies_if->text() + "' does not hold"
             : requirement.by_parts                   ? "covered by its parts"
             : verdict == "not-run" && !cases.empty() ? "not in this run"
                                                      : unasked(input, cases);
  return {{"id", requirement.id},
          {"document", requirement.document},
          {"clause", requirement.clause},
          {"key", requirement.key},
          {"level", std::string(to_text(requirement.level))},
          {"level_source", requirement.level_source},
          {"basis", std::string(to_text(requirement.basis))},
          {"bound", requirement.bound},
          {"condition", requirement.condition},
          {"paraphrase", requirement.paraphrase},
          {"positive", requirement.positive},
          {"negative", requirement.negative},
          {"interpretations", requirement.interpretations},
          {"status", std::string(to_text(requirement.status))},
          {"verdict", verdict},
          {"reason", reason},
          {"cases", ids}};
}

// Document by document, clause by clause, as a reader looks for them: the change requests first.
std::vector<catalogue::Requirement const*> in_reading_order(const catalogue::Catalogue& catalogue) {
  std::vector<catalogue::Requirement const*> out;
  for (const auto& row : catalogue.requirements()) out.push_back(&row);
  const auto rank = [](const catalogue::Requirement& row) {
    return row.id.starts_with("SD-") ? 0 : row.id.starts_with("AD-") ? 1 : 2;
  };
  std::stable_sort(out.begin(), out.end(), [&](const auto* a, const auto* b) {
    if (rank(*a) != rank(*b)) return rank(*a) < rank(*b);
    return rank(*a) == 2 && std::tie(a->document, a->clause) < std::tie(b->document, b->clause);
  });
  return out;
}

template <class Rows, class Make>
json list_of(const Rows& rows, Make make) {
  json out = json::array();
  for (const auto& row : rows) out.push_back(make(row));
  return out;
}

json planned_of(const catalogue::Catalogue& catalogue) {
  json out = json::array();
  for (const auto& row : catalogue.planned())
    if (!row.here)
      out.push_back({{"test_id", row.id}, {"group", row.group}, {"purpose", row.purpose}, {"where", row.issue}});
  return out;
}

json summary_of(const Outcome& outcome) {
  json out = {{"pass", 0}, {"fail", 0}, {"inconclusive", 0}, {"error", 0}, {"none", 0}, {"not-applicable", 0}};
  for (const auto& [verdict, count] : outcome.counts) out[verdict] = count;
  return out;
}

}  // namespace

Result<void> write_results(const std::string& directory, const ResultsInput& input) {
  const RunFacts& facts = input.facts;
  json out = {{"schema", 1},
              {"report", report_of(facts)},
              {"suite", {{"name", "Assay"}, {"version", facts.suite_version}, {"hash", facts.suite_hash}}},
              {"iut",
               {{"profile", facts.profile},
                {"name", facts.iut_name},
                {"vendor", facts.vendor},
                {"version", facts.version},
                {"build", facts.build},
                {"version_source", facts.version_source},
                {"configurations", json::array({facts.configuration})}}},
              {"ics", ics_of(input)},
              {"ixit", ixit_of(input)},
              {"selection", facts.selection},
              {"seed", facts.seed},
              {"workers", facts.workers},
              {"exit", {{"code", static_cast<int>(input.outcome.exit)}, {"reason", input.outcome.why}}},
              {"summary", summary_of(input.outcome)},
              {"planned", planned_of(input.catalogue)}};
  out["requirements"] =
      list_of(in_reading_order(input.catalogue), [&](const auto* row) { return requirement_of(input, *row); });
  out["interpretations"] = list_of(input.catalogue.interpretations(), [](const auto& row) {
    return json{{"id", row.id}, {"title", row.title}, {"reading", row.reading}};
  });
  out["references"] = list_of(input.catalogue.references(), [](const auto& row) {
    return json{{"id", row.id}, {"title", row.title}, {"edition", row.edition}};
  });
  out["tables"] = tables_json(input.catalogue, input.suite);
  out["cases"] = cases_json(input);
  return write_file(directory + "/results.json", out.dump(1, ' ', false, json::error_handler_t::replace) + "\n", 0600);
}

}  // namespace assay::run
