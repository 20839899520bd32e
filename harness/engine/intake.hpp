// The way in: from a record of the trace to items in the queue of the state.
#pragma once

#include "engine/fold.hpp"

namespace assay::engine {

// Decodes octets, turns facts into items, counts what left, and lets the rules of the actor answer what came.
// Unknown events are kept out of judging.
void take_in(const Context& context, State& state, const trace::Record& event, Actions& actions);

}  // namespace assay::engine
