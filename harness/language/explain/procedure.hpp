// The steps of a compiled case in words, and what at which of them passes or fails it.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "language/program.hpp"
#include "language/vocabulary.hpp"

namespace assay::language {

struct ProcedureText {
  std::vector<std::string> steps;  // numbered from 1 by their place
  std::vector<std::string> postamble;  // numbered on from there
  std::vector<std::string> passes;
  std::vector<std::string> fails;
  std::vector<std::string> others;  // remarks and what leaves it open
};

ProcedureText procedure_text(const Program& program, const Vocabulary& vocabulary);

}  // namespace assay::language
