// The preflight: cases of kind `check`, and what can be looked at without the IUT.
#include "run/preflight.hpp"

#include <cstdlib>
#include <filesystem>

#include "run/execution/batch.hpp"
#include "run/judgement/exchange.hpp"
#include "run/judgement/judge.hpp"
#include "run/session.hpp"

namespace assay::run {
namespace {

// Leaf certificates are valid from a day ago: a larger offset of the IUT's clock would break them.
constexpr double kLargestOffset = 43200;

Plan check_plan(const Bench& bench, const Profile& profile) {
  Plan plan;
  for (const auto& subject : bench.suite.cases) {
    if (subject.kind != language::CaseKind::check) continue;
    const auto expression = catalogue::Expression::parse(subject.applies_if.empty() ? "mss or msc" : subject.applies_if, subject.where);
    if (!expression || !expression->evaluate([&](const std::string& name) { return holds(profile, name); })) continue;
    plan.executions.push_back({"check-" + std::to_string(plan.executions.size() + 1), subject.id, Role::test, "", ""});
  }
  return plan;
}

CheckLine clock_line(const Profile& profile) {
  const std::string offset = profile.answer("clock.offset");
  const bool fine = std::abs(std::strtod(offset.c_str(), nullptr)) <= kLargestOffset;
  return {"the clock offset that the IXIT gives leaves fresh certificates valid", fine,
          fine ? "" : "the IUT's clock is off by " + offset + " s; certificates are valid from a day ago: set its clock"};
}

std::string host_of(const std::string& address) { return address.substr(0, address.rfind(':')); }

// A product that trusts its own host must be reached from elsewhere, or its policy is not seen.
CheckLine source_line(const Profile& profile, const std::map<std::string, Judged>& judged) {
  CheckLine line{"the suite does not connect from an address that the IUT exempts from its policy", true, ""};
  // A "no" is believed only of an address that somebody chose.
  const std::string source = profile.answer("source.address");
  const bool chosen = !source.empty() && source != "0.0.0.0" && source != "::";
  if (profile.answer("loopback.exempt") != "yes" && chosen) return line;
  for (const auto& [id, one] : judged)
    for (const auto& record : one.records) {
      // A client comes from wherever it likes.
      if (record.name != "opened" || trace::attribute(record, "accepted") == "yes") continue;
      const std::string local = host_of(trace::attribute(record, "local"));
      if (local == host_of(trace::attribute(record, "remote")))
        return {line.what, false, "it connects from " + local + ", the IUT's own address: give another source.address"};
    }
  return line;
}

}  // namespace

Result<std::vector<CheckLine>> preflight(const Bench& bench, const Profile& profile, Site& site, const std::string& seed) {
  std::vector<CheckLine> lines{clock_line(profile)};
  const auto plan = check_plan(bench, profile);
  if (plan.executions.empty()) return lines;  // of some roles nothing can be asked before the cases
  const std::string directory = site.scratch() + "/preflight";
  std::filesystem::create_directories(directory + "/traces");
  auto ran = run_batch({bench, profile, plan, site.environment(), directory + "/traces", seed, {}, {}});
  if (!ran) return tl::unexpected(ran.error());
  auto judged = judge_directory(bench.suite, bench.vocabulary, directory);
  if (!judged) return tl::unexpected(judged.error());
  lines.push_back(source_line(profile, *judged));
  for (const auto& execution : plan.executions) {
    const Judged& one = judged->at(execution.id);
    const bool passed = one.verdict == engine::Verdict::pass;
    lines.push_back({bench.suite.find(execution.case_id)->purpose, passed,
                     passed ? "" : redacted(one.reason, one.state.secrets) + "; look at the IXIT of the profile"});
  }
  return lines;
}

}  // namespace assay::run
