// The way in: from a record of the trace to items in the queue of the state.
#pragma once

#include "engine/fold.hpp"

namespace assay::engine {

// Decodes octets, turns facts into items, counts what left. Unknown events are kept out of judging.
void take_in(const Context& context, State& state, const trace::Record& event);

}  // namespace assay::engine
