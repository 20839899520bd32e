// The cases of results.json: purpose, assertions, steps, executions with their exchange.
#pragma once

#include <nlohmann/json_fwd.hpp>

namespace assay::run {

struct ResultsInput;

nlohmann::json cases_json(const ResultsInput& input);

}  // namespace assay::run
