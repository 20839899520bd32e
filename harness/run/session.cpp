// Running the suite against one IUT.
#include "run/session.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <random>

#include "base/text.hpp"
#include "crypto/digest.hpp"
#include "run/execution/batch.hpp"
#include "run/execution/inapplicable.hpp"
#include "run/execution/site.hpp"
#include "run/lab/addresses.hpp"
#include "run/preflight.hpp"
#include "run/results/results.hpp"
#include "run/results/stored_inputs.hpp"
#include "run/schedule/plan_run.hpp"
#include "run/schedule/units.hpp"

namespace assay::run {
namespace {

namespace fs = std::filesystem;
using Errors = std::vector<Error>;

std::string host_name() {
  char name[256] = {};
  return ::gethostname(name, sizeof name - 1) == 0 ? name : "unknown";
}

std::string drawn_seed() {
  std::random_device device;
  return fmt::format("{:08x}{:08x}", device(), device());
}

Result<void> make_directory(const std::string& path) {
  std::error_code failed;
  if (fs::exists(path) && !fs::is_empty(path, failed))
    return failure("the directory " + path + " is not empty", "name another with --out");
  fs::create_directories(path + "/traces", failed);
  if (failed) return failure("cannot make " + path + ": " + failed.message());
  // Passwords and keys are in the evidence.
  fs::permissions(path + "/traces", fs::perms::owner_all, failed);
  return {};
}

RunFacts facts_of(const Bench& bench, const Profile& profile, const RunOptions& options) {
  RunFacts facts;
  const std::int64_t now = wall_clock();
  facts.started = timestamp(now);
  facts.seed = options.seed.empty() ? drawn_seed() : options.seed;
  std::string compact;
  for (char c : facts.started)
    if (c != '-' && c != ':') compact += c;
  facts.report_id = "assay-" + profile.name + "-" + compact + "-" + facts.seed.substr(0, 6);
  facts.place = host_name();
  facts.op = options.op;
  facts.profile = profile.name;
  facts.iut_name = profile.iut_name;
  facts.vendor = profile.vendor;
  facts.build = profile.build;
  facts.configuration = profile.configuration;
  facts.suite_version = kSuiteVersion;
  facts.suite_hash = suite_hash(bench);
  std::string ics, ixit;
  for (const auto& [id, support] : profile.ics) ics += id + "=" + (support ? "yes" : "no") + "\n";
  for (const auto& [name, value] : ixit_values(profile)) ixit += name + "=" + value + "\n";
  facts.ics_hash = crypto::sha256(ics);
  facts.ixit_hash = crypto::sha256(ixit);
  facts.selection = options.selectors;
  if (!options.selectors.empty()) facts.deviations.push_back("only what the selection names was run");
  if (options.known) facts.deviations.push_back("held against a list of known findings: exit code 0 means none but these");
  facts.known = options.known;
  return facts;
}

std::string ended_by_itself(const std::string& last) {
  return "the IUT ended by itself " + (last.empty() ? "before the first case" : "during or after " + last) +
         " and was started anew; the cases in flight were run again";
}

struct Session {
  const Bench& bench;
  const RunOptions& options;
  const Profile& profile;
  const Plan& plan;
  const Schedule& schedule;
  RunFacts facts;
  std::unique_ptr<Site> site{};

  // Nothing is asked of an IUT to which no case applies: there is a result all the same.
  void leave_alone() {
    facts.version = profile.version.empty() ? "not read" : profile.version;
    facts.version_source = "the profile";
    facts.deviations.push_back("nothing was executed, and the IUT was not started");
  }

  // An empty text, or why the environment does not allow a run.
  std::string environment_problem() {
    auto opened = Site::open(bench, profile, options.programs, options.ask);
    if (!opened) return to_text(opened.error());
    site = std::move(*opened);
    auto started = site->start();
    if (!started) return to_text(started.error());
    facts.version = site->iut().version(facts.version_source);
    if (options.skip_check) {
      facts.deviations.push_back("the preflight was skipped: credentials, resources and trust anchors were taken on trust");
      return {};
    }
    auto lines = preflight(bench, profile, *site, facts.seed);
    if (!lines) return to_text(lines.error());
    std::string problem;
    for (const auto& line : *lines)
      if (!line.passed) problem += (problem.empty() ? "" : "; ") + line.what + ": " + line.why;
    return problem.empty() ? problem : "the preflight found: " + problem;
  }

