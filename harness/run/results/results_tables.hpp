// The tables of the report for results.json, and where a case stands in them.
#pragma once

#include <nlohmann/json_fwd.hpp>

#include "catalogue/catalogue.hpp"
#include "language/suite.hpp"

namespace assay::run {

// Each table as it is declared, with every cell in which a case of the suite stands, whether it ran or not.
nlohmann::json tables_json(const catalogue::Catalogue& catalogue, const language::Suite& suite);
nlohmann::json cells_json(const language::Case& subject);

}  // namespace assay::run
