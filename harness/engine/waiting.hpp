// Waiting for what comes: for whom, how long, and what is said if nothing does. One wait serves all branches.
#pragma once

#include "engine/fold.hpp"

namespace assay::engine {

// The action that awaits what any of the steps waits for, as long as the most patient of them.
trace::Record await(const Context& context, const State& state);

// Why the case is inconclusive after a deadline: how long was waited, for what, and what had begun to come.
std::string waited_in_vain(const Context& context, const State& state);

// The reactions of an expect, as a report lists them.
std::vector<std::string> allowed_at(const language::Step& step);
// A reaction without the reason that the case gives for it.
language::Element without_reason(language::Element reaction);

}  // namespace assay::engine
