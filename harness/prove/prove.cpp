// Running the suite against the correct reference and against each defect.
#include "prove/prove.hpp"

#include <algorithm>
#include <mutex>
#include <set>

#include "language/expand.hpp"
#include "prove/attempt.hpp"
#include "prove/instance.hpp"
#include "prove/rules.hpp"
#include "run/schedule/jobs.hpp"

namespace assay::prove {
namespace {

struct Prover {
  Lab& lab;
  Proof proof{};
  std::map<const catalogue::Setting*, Reach> reach{};
  std::map<std::string, std::set<const catalogue::Setting*>> homes{};  // of each case: where it is proven
  std::map<const catalogue::Setting*, run::Profile> profiles{};

  const run::Bench& bench() const { return lab.bench; }
  const std::vector<std::string>& selectors() const { return lab.options.selectors; }

  // Cases for which the defect could matter: it turns round a decision that they asked for. The rows of a table
  // do the same things: of those that do not list the defect one is enough to show a false alarm.
  std::vector<std::string> reached_by(const std::string& hook, const catalogue::Setting* setting, const std::string& defect,
                                      Proof& own) {
    std::vector<std::string> out;
    std::set<Place> looked_at;
    for (const auto& subject : bench().suite.cases) {
      if (subject.kind == language::CaseKind::check || !selected(subject.id) || !homes[subject.id].count(setting)) continue;
      if (!reaches(subject, setting, hook)) skip(subject, setting, hook, defect, own);
      else if (lists(subject, defect) || looked_at.insert(place_of(subject)).second)
        out.push_back(subject.id);
      else
        ++own.alike;
    }
    return out;
  }

  bool applies(const catalogue::Setting* setting, const language::Case& subject) const {
    const auto& profile = profiles.at(setting);
    const auto* control = bench().suite.find(subject.control);
    return run::applies(profile, subject) && (!control || run::applies(profile, *control));
  }

  // Whether the case goes another way where the setting answers otherwise.
  bool goes_another_way(const catalogue::Setting& setting, const language::Case& subject,
                        const decltype(run::values_of(lab.profile))& values) const {
    const auto program = language::compile(bench().suite, subject, values);
    return program && std::any_of(setting.answers.begin(), setting.answers.end(),
                                  [&](const auto& answer) { return program->chosen_by.count(answer.first) > 0; });
  }

  // Where a case is proven: as the profile says, and in each setting that has it go another way; or else in the first
  // setting to which it applies.
  void find_homes() {
    for (const auto* setting : settings()) profiles[setting] = in_setting(lab.profile, setting);
    const auto values = run::values_of(lab.profile);
    for (const auto& subject : bench().suite.cases) {
      auto& home = homes[subject.id];
      const bool at_first = applies(nullptr, subject);
      if (at_first) home.insert(nullptr);
      for (const auto& setting : bench().settings)
        if (applies(&setting, subject) && (at_first ? goes_another_way(setting, subject, values) : home.empty())) home.insert(&setting);
      if (home.empty()) home.insert(nullptr);
    }
  }

  // Where a case is written: one place for all rows of a table.
  using Place = std::pair<std::string, int>;
  static Place place_of(const language::Case& subject) { return {subject.written.file, subject.written.line}; }

  static bool lists(const language::Case& subject, const std::string& defect) {
    return std::count(subject.kills.begin(), subject.kills.end(), defect) > 0;
  }

  bool reaches(const language::Case& subject, const catalogue::Setting* setting, const std::string& hook) {
    return reach[setting][subject.id].count(hook) > 0;
  }

  // A pair that the case itself lists has to matter, in one setting at least; that is said once.
  void skip(const language::Case& subject, const catalogue::Setting* setting, const std::string& hook, const std::string& defect,
            Proof& own) {
    ++own.skipped;
    const auto& home = homes[subject.id];
    if (!lists(subject, defect) || setting != *home.begin()) return;
    if (std::none_of(home.begin(), home.end(), [&](const auto* one) { return reaches(subject, one, hook); }))
      own.complaints.push_back(subject.id + " lists " + defect +
                               ", but never reaches the decision that it turns round");
  }

  bool selected(const std::string& case_id) const {
    return selectors().empty() || std::any_of(selectors().begin(), selectors().end(), [&](const auto& selector) {
             return catalogue::selects(selector, case_id) || is_defect(selector);
           });
  }

  const catalogue::Defect* find(const std::string& id) const {
    const auto& all = bench().defects;
    const auto found = std::find_if(all.begin(), all.end(), [&](const auto& defect) { return defect.id == id; });
    return found == all.end() ? nullptr : &*found;
  }

  bool is_defect(const std::string& id) const { return find(id) != nullptr; }

  bool defect_selected(const std::string& id) const {
    const bool any = std::any_of(selectors().begin(), selectors().end(), [&](const auto& s) { return is_defect(s); });
    return !any || std::count(selectors().begin(), selectors().end(), id) > 0;
  }

  // The cases that a wrong statement concerns: others may not apply to what is stated, or hang on other answers.
  std::vector<std::string> listing(const catalogue::Defect& defect) const {
    std::vector<std::string> out;
    for (const auto& subject : bench().suite.cases)
      if (selected(subject.id) && lists(subject, defect.id))
        out.push_back(subject.id);
    return out;
  }

