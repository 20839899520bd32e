// Running the suite against the correct reference and against each defect.
#include "prove/prove.hpp"

#include <algorithm>
#include <filesystem>
#include <set>

#include "base/file.hpp"
#include "prove/instance.hpp"
#include "prove/rules.hpp"
#include "reference/policy/defects.hpp"
#include "run/execution/batch.hpp"
#include "run/execution/site.hpp"

namespace assay::prove {
namespace {

using Reach = std::map<std::string, std::set<std::string>>;  // case -> hooks of the reference

struct Prover {
  const run::Bench& bench;
  const ProveOptions& options;
  run::Profile profile;
  run::Pki pki;
  crypto::Identity server;
  Proof proof{};
  Reach reach{};
  std::size_t run_count{0};

  // Runs what `selectors` name against a fresh reference and judges it from its traces.
  Result<void> against(const catalogue::Defect* defect, const std::vector<std::string>& selectors) {
    auto plan = run::make_plan(bench.suite, bench.catalogue, profile, selectors);
    if (!plan) return tl::unexpected(plan.error());
    net::Loop loop;
    std::vector<std::string> defects;
    if (defect) defects.push_back(defect->id);
    auto instance = Instance::start(loop, profile, pki, server, defects);
    if (!instance) return tl::unexpected(instance.error());
    run::Certificates certificates(profile, pki, run::wall_clock() / 1'000'000'000);
    run::Environment environment{loop, (*instance)->endpoints(), certificates, bench.faults, "", "", {}, run::wall_clock, {}};
    environment.server_name = profile.answer("tls.server-name");
    const std::string directory = options.scratch + "/" + std::to_string(++run_count);
    std::filesystem::create_directories(directory + "/traces");
    std::string last;
    const auto note = [&](const run::Execution& execution) -> Result<void> {
      const auto hooks = (*instance)->take_reached();
      if (!defect && !last.empty()) reach[last].insert(hooks.begin(), hooks.end());
      last = execution.case_id;
      return {};
    };
    auto ran = run::run_batch({bench, profile, *plan, environment, directory + "/traces", "prove", note, {}});
    if (!ran) return ran;
    const auto hooks = (*instance)->take_reached();
    if (!defect) reach[last].insert(hooks.begin(), hooks.end());
    auto judged = run::judge_directory(bench.suite, bench.vocabulary, directory);
    if (!judged) return tl::unexpected(judged.error());
    const auto verdicts = run::case_verdicts(bench.suite, *judged);
    hold_against({bench, defect, *judged, verdicts}, proof);
    if (defect) proof.executed += verdicts.size();
    std::filesystem::remove_all(directory);
    return {};
  }

  // Cases for which the defect could matter: it turns round a decision that they, or their control, asked for.
  std::vector<std::string> reached_by(const std::string& hook, const std::string& defect) {
    std::vector<std::string> out;
    for (const auto& subject : bench.suite.cases) {
      if (subject.kind == language::CaseKind::check || !selected(subject.id)) continue;
      if (reach[subject.id].count(hook) || reach[subject.control].count(hook)) out.push_back(subject.id);
      else skip(subject, defect);
    }
    return out;
  }

  // A pair that the case itself lists has to matter.
  void skip(const language::Case& subject, const std::string& defect) {
    ++proof.skipped;
    if (std::count(subject.kills.begin(), subject.kills.end(), defect) > 0)
      proof.complaints.push_back(subject.id + " lists " + defect + ", but never reaches the decision that it turns round");
  }

  bool selected(const std::string& case_id) const {
    return options.selectors.empty() || std::any_of(options.selectors.begin(), options.selectors.end(), [&](const auto& selector) {
             return catalogue::selects(selector, case_id) || is_defect(selector);
           });
  }

  bool is_defect(const std::string& id) const {
    return std::any_of(bench.defects.begin(), bench.defects.end(), [&](const auto& defect) { return defect.id == id; });
  }

  bool defect_selected(const std::string& id) const {
    const bool any = std::any_of(options.selectors.begin(), options.selectors.end(), [&](const auto& s) { return is_defect(s); });
    return !any || std::count(options.selectors.begin(), options.selectors.end(), id) > 0;
  }

  Result<void> run() {
    auto done = against(nullptr, {});
    if (!done) return done;
    std::size_t number = 0;
    for (const auto& info : reference::defects()) {
      if (options.progress) options.progress(number++, bench.defects.size(), info.id);
      const auto found = std::find_if(bench.defects.begin(), bench.defects.end(), [&](const auto& d) { return d.id == info.id; });
      if (found == bench.defects.end()) {
        proof.complaints.push_back("the defect " + info.id + " is not in fixtures/defects.xml");
        continue;
      }
      if (!defect_selected(info.id)) continue;
      const auto cases = reached_by(info.hook, info.id);
      if (cases.empty()) continue;
      done = against(&*found, cases);
      if (!done) return done;
    }
    if (options.selectors.empty()) require_all(bench, proof);
    return {};
  }
};

}  // namespace

Result<Proof> prove(const run::Bench& bench, const ProveOptions& options) {
  auto profile = run::load_profile(bench.root, "reference", bench.catalogue);
  if (!profile) return tl::unexpected(profile.error().front());
  // Anchors of its own, so that a proof leaves the tree as it was.
  profile->directory = options.scratch;
  auto pki = run::provision(*profile, run::wall_clock() / 1'000'000'000);
  if (!pki) return tl::unexpected(pki.error());
  auto certificate = run::read_file(pki->directory + "/server.pem");
  auto key = run::read_file(pki->directory + "/server.key");
  if (!certificate || !key) return tl::unexpected((certificate ? key : certificate).error());
  Prover prover{bench, options, std::move(*profile), std::move(*pki), {*certificate, *key}};
  auto done = prover.run();
  if (!done) return tl::unexpected(done.error());
  return std::move(prover.proof);
}

}  // namespace assay::prove
