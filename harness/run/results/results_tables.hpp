// The tables of the report for results.json, and where a case stands in them.
#pragma once

#include <nlohmann/json_fwd.hpp>

#include "run/results/results.hpp"

namespace assay::run {

// Each table as it is declared, with every cell in which a case of the suite stands, whether it ran or not.
nlohmann::json tables_json(const ResultsInput& input);
nlohmann::json cells_json(const language::Case& subject);

}  // namespace assay::run
