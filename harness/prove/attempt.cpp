// Plans, executes and judges.
#include "prove/attempt.hpp"

#include <algorithm>
#include <filesystem>

#include "prove/instance.hpp"
#include "prove/rules.hpp"
#include "run/execution/batch.hpp"
#include "run/execution/site.hpp"

namespace assay::prove {
namespace {

// What a defect does to a negative shows with one run of its control: that the control still passes behind it was seen on
// the correct reference, and no FAIL hangs on it.
void run_controls_once(run::Plan& plan) {
  for (auto& execution : plan.executions)
    if (!execution.after.empty()) execution.after = execution.before;
  std::erase_if(plan.executions, [](const auto& execution) { return execution.role == run::Role::control_after; });
}

}  // namespace

run::Profile in_setting(const run::Profile& profile, const catalogue::Setting* setting) {
  run::Profile out = profile;
  if (!setting) return out;
  for (const auto& [item, support] : setting->items) out.ics[item] = support;
  for (const auto& [question, answer] : setting->answers) out.answers[question] = answer;
  return out;
}

// A wrong statement is made of a reference that is right.
run::Profile Attempt::stated() const {
  run::Profile claims = in_setting(lab.profile, setting);
  if (defect)
    for (const auto& [question, answer] : defect->statement) claims.answers[question] = answer;
  return claims;
}

Result<void> Attempt::run() {
  profile = stated();
  auto plan = run::make_plan(lab.bench.suite, lab.bench.catalogue, profile, selectors);
  if (!plan) return tl::unexpected(plan.error());
  if (plan->executions.empty()) return {};
  if (defect) run_controls_once(*plan);
  const std::string directory = lab.options.scratch + "/" + name;
  std::filesystem::create_directories(directory + "/traces");
  auto ran = execute(*plan, directory + "/traces");
  if (!ran) return ran;
  auto judged = run::judge_directory(lab.bench.suite, lab.bench.vocabulary, directory);
  if (!judged) return tl::unexpected(judged.error());
  const auto verdicts = run::case_verdicts(lab.bench.suite, *judged);
  hold_against({lab.bench, setting, defect, *judged, verdicts}, proof);
  if (defect) (defect->is_variant() ? proof.variants : proof.executed) += verdicts.size();
  std::filesystem::remove_all(directory);
  return {};
}

Result<void> Attempt::execute(const run::Plan& plan, const std::string& traces) {
  net::Loop loop;
  std::vector<std::string> defects;
  if (defect && !states_wrongly()) defects.push_back(defect->id);
  auto instance = Instance::start(loop, in_setting(lab.profile, setting), lab.pki, defects);
  if (!instance) return tl::unexpected(instance.error());
  run::Environment environment{loop, (*instance)->endpoints(), lab.certificates, lab.bench.faults, "", "",
                               {},   run::wall_clock};
  environment.server_name = lab.profile.answer("tls.server-name");
  environment.offers = (*instance)->offers();
  environment.elapse = [&instance](std::chrono::milliseconds time) { (*instance)->elapse(time); };
  environment.trigger = (*instance)->trigger(lab.certificates);
  environment.keeps_evidence = false;  // nobody reads these traces but the judge
  std::string last;
  const auto note = [&](const run::Execution& execution) -> Result<void> {
    note_reached(last, **instance);
    last = execution.case_id;
    return {};
  };
  auto ran = run::run_batch({lab.bench, profile, plan, environment, traces, "prove", note, {}});
  note_reached(last, **instance);
  return ran;
}

void Attempt::note_reached(const std::string& case_id, Instance& instance) {
  const auto hooks = instance.take_reached();
  if (!defect && !case_id.empty()) reach[case_id].insert(hooks.begin(), hooks.end());
}

}  // namespace assay::prove
