// Executing a plan.
#include "run/batch.hpp"

#include <cstdlib>
#include <filesystem>

#include "run/facts.hpp"
#include "run/judge.hpp"

namespace assay::run {

std::string response_milliseconds(const Profile& profile) {
  const double seconds = std::strtod(profile.answer("time.response").c_str(), nullptr);
  return std::to_string(static_cast<long>((seconds > 0 ? seconds : 5) * 1000));
}

Result<void> run_batch(const BatchInput& input) {
  const auto values = values_of(input.profile);
  const std::map<std::string, std::string> facts{{"suite-version", kSuiteVersion},
                                                 {"cases-hash", cases_hash(input.bench.suite)},
                                                 {"profile-hash", sha256(input.profile.text)}};
  std::size_t done = 0;
  for (const auto& execution : input.plan.executions) {
    if (input.progress) input.progress(execution, done++, input.plan.executions.size());
    if (input.before) {
      auto ready = input.before(execution);
      if (!ready) return ready;
    }
    const language::Case* subject = input.bench.suite.find(execution.case_id);
    auto program = language::compile(input.bench.suite, *subject, values);
    if (!program) return tl::unexpected(program.error());
    const engine::Context context{*program, input.bench.vocabulary, values, secret_names(input.profile),
                                  input.seed + "/" + execution.id, response_milliseconds(input.profile)};
    auto writer = trace::Writer::create(input.traces + "/" + execution.id + ".jsonl");
    if (!writer) return tl::unexpected(writer.error());
    for (auto record : input_records(execution, subject->revision, context, facts)) {
      record.time = input.environment.clock();
      auto written = (*writer)->append(std::move(record));
      if (!written) return tl::unexpected(written.error());
    }
    auto ran = Driver(input.environment, context, **writer).run();
    if (!ran) return ran;
    auto finished = (*writer)->finish();
    if (!finished) return finished;
  }
  return {};
}

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
