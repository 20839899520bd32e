// Executes a plan against an IUT that stands: one trace for each execution.
#pragma once

#include <functional>
#include <string>

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
  // Asked before each execution and after each batch: true if the IUT had ended by itself and was started
  // anew. What was in flight then is run again, once; its first traces go to `traces`/interrupted.
  std::function<Result<bool>()> restarted{};
};

// Errors: a trace cannot be written, a case does not compile, or `before` said so.
Result<void> run_batch(const BatchInput& input);

// Captures beside the traces, for Wireshark.
Result<void> write_captures(const std::string& traces);

// The IXIT's response time, and the time that it gives a trigger, in milliseconds, as text.
std::string response_milliseconds(const Profile& profile);
std::string trigger_milliseconds(const Profile& profile);

// The values that placeholders can name in an execution with this seed: also "fresh.marker", which no other has.
std::map<std::string, std::string> values_for(std::map<std::string, std::string> values, const std::string& seed);

}  // namespace assay::run
