// prove: the kill matrix, printed.
#include <stdlib.h>

#include <filesystem>

#include <fmt/format.h>

#include "base/text.hpp"
#include "cli/commands.hpp"
#include "cli/lint_gate.hpp"
#include "cli/terminal.hpp"
#include "prove/prove.hpp"
#include "run/judgement/outcome.hpp"

namespace assay::cli {
namespace {

// Each selector has to name a case, a prefix of cases, or a defect.
bool known(const run::Bench& bench, const std::string& selector) {
  for (const auto& subject : bench.suite.cases)
    if (catalogue::selects(selector, subject.id)) return true;
  for (const auto& defect : bench.defects)
    if (defect.id == selector) return true;
  return false;
}

void print_proof(const prove::Proof& proof) {
  for (const auto& pair : proof.kills)
    if (pair.listed) fmt::print("killed  {:<48} by {} ({})\n", pair.defect, pair.case_id, pair.requirement);
  for (const auto& complaint : proof.complaints) fmt::print("WRONG   {}\n", escape(complaint));
  fmt::print("\n{} pairs of case and defect ran, {} of case and conforming variant, {} another row of the table stands for, {} could not matter; {} complaints\n",
             proof.executed, proof.variants, proof.alike, proof.skipped, proof.complaints.size());
}

}  // namespace

int prove_command(const Place& place, const std::vector<std::string>& selectors, std::size_t workers) {
  auto bench = linted_bench(place);
  if (!bench) return static_cast<int>(run::Exit::usage);
  for (const auto& selector : selectors)
    if (!known(*bench, selector)) {
      print_errors({{"'" + selector + "' is neither a case nor a defect", "see ./assay list", {}}});
      return static_cast<int>(run::Exit::usage);
    }
  std::string scratch = (std::filesystem::temp_directory_path() / "assay-prove-XXXXXX").string();
  if (!::mkdtemp(scratch.data())) {
    print_errors({{"cannot make a scratch folder " + scratch, "is there room in it?", {}}});
    return static_cast<int>(run::Exit::harness);
  }
  Progress progress;
  auto proof = prove::prove(
      std::move(*bench),
      {selectors, scratch,
       [&](std::size_t done, std::size_t all, const std::string& what) { progress.show(done, all, what); }, workers});
  progress.clear();
  std::error_code ignored;
  std::filesystem::remove_all(scratch, ignored);
  if (!proof) {
    print_errors({proof.error()});
    return static_cast<int>(run::Exit::harness);
  }
  print_proof(*proof);
  return proof->complaints.empty() ? 0 : 1;
}

}  // namespace assay::cli
