// What a proof demands of a case that met a defect.
#pragma once

#include <string>
#include <vector>

#include "catalogue/wrong.hpp"
#include "prove/prove.hpp"
#include "run/judgement/judge.hpp"

namespace assay::prove {

// The verdicts of one run of the suite against one defect (null: the correct reference).
struct Observed {
  const run::Bench& bench;
  const catalogue::Setting* setting;  // null: as the profile says
  const catalogue::Defect* defect;
  const std::map<std::string, run::Judged>& executions;
  const std::map<std::string, run::CaseVerdict>& verdicts;
};

// Adds what is wrong to the proof, and the FAILs to its kills.
void hold_against(const Observed& observed, Proof& proof);

// No case without a kill, no defect unkilled.
void require_all(const run::Bench& bench, Proof& proof);

}  // namespace assay::prove
