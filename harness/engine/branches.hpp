// The branches of a parallel: which of them runs, and where they meet. None waits for another but at a sync.
#pragma once

#include "engine/state.hpp"

namespace assay::engine {

// The case has come to a parallel: its branches begin, and the first one runs.
void fork(State& state, const language::Program& program);

// The branch that runs has come to a sync or to its end, and waits there. Once all wait so, they go on behind their
// syncs, the first one first; or, if all have ended, the case goes on behind the parallel. False: another has not come
// as far.
bool meet(State& state, const language::Program& program);

// Lets the next branch run that does not wait for the others. False: there is none behind the one that runs.
bool run_next(State& state);
// The same from the first one on. Outside a parallel there is nothing to do.
void run_first(State& state);

// The case goes on at step `at`, in the branch that runs; behind the parallel it has left it, with all its branches.
void go_to(State& state, const language::Program& program, int at);
// The parallel is over, whatever its branches wait for.
void leave(State& state);

// The steps at which what comes is awaited: one of each branch that does not wait for the others, or the one step.
std::vector<int> waits_at(const State& state);

}  // namespace assay::engine
