// Executing a plan.
#include "run/execution/batch.hpp"

#include <algorithm>
#include <cstdlib>
#include <filesystem>

#include "crypto/digest.hpp"
#include "run/execution/input_records.hpp"

namespace assay::run {

std::string response_milliseconds(const Profile& profile) {
  const double seconds = std::strtod(profile.answer("time.response").c_str(), nullptr);
  return std::to_string(static_cast<long>((seconds > 0 ? seconds : 5) * 1000));
}

std::string trigger_milliseconds(const Profile& profile) {
  const double seconds = std::strtod(profile.answer("trigger.seconds").c_str(), nullptr);
  return std::to_string(static_cast<long>((seconds > 0 ? seconds : 30) * 1000));
}

std::map<std::string, std::string> values_for(std::map<std::string, std::string> values, const std::string& seed) {
  values["fresh.marker"] = "assay-" + crypto::sha256(seed).substr(0, 16);
  return values;
}

namespace {

struct Runner {
  const BatchInput& input;
  std::map<std::string, std::string> values = values_of(input.profile);
  std::map<std::string, std::string> facts{{"suite-version", kSuiteVersion},
                                           {"cases-hash", cases_hash(input.bench.suite)},
                                           {"profile-hash", crypto::sha256(input.profile.text)}};
  std::size_t done{0};

  Result<void> run() {
    for (std::size_t from = 0; from < input.plan.executions.size();) {
      const std::size_t to = end_of_batch(from);
      auto once = run_once(from, to);
      if (!once) return tl::unexpected(once.error());
      // The IUT ended under them: what they saw may be of a product that was going down.
      if (*once) {
        auto again = set_aside(from, to);
        if (again) again = run_once(from, to).map([](bool) {});
        if (!again) return again;
      }
      from = to;
    }
    return {};
  }

  // A control with its negatives and its second run belong together.
  std::size_t end_of_batch(std::size_t from) const {
    const auto& all = input.plan.executions;
    if (all[from].role != Role::control_before) return from + 1;
    while (from < all.size() && all[from].role != Role::control_after) ++from;
    return std::min(from + 1, all.size());
  }

  // True if the IUT was started anew after the first of them had begun.
  Result<bool> run_once(std::size_t from, std::size_t to) {
    bool disturbed = false;
    for (std::size_t at = from; at <= to; ++at) {
      auto anew = input.restarted ? input.restarted() : Result<bool>(false);
      if (!anew) return anew;
      disturbed = disturbed || (*anew && at > from);
      if (at == to) break;
      auto executed = execute(input.plan.executions[at]);
      if (!executed) return tl::unexpected(executed.error());
    }
    return disturbed;
  }

  Result<void> set_aside(std::size_t from, std::size_t to) {
    const std::filesystem::path aside = input.traces + "/interrupted";
    std::error_code failed;
    std::filesystem::create_directory(aside, failed);
    if (!failed) std::filesystem::permissions(aside, std::filesystem::perms::owner_all, failed);
    for (std::size_t at = from; at < to && !failed; ++at) {
      const std::string name = input.plan.executions[at].id + ".jsonl";
      std::filesystem::rename(input.traces + "/" + name, aside / name, failed);
    }
    if (failed) return failure("cannot set interrupted traces aside: " + failed.message());
    done -= to - from;
    return {};
  }

  Result<void> execute(const Execution& execution) {
    if (input.progress) input.progress(execution, done, input.plan.executions.size());
    ++done;
    if (input.before) {
      auto ready = input.before(execution);
      if (!ready) return ready;
    }
    const language::Case* subject = input.bench.suite.find(execution.case_id);
    auto program = language::compile(input.bench.suite, *subject, values);
    if (!program) return tl::unexpected(program.error());
    const std::string seed = input.seed + "/" + execution.id;
    const engine::Context context{*program, input.bench.vocabulary, values_for(values, seed), secret_names(input.profile), seed,
                                  response_milliseconds(input.profile), trigger_milliseconds(input.profile)};
    auto writer = trace::Writer::create(input.traces + "/" + execution.id + ".jsonl");
    if (!writer) return tl::unexpected(writer.error());
    facts["instance"] = std::to_string(input.environment.instance);
    for (auto record : input_records(execution, subject->revision, context, facts)) {
      record.time = input.environment.clock();
      auto written = (*writer)->append(std::move(record));
      if (!written) return tl::unexpected(written.error());
    }
    auto ran = Driver(input.environment, context, **writer, execution.id).run();
    if (!ran) return ran;
    return (*writer)->finish();
  }
};

}  // namespace

Result<void> run_batch(const BatchInput& input) { return Runner{input}.run(); }

Result<void> write_captures(const std::string& traces) {
  for (const auto& entry : std::filesystem::directory_iterator(traces)) {
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
