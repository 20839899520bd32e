// The numbered rules that a suite has to hold to before anything is run with it.
#pragma once

#include <set>
#include <string>
#include <vector>

#include "catalogue/catalogue.hpp"
#include "catalogue/wrong.hpp"
#include "language/names.hpp"
#include "language/suite.hpp"
#include "language/vocabulary.hpp"

namespace assay::language {

// Borrowed for the call.
struct LintInput {
  const Suite& suite;
  const catalogue::Catalogue& catalogue;
  const Vocabulary& vocabulary;
  const std::vector<catalogue::Defect>& defects;
  const std::set<std::string>& faults;  // names that a send or an action may give in `fault`
  const Names& names;
};

// Every breach: "ASSAY-012: …" with file, line and the way out. Empty: the suite holds.
std::vector<Error> lint(const LintInput& input);

// One line for each rule: its number and what it asks.
struct RuleTitle {
  int number{0};
  std::string title;
};
std::vector<RuleTitle> lint_rules();

}  // namespace assay::language
