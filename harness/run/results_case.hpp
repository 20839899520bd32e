// The cases of results.json: purpose, assertions, steps, executions with their exchange.
#pragma once

#include <nlohmann/json_fwd.hpp>

#include "run/results.hpp"

namespace assay::run {

nlohmann::json cases_json(const ResultsInput& input);

}  // namespace assay::run