  Result<void> run_cases() {
    std::string last;
    const auto interrupted = [&]() -> Result<void> {
      if (options.interrupted && options.interrupted()) return failure("it was interrupted after " + last);
      return {};
    };
    // A worker only looks: what starts the IUT has to outlive it.
    const auto ended = [&]() -> Result<bool> { return interrupted().map([&] { return !site->iut().running(); }); };
    const auto keep = [&]() -> Result<bool> {
      auto goes_on = interrupted();
      if (!goes_on) return tl::unexpected(goes_on.error());
      auto restarted = site->keep_running();
      if (restarted && *restarted) facts.deviations.push_back(ended_by_itself(last));
      return restarted;
    };
    const auto progress = [&](const Execution& execution, std::size_t done, std::size_t all) {
      last = execution.id;
      if (options.progress) options.progress(done, all, execution.case_id);
    };
    const BatchInput batch{bench, profile,  plan, site->environment(), options.out + "/traces", facts.seed,
                           {},    progress, keep};
    return run_plan({batch, schedule, ended});
  }
};

Outcome stopped(const std::string& why) {
  Outcome outcome;
  outcome.exit = Exit::harness;
  outcome.why = why;
  return outcome;
}

}  // namespace

tl::expected<Ended, Errors> run_suite(const Bench& bench, const RunOptions& options) {
  auto profile = load_profile(bench.root, options.profile, bench.catalogue);
  if (!profile) return tl::unexpected(profile.error());
  auto findings = load_findings(bench.root, profile->directory);
  if (!findings) return tl::unexpected(findings.error());
  auto plan = make_plan(bench.suite, bench.catalogue, *profile, options.selectors);
  if (!plan) return tl::unexpected(Errors{plan.error()});
  const bool nothing = plan->executions.empty();
  if (nothing && unseen_shalls(bench.suite, bench.catalogue, *profile, {*plan, {}, {}}).empty())
    return tl::unexpected(nothing_to_run(*profile, *plan));
  if (auto wrong = wrong_addresses(*profile); !nothing && !wrong.empty()) return tl::unexpected(wrong);
  auto demands = demands_of(bench, *profile, *plan);
  if (!demands) return tl::unexpected(Errors{demands.error()});
  const int connections = connections_allowed(*profile);
  const Schedule schedule{*demands, workers_for(*demands, options.workers, connections), connections};
  auto made = make_directory(options.out);
  if (!made) return tl::unexpected(Errors{made.error()});
  auto stored = store_inputs(options.out, bench, *profile);
  if (!stored) return tl::unexpected(Errors{stored.error()});
  Session session{bench, options, *profile, *plan, schedule, facts_of(bench, *profile, options)};
  session.facts.workers = static_cast<int>(schedule.workers);
  if (nothing)
    session.leave_alone();
  else
    session.facts.stopped = session.environment_problem();
  if (!nothing && session.facts.stopped.empty()) {
    auto ran = session.run_cases();
    if (!ran) session.facts.stopped = "the run was cut short: " + to_text(ran.error());
  }
  session.site.reset();
  session.facts.ended = session.facts.issued = timestamp(wall_clock());
  auto captured = write_captures(options.out + "/traces");
  if (captured) captured = write_captures(options.out + "/traces/" + kParallelFolder);
  if (!captured && session.facts.stopped.empty()) session.facts.stopped = to_text(captured.error());
  auto saved = save_facts(options.out, session.facts);
  if (!saved) return Ended{Judgement{std::move(*plan), {}, {}}, stopped(to_text(saved.error()))};
  auto ended = conclude_directory(bench, options.out);
  return ended;
}

tl::expected<std::vector<CheckLine>, Errors> check_profile(const Bench& bench, const RunOptions& options) {
  auto profile = load_profile(bench.root, options.profile, bench.catalogue);
  if (!profile) return tl::unexpected(profile.error());
  if (auto wrong = wrong_addresses(*profile); !wrong.empty()) return tl::unexpected(wrong);
  auto site = Site::open(bench, *profile, options.programs, options.ask);
  if (!site) return tl::unexpected(Errors{site.error()});
  auto started = (*site)->start();
  if (!started) return std::vector<CheckLine>{{"the IUT can be reached", false, to_text(started.error())}};
  auto lines = preflight(bench, *profile, **site, "check");
  if (!lines) return tl::unexpected(Errors{lines.error()});
  return *lines;
}

namespace {

// What was judged, with everything that it points into.
struct Concluded {
  RunFacts facts;
  Profile profile;
  std::vector<KnownFinding> findings;
  Ended ended;
};

// Every trace has to be that of its execution in this run: the plan made anew says which, the seed of
// the run and the hash of the profile that it stored say whose.
Result<void> traces_belong(const RunFacts& facts, const Profile& profile, const Plan& plan,
                           const std::map<std::string, Judged>& judged) {
  const std::string way_out = "traces were exchanged or altered after the run; run again";
  for (const auto& [key, one] : judged) {
    const Execution had = as_planned(one.execution);
    const std::string& id = had.id;
    const auto planned =
        std::find_if(plan.executions.begin(), plan.executions.end(), [&](const auto& e) { return e.id == id; });
    if (planned == plan.executions.end()) continue;
    const bool same = had.case_id == planned->case_id && had.role == planned->role && had.before == planned->before && had.after == planned->after;
    const std::string seed = facts.seed + "/" + id;  // and more where it was repeated
    const bool own = (one.seed == seed || one.seed.starts_with(seed + "/")) && one.profile_hash == crypto::sha256(profile.text);
    if (!same || !own) return failure("the trace " + id + " is not that of this run's " + planned->case_id, way_out);
  }
  return {};
}

tl::expected<std::unique_ptr<Concluded>, Errors> judge_stored(const Bench& bench, const std::string& directory) {
  auto facts = load_facts(directory);
  if (!facts) return tl::unexpected(Errors{facts.error()});
  auto profile = load_profile(bench.root, stored_profile(directory), bench.catalogue);
  if (!profile) return tl::unexpected(profile.error());
  auto findings = load_findings(bench.root, profile->directory);
  if (!findings) return tl::unexpected(findings.error());
  auto plan = make_plan(bench.suite, bench.catalogue, *profile, facts->selection);
  if (!plan) return tl::unexpected(Errors{plan.error()});
  auto judged = judge_directory(bench.suite, bench.vocabulary, directory);
  // A run that was stopped before its first case, or had none to execute, has no traces, and still a result.
  if (!judged && facts->stopped.empty() && !plan->executions.empty()) return tl::unexpected(Errors{judged.error()});
  if (!judged) judged = std::map<std::string, Judged>{};
  // The cases may have been edited since: the plan of the run is that of the cases that it stored.
  auto suite_then = language::read_suite(stored_testcases(directory));
  if (!suite_then) return tl::unexpected(suite_then.error());
  auto plan_then = make_plan(*suite_then, bench.catalogue, *profile, facts->selection);
  if (!plan_then) return tl::unexpected(Errors{plan_then.error()});
  auto belongs = traces_belong(*facts, *profile, *plan_then, *judged);
  if (!belongs) return tl::unexpected(Errors{belongs.error()});
  auto out = std::make_unique<Concluded>(Concluded{std::move(*facts), std::move(*profile), std::move(*findings), {}});
  out->ended.judgement = {std::move(*plan), std::move(*judged), {}};
  out->ended.judgement.verdicts = case_verdicts(bench.suite, out->ended.judgement.executions);
  out->ended.outcome = conclude(bench.suite, bench.catalogue, out->profile, out->ended.judgement,
                                out->facts.known ? &out->findings : nullptr, out->facts.started.substr(0, 10));
  Outcome& outcome = out->ended.outcome;
  outcome.deviations = out->facts.deviations;
  if (!out->facts.stopped.empty() && outcome.exit != Exit::nonconformity) {
    outcome.exit = Exit::harness;
    outcome.why = out->facts.stopped;
  }
  return out;
}

// The outcome must not point into the findings, which end with what was concluded.
Ended detached(Concluded& concluded) {
  concluded.ended.outcome.known.clear();
  return std::move(concluded.ended);
}

}  // namespace

tl::expected<Ended, Errors> judge_only(const Bench& bench, const std::string& directory) {
  auto concluded = judge_stored(bench, directory);
  if (!concluded) return tl::unexpected(concluded.error());
  return detached(**concluded);
}

tl::expected<Ended, Errors> conclude_directory(const Bench& bench, const std::string& directory) {
  auto concluded = judge_stored(bench, directory);
  if (!concluded) return tl::unexpected(concluded.error());
  Concluded& all = **concluded;
  auto written = write_results(
      directory, {all.facts, bench.suite, bench.catalogue, all.profile, all.ended.judgement, all.ended.outcome});
  if (!written) return tl::unexpected(Errors{written.error()});
  return detached(all);
}

}  // namespace assay::run
