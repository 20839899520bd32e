// Branches that run beside each other: whose they are, and where they wait for each other.
#include <algorithm>
#include <map>

#include "base/text.hpp"
#include "language/lint/rules.hpp"

namespace assay::language::lint_checks {
namespace {

using Visit = std::function<void(const Case& subject, const Program& program, std::size_t at)>;

void each_parallel(const Inspection& inspection, const Visit& visit) {
  for (const auto& [subject, choice, program] : inspection.compiled) {
    if (!program) continue;
    for (std::size_t at = 0; at < program->steps.size(); ++at)
      if (program->steps[at].kind == Step::Kind::parallel) visit(*subject, *program, at);
  }
}

// Which branch of the parallel the step stands in.
std::size_t branch_of(const Step& parallel, std::size_t at) {
  const auto next = std::upper_bound(parallel.branches.begin(), parallel.branches.end(), at);
  return static_cast<std::size_t>(next - parallel.branches.begin());
}

std::size_t syncs_in(const Element& branch) {
  return static_cast<std::size_t>(std::count_if(branch.children.begin(), branch.children.end(),
                                                [](const Element& child) { return child.name == "sync"; }));
}

void check_syncs(const Element& parallel, Findings& findings) {
  const std::size_t wanted = syncs_in(parallel.children.front());
  for (const auto& branch : parallel.children)
    if (syncs_in(branch) != wanted)
      findings.push_back({"the branch has " + std::to_string(syncs_in(branch)) + " syncs, and the first one has " +
                              std::to_string(wanted),
                          "give every branch the same number: a branch waits until the others have come as far",
                          branch.where});
}

}  // namespace

// What a branch awaits would else be taken by another, whichever comes first.
void actor_in_one_branch(const Inspection& inspection, Findings& findings) {
  each_parallel(inspection, [&](const Case& subject, const Program& program, std::size_t parallel) {
    std::map<std::string, std::size_t> branches;
    for (std::size_t at = parallel + 1; at < program.steps[parallel].behind; ++at) {
      const std::size_t here = branch_of(program.steps[parallel], at);
      for (const auto& actor : words(program.steps[at].channel))
        if (branches.insert({actor, here}).first->second != here)
          findings.push_back({"'" + actor + "' acts in two branches of a parallel of '" + subject.id + "'",
                              "give each branch actors of its own", program.steps[at].element.where});
    }
  });
}

void branches_sync_alike(const Inspection& inspection, Findings& findings) {
  each_written(inspection.input.suite, [&](const Element& element) {
    if (element.name == "parallel") check_syncs(element, findings);
  });
}

void parallel_in_no_parallel(const Inspection& inspection, Findings& findings) {
  each_parallel(inspection, [&](const Case& subject, const Program& program, std::size_t parallel) {
    for (std::size_t at = parallel + 1; at < program.steps[parallel].behind; ++at)
      if (program.steps[at].kind == Step::Kind::parallel)
        findings.push_back({"a parallel runs within another in '" + subject.id + "'",
                            "let its branches be branches of the outer one", program.steps[at].element.where});
  });
}

}  // namespace assay::language::lint_checks
