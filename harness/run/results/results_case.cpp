// One case of results.json.
#include "run/results/results_case.hpp"

#include <set>

#include <nlohmann/json.hpp>

#include "base/text.hpp"
#include "run/judgement/exchange.hpp"
#include "run/results/results.hpp"
#include "run/results/results_tables.hpp"

namespace assay::run {
namespace {

using nlohmann::json;

json assertion_json(const ResultsInput& input, const Judged& judged, const engine::Assertion& assertion) {
  const auto* requirement = input.catalogue.requirement(assertion.requirement);
  const auto evidence = assertion.evidence.empty() ? language::Evidence{} : assertion.evidence.front();
  return {{"requirement", assertion.requirement},
          {"level", requirement ? std::string(to_text(requirement->level)) : ""},
          {"basis", requirement ? std::string(to_text(requirement->basis)) : ""},
          {"outcome", to_text(assertion.outcome)},
          {"text", redacted(assertion.text, judged.state.secrets)},
          {"execution", judged.execution.id},
          {"record", evidence.record},
          {"offset", evidence.offset},
          {"length", evidence.length},
          {"octets", redacted(escape(assertion.octets), judged.state.secrets).substr(0, 1000)}};
}

std::string outcome_word(const std::string& outcome) {
  if (outcome == "unforeseen") return "inconclusive";
  return outcome == "proceed" ? "" : outcome;
}

// A report travels: it names files as they stand in the suite, not on one machine.
std::string in_suite(const std::string& file) {
  const auto at = file.rfind("/testcases/");
  return at == std::string::npos ? file : file.substr(at + 1);
}

json steps_json(const Judged& judged) {
  json out = json::array();
  const auto& secrets = judged.state.secrets;
  for (const auto& step : judged.state.log) {
    json allowed = json::array();
    for (const auto& one : step.allowed) allowed.push_back(redacted(one, secrets));
    out.push_back({{"n", out.size() + 1},
                   {"actor", step.actor},
                   {"sent", redacted(step.sent, secrets).substr(0, 2000)},
                   {"allowed", allowed},
                   {"came", redacted(step.came, secrets).substr(0, 2000)},
                   {"outcome", outcome_word(step.outcome)},
                   {"file", in_suite(step.where.file)},
                   {"line", step.where.line}});
  }
  return out;
}

json exchange_json(const Judged& judged) {
  json out = json::array();
  for (const auto& entry : exchange_of(judged)) {
    json mark = nullptr;
    if (entry.marked) mark = json::array({entry.mark_offset, entry.mark_length});
    out.push_back({{"n", entry.record}, {"t_ms", entry.milliseconds}, {"channel", entry.channel},
                   {"direction", entry.direction}, {"kind", entry.kind}, {"protected", entry.is_protected},
                   {"text", entry.text}, {"mark", mark}, {"truncated", entry.truncated}});
  }
  return out;
}

json execution_json(const Judged& judged, const std::string& of_case) {
  const bool own = judged.execution.case_id == of_case;
  const std::string role = own && judged.execution.role != Role::control_after ? "test"
                           : own ? "control-after"
                                 : to_text(judged.execution.role);
  return {{"id", judged.execution.id},   {"role", role},
          {"case", judged.execution.case_id}, {"verdict", to_text(judged.verdict)},
          {"trace", "traces/" + judged.execution.id + ".jsonl"}, {"capture", "traces/" + judged.execution.id + ".pcapng"},
          {"exchange", exchange_json(judged)}};
}

json clauses_json(const ResultsInput& input, const language::Case& subject, std::set<std::string>& readings) {
  json out = json::array();
  for (const auto& verifies : subject.verifies) {
    const auto* requirement = input.catalogue.requirement(verifies.requirement);
    if (!requirement) continue;
    out.push_back(requirement->document + " " + requirement->clause + " (" + requirement->id + ")");
    readings.insert(requirement->interpretations.begin(), requirement->interpretations.end());
  }
  for (const auto& citation : subject.citations) out.push_back(citation);
  return out;
}

void add_executions(const ResultsInput& input, const language::Case& subject, const CaseVerdict& verdict, json& out) {
  for (const auto& id : verdict.executions) {
    const Judged& judged = input.judgement.executions.at(id);
    out["executions"].push_back(execution_json(judged, subject.id));
    if (judged.execution.case_id != subject.id) continue;
    for (const auto& assertion : judged.state.assertions) {
      out["assertions"].push_back(assertion_json(input, judged, assertion));
      if (assertion.outcome == language::Outcome::remark)
        out["remarks"].push_back(redacted(assertion.text, judged.state.secrets));
    }
    for (const auto& error : judged.state.errors) out["remarks"].push_back("harness: " + redacted(error, judged.state.secrets));
    if (out["steps"].empty() || judged.verdict == verdict.verdict) out["steps"] = steps_json(judged);
    out["look_further"].push_back("wireshark traces/" + id + ".pcapng");
  }
}

json case_json(const ResultsInput& input, const language::Case& subject) {
  std::set<std::string> readings(subject.interpretations.begin(), subject.interpretations.end());
  json verifies = json::array();
  for (const auto& one : subject.verifies)
    verifies.push_back({{"requirement", one.requirement}, {"observation", one.observation}});
  const auto known = input.outcome.known.find(subject.id);
  json finding = nullptr;
  if (known != input.outcome.known.end())
    finding = {{"reason", known->second->reason}, {"owner", known->second->owner}, {"expiry", known->second->expires},
               {"clause", known->second->clause}};
  const auto not_applicable = input.judgement.plan.not_applicable.find(subject.id);
  const bool skipped = not_applicable != input.judgement.plan.not_applicable.end();
  json out = {{"id", subject.id}, {"test_id", subject.test_id}, {"rev", subject.revision},
              {"kind", subject.kind == language::CaseKind::negative ? "negative" : "positive"},
              {"control", subject.control}, {"difference", subject.difference ? subject.difference->text : ""},
              {"purpose", subject.purpose}, {"verifies", verifies}, {"kills", subject.kills}, {"cells", cells_json(subject)},
              {"clauses", clauses_json(input, subject, readings)}, {"interpretations", readings},
              {"file", in_suite(subject.where.file)}, {"line", subject.where.line}, {"applies_if", subject.applies_if},
              {"not_applicable_reason", skipped ? "this does not hold: " + not_applicable->second : ""},
              {"known_finding", finding}, {"assertions", json::array()}, {"remarks", json::array()},
              {"steps", json::array()}, {"executions", json::array()}, {"verdict", skipped ? "not-applicable" : "not-run"},
              {"reason", ""}, {"look_further", json::array()}};
  const auto verdict = input.judgement.verdicts.find(subject.id);
  if (verdict == input.judgement.verdicts.end()) return out;
  out["verdict"] = to_text(verdict->second.verdict);
  out["reason"] = verdict->second.reason;
  out["look_further"].push_back("./assay run " + input.facts.profile + " " + subject.id);
  out["look_further"].push_back("./assay explain " + subject.id);
  add_executions(input, subject, verdict->second, out);
  return out;
}

}  // namespace

json cases_json(const ResultsInput& input) {
  json out = json::array();
  for (const auto& subject : input.suite.cases)
    if (input.judgement.verdicts.count(subject.id) || input.judgement.plan.not_applicable.count(subject.id))
      out.push_back(case_json(input, subject));
  return out;
}

}  // namespace assay::run
