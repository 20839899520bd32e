// Going from one branch of a parallel to the next: in the order in which they are written, each as far as it comes.
#include "engine/branches.hpp"

#include <algorithm>
#include <utility>

namespace assay::engine {
namespace {

bool waits_for_others(const Branch& branch) { return branch.ended || branch.at_sync; }

bool run_from(State& state, std::size_t first) {
  if (state.branches.empty()) return false;
  state.branches[state.branch].at = state.at;
  for (std::size_t i = first; i < state.branches.size(); ++i) {
    if (waits_for_others(state.branches[i])) continue;
    state.branch = i;
    state.at = state.branches[i].at;
    return true;
  }
  return false;
}

const language::Step& step_at(const language::Program& program, int at) {
  return program.steps[static_cast<std::size_t>(at)];
}

void pass_syncs(State& state) {
  for (auto& branch : state.branches)
    if (std::exchange(branch.at_sync, false)) ++branch.at;
  state.at = state.branches[state.branch].at;
  run_first(state);
}

}  // namespace

void fork(State& state, const language::Program& program) {
  state.parallel = state.at;
  for (const auto start : step_at(program, state.at).branches) state.branches.push_back({static_cast<int>(start)});
  state.branch = 0;
  state.at = state.branches.front().at;
}

bool meet(State& state, const language::Program& program) {
  Branch& branch = state.branches[state.branch];
  const auto& step = step_at(program, state.at);
  branch.at = state.at;
  (step.kind == language::Step::Kind::sync ? branch.at_sync : branch.ended) = true;
  if (!std::all_of(state.branches.begin(), state.branches.end(), waits_for_others)) return false;
  if (std::any_of(state.branches.begin(), state.branches.end(), [](const Branch& one) { return one.at_sync; })) {
    pass_syncs(state);
  } else {
    leave(state);
    state.at = static_cast<int>(step.behind);
  }
  return true;
}

bool run_next(State& state) { return run_from(state, state.branch + 1); }

void run_first(State& state) { run_from(state, 0); }

void go_to(State& state, const language::Program& program, int at) {
  const bool within =
      at > state.parallel && !state.branches.empty() && at < static_cast<int>(step_at(program, state.parallel).behind);
  if (!within) leave(state);
  state.at = at;
}

void leave(State& state) { state.branches.clear(); }

std::vector<int> waits_at(const State& state) {
  if (state.branches.empty()) return {state.at};
  std::vector<int> out;
  for (std::size_t i = 0; i < state.branches.size(); ++i)
    if (!waits_for_others(state.branches[i])) out.push_back(i == state.branch ? state.at : state.branches[i].at);
  return out;
}

}  // namespace assay::engine