  // In the order of the reference's catalogue, then wrong statements; what is known before it runs stands in its proof already.
  std::vector<Attempt> attempts() {
    std::vector<Attempt> out;
    for (const auto& info : all_defects()) {
      const auto* defect = find(info.id);
      if (defect && !defect_selected(info.id)) continue;
      if (!defect) proof.complaints.push_back("the defect " + info.id + " is not in fixtures/defects.xml");
      for (const auto* setting : settings()) {
        if (!defect) continue;
        Attempt attempt{lab, setting, defect, {}};
        attempt.selectors = reached_by(info.hook, setting, info.id, attempt.proof);
        out.push_back(std::move(attempt));
      }
    }
    for (const auto& defect : bench().defects)
      if (!defect.statement.empty() && defect_selected(defect.id)) out.push_back({lab, nullptr, &defect, listing(defect)});
    return out;
  }

  // First what the profile says.
  std::vector<const catalogue::Setting*> settings() const {
    std::vector<const catalogue::Setting*> out{nullptr};
    for (const auto& setting : bench().settings) out.push_back(&setting);
    return out;
  }

  // Each on a worker's thread, with a loop and a reference of its own.
  Result<void> run_all(std::vector<Attempt>& all) const {
    std::mutex mutex;
    std::size_t number = 0;
    Result<void> result;
    run::Jobs jobs;
    jobs.demands.resize(all.size());
    // One more than there are cores: a case that waits for what does not come lets others go on.
    jobs.workers = lab.options.workers > 0 ? lab.options.workers : run::machine_workers() + 1;
    jobs.connections = static_cast<int>(jobs.workers);
    jobs.run = [&](std::size_t, std::size_t job) {
      if (all[job].selectors.empty()) return true;
      std::unique_lock<std::mutex> lock(mutex);
      if (lab.options.progress) lab.options.progress(number++, all.size(), all[job].name);
      lock.unlock();
      auto done = all[job].run();
      lock.lock();
      if (!done && result) result = done;
      return done.has_value();
    };
    run::run_jobs(jobs);
    return result;
  }

  void take(const Proof& own) {
    proof.complaints.insert(proof.complaints.end(), own.complaints.begin(), own.complaints.end());
    proof.kills.insert(proof.kills.end(), own.kills.begin(), own.kills.end());
    proof.executed += own.executed;
    proof.variants += own.variants;
    proof.alike += own.alike;
    proof.skipped += own.skipped;
  }

  // A setting is a right product too: nothing that applies there fails. Of a table one row shows it, beside those that are
  // proven there.
  std::vector<const language::Case*> right_in(const catalogue::Setting* setting) {
    std::vector<const language::Case*> out;
    std::set<Place> looked_at;
    for (const auto& subject : bench().suite.cases) {
      if (subject.kind == language::CaseKind::check || !selected(subject.id)) continue;
      const bool is_first = looked_at.insert(place_of(subject)).second;
      if (homes[subject.id].count(setting) || (setting && is_first && applies(setting, subject))) out.push_back(&subject);
    }
    return out;
  }

  // In parts that workers share; a negative stays with its control and those beside it.
  void add_correct(const catalogue::Setting* setting, std::vector<Attempt>& all) {
    constexpr std::size_t most = 16;
    std::map<std::string, std::size_t> part_of;  // by control
    std::vector<std::vector<std::string>> parts(most);
    for (const auto* subject : right_in(setting)) {
      const std::string& control = subject->control.empty() ? subject->id : subject->control;
      parts[part_of.emplace(control, part_of.size() % most).first->second].push_back(subject->id);
    }
    for (const auto& part : parts) {
      if (part.empty()) continue;
      all.push_back({lab, setting, nullptr, part});
      all.back().name += "-" + std::to_string(all.size());
    }
  }

  Result<void> run_correct() {
    std::vector<Attempt> all;
    for (const auto* setting : settings()) add_correct(setting, all);
    auto done = run_all(all);
    if (!done) return done;
    for (const auto& part : all) {
      take(part.proof);
      for (const auto& [case_id, hooks] : part.reach) reach[part.setting][case_id].insert(hooks.begin(), hooks.end());
    }
    return {};
  }

  Result<void> run() {
    find_homes();
    auto done = run_correct();
    if (!done) return done;
    auto all = attempts();
    done = run_all(all);
    if (!done) return done;
    for (const auto& attempt : all) take(attempt.proof);
    if (selectors().empty()) require_all(bench(), proof);
    return {};
  }
};

bool is_of_this_case_alone(const language::Element& step, const language::Case& subject) {
  const auto bound = language::bound(step, subject.parameters);
  return step.name == "close" || std::any_of(bound.attributes.begin(), bound.attributes.end(), [](const auto& attribute) {
           return attribute.second.find("{fresh.") != std::string::npos;
         });
}

// A postamble judges nothing, and every reference here is new: what no other case can have is in no other's way.
void drop_postambles(run::Bench& bench) {
  for (auto& subject : bench.suite.cases)
    if (std::all_of(subject.postamble.begin(), subject.postamble.end(),
                    [&](const auto& step) { return is_of_this_case_alone(step, subject); }))
      subject.postamble.clear();
}

}  // namespace

Result<Proof> prove(run::Bench bench, const ProveOptions& options) {
  drop_postambles(bench);
  auto profile = run::load_profile(bench.root, "reference", bench.catalogue);
  if (!profile) return tl::unexpected(profile.error().front());
  // Anchors of its own, so that a proof leaves the tree as it was.
  profile->directory = options.scratch;
  auto pki = run::provision(*profile, run::wall_clock() / 1'000'000'000);
  if (!pki) return tl::unexpected(pki.error());
  // Both sides live on one loop: where a poll finds nothing, nothing is on its way any more.
  profile->answers["time.response"] = "0.25";
  profile->answers["trigger.seconds"] = "0.4";
  Lab lab{bench, options, std::move(*profile), std::move(*pki)};
  Prover prover{lab};
  auto done = prover.run();
  if (!done) return tl::unexpected(done.error());
  return std::move(prover.proof);
}

}  // namespace assay::prove
