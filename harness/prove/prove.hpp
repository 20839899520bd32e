// Shows that every case can fail: the suite against the reference with each of its defects. And that none fails what the
// clauses allow: the suite against each conforming variant of it.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "run/suite/bench.hpp"

namespace assay::prove {

struct ProveOptions {
  std::vector<std::string> selectors;  // cases or defects; none: all
  std::string scratch;                 // directory for traces, made and emptied by the caller
  // From any thread, one at a time.
  std::function<void(std::size_t done, std::size_t all, const std::string& what)> progress;
  std::size_t workers{0};  // defects that are tried side by side; 0: as many as the machine gives
};

struct Pair {
  std::string case_id;
  std::string defect;
  std::string verdict;
  std::string requirement;  // that a FAIL was charged to
  std::string reason;
  bool listed{false};       // the case says that it kills the defect
};

struct Proof {
  std::vector<std::string> complaints;  // empty: the suite is proven
  std::vector<Pair> kills;
  std::size_t executed{0};              // pairs of case and defect that ran
  std::size_t variants{0};              // pairs of case and conforming variant that ran
  std::size_t alike{0};                 // pairs that could, and that another row of the same table stands for
  std::size_t skipped{0};               // pairs that could not matter: the case never reached the defect's hook
};

// The order of complaints and kills is that of the catalogue of defects, however many workers there were.
// Errors: the reference cannot be set up, a trace cannot be written.
Result<Proof> prove(run::Bench bench, const ProveOptions& options);

}  // namespace assay::prove
