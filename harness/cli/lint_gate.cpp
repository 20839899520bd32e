// Loading the suite for a command.
#include "cli/lint_gate.hpp"

#include "cli/modules.hpp"
#include "cli/terminal.hpp"
#include "language/lint.hpp"

namespace assay::cli {

std::optional<run::Bench> linted_bench(const Place& place) {
  auto bench = run::load_bench(place.root, full_vocabulary());
  if (!bench) {
    print_errors(bench.error());
    return std::nullopt;
  }
  const auto wrong = language::lint({bench->suite, bench->catalogue, bench->vocabulary, bench->defects, bench->faults});
  if (!wrong.empty()) {
    print_errors(wrong);
    return std::nullopt;
  }
  return std::move(*bench);
}

}  // namespace assay::cli
