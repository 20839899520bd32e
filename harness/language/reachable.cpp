// Following a program's steps without running it.
#include "language/program.hpp"

namespace assay::language {

std::vector<std::size_t> successors(const Program& program, std::size_t at) {
  const Step& step = program.steps[at];
  std::vector<std::size_t> out;
  if (step.kind == Step::Kind::end) return out;
  if (step.kind == Step::Kind::parallel) return step.branches;
  if (step.kind == Step::Kind::branch_end) return {step.behind};
  if (step.element.name == "jump") return {std::stoul(step.element.attribute("to"))};
  if (step.kind != Step::Kind::expect) return {at + 1};
  for (const auto& reaction : step.reactions)
    if (reaction.target >= 0) out.push_back(static_cast<std::size_t>(reaction.target));
  return out;
}

std::set<std::size_t> reachable_from(const Program& program, std::size_t start) {
  std::set<std::size_t> reached;
  std::vector<std::size_t> open{start};
  // Whatever comes, it is come to.
  if (program.postamble >= 0) open.push_back(static_cast<std::size_t>(program.postamble));
  while (!open.empty()) {
    const std::size_t at = open.back();
    open.pop_back();
    if (at >= program.steps.size() || !reached.insert(at).second) continue;
    for (auto next : successors(program, at)) open.push_back(next);
  }
  return reached;
}

}  // namespace assay::language
