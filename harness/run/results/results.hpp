// Writes DIR/results.json, from which the reports are made (schema: reports/results.schema.json).
#pragma once

#include <string>

#include "run/judgement/outcome.hpp"
#include "run/results/facts.hpp"

namespace assay::run {

struct ResultsInput {
  const RunFacts& facts;
  const language::Suite& suite;
  const catalogue::Catalogue& catalogue;
  const Profile& profile;
  const Judgement& judgement;
  const Outcome& outcome;
};

Result<void> write_results(const std::string& directory, const ResultsInput& input);

}  // namespace assay::run
