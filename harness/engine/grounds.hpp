// On what grounds an item may decide: nothing passes or fails that the stimulus had no part in.
#pragma once

#include <string>

#include "engine/fold.hpp"

namespace assay::engine {

// May the item come at any time? A rule has answered it, a default of the case absorbs it, or one of the
// connections that the IUT makes has ended.
bool absorbed(const Context& context, const ChannelState& channel, const language::Item& item);

// What is different in a negative may be served, or be done by another branch of a parallel: before it has left for the
// IUT nothing can be its consequence.
bool came_before_the_difference(const Context& context, const State& state, const language::Item& item);

// What is no answer never shows that something was done as asked. It shows a breach if it may come at any
// time, or if it speaks of something else than was last sent and came after the difference left.
bool shows_unasked(const Context& context, const ChannelState& channel, language::Outcome outcome,
                   const language::Element& element, const language::Item& item, bool may_come_at_any_time);

// Why a conforming item proves nothing, in a sentence; empty: it does. The difference of a negative has to have
// left; and what was triggered has come to its end only when no connection of it stands any more, and all that
// came on them could be read.
std::string lacks_ground(const Context& context, const State& state, const language::Item& item);

}  // namespace assay::engine
