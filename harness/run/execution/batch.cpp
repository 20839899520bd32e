// Executing a plan.
#include "run/execution/batch.hpp"

#include <cstdlib>
#include <filesystem>

#include "crypto/digest.hpp"
#include "run/execution/input_records.hpp"

namespace assay::run {
namespace fs = std::filesystem;

std::string response_milliseconds(const Profile& profile) {
  const double seconds = std::strtod(profile.answer("time.response").c_str(), nullptr);
  return std::to_string(static_cast<long>((seconds > 0 ? seconds : 5) * 1000));
}

std::string trigger_milliseconds(const Profile& profile) {
  const double seconds = std::strtod(profile.answer("trigger.seconds").c_str(), nullptr);
  return std::to_string(static_cast<long>((seconds > 0 ? seconds : 30) * 1000));
}

std::map<std::string, std::string> values_for(std::map<std::string, std::string> values, const std::string& seed) {
  const std::string fresh = crypto::sha256(seed);
  values["fresh.marker"] = "assay-" + fresh.substr(0, 16);
  values["fresh.folder"] = "assay-folder-" + fresh.substr(16, 16);
  return values;
}

Executor::Executor(const BatchInput& input)
    : input_(input),
      values_(values_of(input.profile)),
      facts_{{"suite-version", kSuiteVersion},
             {"cases-hash", cases_hash(input.bench.suite)},
             {"profile-hash", crypto::sha256(input.profile.text)}} {}

namespace {

// What was set aside and is repeated makes names of its own: what the first attempt left behind is not in its way.
std::string seed_of(const BatchInput& input, const std::string& id) {
  std::string seed = input.seed + "/" + id;
  for (const std::string folder : {"parallel", "interrupted"})
    if (fs::exists(input.traces + "/" + folder + "/" + id + ".jsonl")) seed += "/after-" + folder;
  return seed;
}

}  // namespace

Result<void> Executor::execute(const Execution& execution, Environment& environment) const {
  const Bench& bench = input_.bench;
  const language::Case* subject = bench.suite.find(execution.case_id);
  auto program = language::compile(bench.suite, *subject, values_);
  if (!program) return tl::unexpected(program.error());
  const std::string seed = seed_of(input_, execution.id);
  const engine::Context context{*program, bench.vocabulary, values_for(values_, seed), secret_names(input_.profile), seed,
                                response_milliseconds(input_.profile), trigger_milliseconds(input_.profile)};
  auto writer = trace::Writer::create(input_.traces + "/" + execution.id + ".jsonl");
  if (!writer) return tl::unexpected(writer.error());
  auto facts = facts_;
  facts["instance"] = std::to_string(environment.instance);
  for (auto record : input_records(execution, subject->revision, context, facts)) {
    record.time = environment.clock();
    auto written = (*writer)->append(std::move(record));
    if (!written) return tl::unexpected(written.error());
  }
  auto ran = Driver(environment, context, **writer, execution.id).run();
  if (!ran) return ran;
  return (*writer)->finish();
}

namespace {

struct UnitRun {
  const BatchInput& input;
  const Executor& executor;
  const Unit& unit;
  std::size_t done;

  Result<void> run() {
    auto disturbed = run_once();
    if (!disturbed) return tl::unexpected(disturbed.error());
    if (!*disturbed) return {};
    // The IUT ended under them: what they saw may be of a product that was going down.
    auto again = set_aside(input, unit, "interrupted");
    if (again) again = run_once().map([](bool) {});
    return again;
  }

  // True if the IUT was started anew after the first of them had begun.
  Result<bool> run_once() {
    bool disturbed = false;
    for (std::size_t at = unit.from; at <= unit.to; ++at) {
      auto anew = input.restarted ? input.restarted() : Result<bool>(false);
      if (!anew) return anew;
      disturbed = disturbed || (*anew && at > unit.from);
      if (at == unit.to) break;
      auto executed = execute(input.plan.executions[at], done + at - unit.from);
      if (!executed) return tl::unexpected(executed.error());
    }
    return disturbed;
  }

  Result<void> execute(const Execution& execution, std::size_t before) {
    if (input.progress) input.progress(execution, before, input.plan.executions.size());
    if (input.before) {
      auto ready = input.before(execution);
      if (!ready) return ready;
    }
    return executor.execute(execution, input.environment);
  }
};

bool holds_one(const std::string& path, const BatchInput& input, const Unit& unit) {
  for (std::size_t at = unit.from; at < unit.to; ++at)
    if (fs::exists(path + "/" + input.plan.executions[at].id + ".jsonl")) return true;
  return false;
}

// The first folder of that name that holds no trace of the unit.
std::string free_folder(const BatchInput& input, const Unit& unit, const std::string& folder) {
  const std::string first = input.traces + "/" + folder;
  std::string path = first;
  for (int number = 2; holds_one(path, input, unit); ++number) path = first + "-" + std::to_string(number);
  return path;
}

}  // namespace

Result<void> run_unit(const BatchInput& input, const Executor& executor, const Unit& unit, std::size_t done) {
  return UnitRun{input, executor, unit, done}.run();
}

Result<void> run_batch(const BatchInput& input) {
  const Executor executor(input);
  for (const auto& unit : units_of(input.plan)) {
    auto done = run_unit(input, executor, unit, unit.from);
    if (!done) return done;
  }
  return {};
}

Result<void> set_aside(const BatchInput& input, const Unit& unit, const std::string& folder) {
  if (!holds_one(input.traces, input, unit)) return {};
  const fs::path aside = free_folder(input, unit, folder);
  std::error_code failed;
  fs::create_directories(aside, failed);
  if (!failed) fs::permissions(aside, fs::perms::owner_all, failed);
  for (std::size_t at = unit.from; at < unit.to && !failed; ++at) {
    const std::string name = input.plan.executions[at].id + ".jsonl";
    if (fs::exists(input.traces + "/" + name)) fs::rename(input.traces + "/" + name, aside / name, failed);
  }
  if (failed) return failure("cannot set traces aside in " + aside.string() + ": " + failed.message());
  return {};
}

Result<void> write_captures(const std::string& traces) {
  std::error_code none;
  for (const auto& entry : fs::directory_iterator(traces, none)) {
    if (entry.path().extension() != ".jsonl") continue;
    auto records = trace::read(entry.path().string());
    if (!records) return tl::unexpected(records.error());
    auto path = entry.path();
    auto written = trace::write_pcapng(path.replace_extension(".pcapng").string(), *records);
    if (!written) return written;
  }
  return {};
}

}  // namespace assay::run
