// How an actor that awaits connections answers: by the rules of its serve steps, whatever step the case is at.
#pragma once

#include "engine/fold.hpp"

namespace assay::engine {

// The first rule that fits answers on the item's own connection, the rules of the latest serve step first; the
// item is marked as served then. Errors go to `state.errors`.
void serve(const Context& context, State& state, language::Item& item, Actions& actions);

}  // namespace assay::engine
