// Executes a plan against an IUT that stands: one trace for each execution.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "run/execution/driver.hpp"
#include "run/execution/plan.hpp"
#include "run/suite/bench.hpp"

namespace assay::run {

struct BatchInput {
  const Bench& bench;
  const Profile& profile;
  const Plan& plan;
  Environment& environment;
  std::string traces;  // directory that exists
  std::string seed;
  std::function<Result<void>(const Execution&)> before;  // called before each execution; an error stops the batch
  std::function<void(const Execution&, std::size_t done, std::size_t all)> progress;
  // Asked before each execution and after each unit: true if the IUT had ended by itself and was started
  // anew. What was in flight then is run again, once; its first traces go to `traces`/interrupted.
  std::function<Result<bool>()> restarted{};
};

// Makes one trace after the other. Several threads may share it, each with an environment of its own.
class Executor {
 public:
  explicit Executor(const BatchInput& input);
  // Errors: the trace cannot be written, the case does not compile.
  Result<void> execute(const Execution& execution, Environment& environment) const;

 private:
  const BatchInput& input_;
  std::map<std::string, std::string> values_;
  std::map<std::string, std::string> facts_;
};

// Errors: a trace cannot be written, a case does not compile, or `before` said so.
Result<void> run_batch(const BatchInput& input);

// The same for one unit; `done`: how many executions are done already, for the progress.
Result<void> run_unit(const BatchInput& input, const Executor& executor, const Unit& unit, std::size_t done);

// Moves what traces there are of a unit to `traces`/`folder`, or, where that holds one of them, to
// `folder`-2 and so on: evidence is never overwritten.
Result<void> set_aside(const BatchInput& input, const Unit& unit, const std::string& folder);

// Captures beside the traces, for Wireshark. A directory that is not there has none.
Result<void> write_captures(const std::string& traces);

// The IXIT's response time, and the time that it gives a trigger, in milliseconds, as text.
std::string response_milliseconds(const Profile& profile);
std::string trigger_milliseconds(const Profile& profile);

// The values that placeholders can name in an execution with this seed: also "fresh.marker" and "fresh.folder", which
// no other has; neither is a part of the other.
std::map<std::string, std::string> values_for(std::map<std::string, std::string> values, const std::string& seed);

}  // namespace assay::run
