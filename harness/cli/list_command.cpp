// list, explain, lint: the commands that only read the suite.
#include <fmt/format.h>

#include "cli/commands.hpp"
#include "cli/lint_gate.hpp"
#include "cli/terminal.hpp"
#include "language/explain.hpp"
#include "run/lab/case_names.hpp"

namespace assay::cli {
namespace {

constexpr int kUsage = static_cast<int>(run::Exit::usage);

void list_cases(const run::Bench& bench) {
  for (const auto& subject : bench.suite.cases) {
    if (subject.kind == language::CaseKind::check) continue;
    fmt::print("{:<17} {}\n", subject.test_id, subject.id);
    fmt::print("{:<17}   {}\n", "", subject.purpose);
  }
}

void list_planned(const run::Bench& bench) {
  for (const auto& row : bench.catalogue.planned())
    fmt::print("{}  {}  {:<60}  {}\n", row.id, row.group, row.here ? "here: " + row.case_id : row.issue, row.purpose);
}

}  // namespace

int list_command(const Place& place, bool planned) {
  const auto bench = linted_bench(place);
  if (!bench) return kUsage;
  planned ? list_planned(*bench) : list_cases(*bench);
  return 0;
}

int explain_command(const Place& place, const std::string& case_id) {
  const auto bench = linted_bench(place);
  if (!bench) return kUsage;
  const language::Case* found = bench->suite.find(case_id);
  for (const auto& subject : bench->suite.cases)
    if (!found && !subject.test_id.empty() && (subject.test_id == case_id || subject.test_id == "CPM-1.0-" + case_id)) found = &subject;
  if (!found) {
    print_errors({{"there is no case '" + case_id + "'", "see ./assay list", {}}});
    return kUsage;
  }
  fmt::print("{}", language::explain(bench->suite, bench->catalogue, bench->vocabulary, run::case_names(bench->catalogue), *found));
  return 0;
}

int lint_command(const Place& place) {
  const auto bench = linted_bench(place);
  if (!bench) return kUsage;
  fmt::print("{} cases and {} procedures hold\n", bench->suite.cases.size(), bench->suite.procedures.size());
  return 0;
}

}  // namespace assay::cli
