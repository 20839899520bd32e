// What the order of things says about an item: answered, absorbed, before or behind the difference.
#include "engine/grounds.hpp"

#include <algorithm>

#include "base/text.hpp"
#include "engine/match.hpp"

namespace assay::engine {
namespace {

using language::Element;
using language::Item;
using language::Outcome;

constexpr std::size_t kShown = 200;

bool is_negative(const language::Program& program) {
  return program.difference_served || std::any_of(program.steps.begin(), program.steps.end(),
                                                  [](const language::Step& step) { return step.differs; });
}

bool difference_missing(const Context& context, const State& state) {
  const auto differed = [](const auto& entry) { return entry.second.differed > 0; };
  const auto unsent = [](const auto& entry) { return entry.second.sent < entry.second.stimulus; };
  if (context.program.difference_served) return std::none_of(state.channels.begin(), state.channels.end(), differed);
  return std::any_of(state.channels.begin(), state.channels.end(), unsent);
}

// True if the difference had left when the item came. An action of which nothing on the wire shows that it left is done
// at once.
bool left_before(const State& state, const Item& item) {
  const auto came = began(item);
  const auto shown = [&](const auto& entry) { return entry.second.differed > 0 && entry.second.differed < came; };
  const auto will_show = [](const auto& entry) { return entry.second.stimulus > 0 || !entry.second.shown_by.empty(); };
  if (std::any_of(state.channels.begin(), state.channels.end(), shown)) return true;
  return state.difference_done && std::none_of(state.channels.begin(), state.channels.end(), will_show);
}

// In a parallel a step that is written behind the difference may be done before it, in another branch.
bool may_precede_the_difference(const Context& context, const State& state) {
  if (state.branches.empty()) return false;
  const auto steps = context.program.steps.begin();
  return std::any_of(steps + state.parallel, steps + state.at, [](const language::Step& step) { return step.differs; });
}

// A connection that still stands is held by something that may still act: the end that was told is none.
std::string still_open(const State& state) {
  for (const auto& [name, channel] : state.channels) {
    if (!channel.accepted) continue;
    if (!channel.ended && !channel.connectionless) return "the connection " + name + " still stood when what was triggered had come to its end";
    const ByteView begun = channel.decoder ? channel.decoder->pending() : ByteView();
    if (!begun.empty())
      return "the connection " + name +
             " ended within something that cannot be judged: " + escape(begun.substr(0, kShown));
  }
  return {};
}

}  // namespace

bool absorbed(const Context& context, const ChannelState& channel, const Item& item) {
  if (item.served || (channel.accepted && channel.ended && item.kind == channel.ending.kind)) return true;
  return std::any_of(context.program.defaults.begin(), context.program.defaults.end(),
                     [&](const Element& one) { return matches(context.vocabulary, one, item, channel.values); });
}

bool came_before_the_difference(const Context& context, const State& state, const Item& item) {
  if (may_precede_the_difference(context, state)) return !left_before(state, item);
  if (!context.program.difference_served) return false;
  return std::none_of(state.channels.begin(), state.channels.end(), [&](const auto& entry) {
    return entry.second.differed > 0 && entry.second.differed < began(item);
  });
}

bool shows_unasked(const Context& context, const ChannelState& channel, Outcome outcome, const Element& element,
                   const Item& item, bool may_come_at_any_time) {
  if (outcome == Outcome::conform || outcome == Outcome::proceed) return false;
  if (may_come_at_any_time) return true;
  const bool after = channel.differed > 0 && began(item) > channel.differed;
  return after && !speaks_of_the_last(context.vocabulary, element);
}

std::string lacks_ground(const Context& context, const State& state, const Item& item) {
  if (difference_missing(context, state) || (may_precede_the_difference(context, state) && !left_before(state, item)))
    return "the IUT was not shown what the case differs in before this: " + describe(item);
  return item.kind == "ended" && is_negative(context.program) ? still_open(state) : std::string();
}

}  // namespace assay::engine
