// Loading the suite for a command.
#include "cli/lint_gate.hpp"

#include "cli/modules.hpp"
#include "cli/terminal.hpp"
#include "language/lint.hpp"
#include "run/lab/case_names.hpp"

namespace assay::cli {

std::optional<run::Bench> linted_bench(const Place& place) {
  auto bench = run::load_bench(place.root, full_vocabulary());
  if (!bench) {
    print_errors(bench.error());
    return std::nullopt;
  }
  std::set<std::string> faults;
  for (const auto& [name, fault] : bench->faults) faults.insert(name);
  const auto names = run::case_names(bench->catalogue);
  const auto wrong =
      language::lint({bench->suite, bench->catalogue, bench->vocabulary, bench->defects, faults, names});
  if (!wrong.empty()) {
    print_errors(wrong);
    return std::nullopt;
  }
  return std::move(*bench);
}

}  // namespace assay::cli
