// How long a case waits: the response time of the IXIT, unless somebody acts or a timer of a clause runs.
#include "engine/waiting.hpp"

#include <algorithm>
#include <cstdlib>

#include "base/text.hpp"
#include "engine/branches.hpp"
#include "engine/perform.hpp"

namespace assay::engine {
namespace {

using language::Step;

constexpr std::size_t kShownUnfinished = 200;

std::vector<const Step*> steps_awaited(const Context& context, const State& state) {
  std::vector<const Step*> out;
  for (const int at : waits_at(state)) out.push_back(&context.program.steps[static_cast<std::size_t>(at)]);
  return out;
}

// The actors of all the steps.
std::string awaited(const std::vector<const Step*>& steps) {
  std::vector<std::string> channels;
  for (const auto* step : steps) channels.push_back(step->channel);
  return join(channels, " ");
}

// A program or a person that acts is given the time that the IXIT names for that.
bool awaits_a_trigger(const State& state, const Step& step) {
  const auto actors = words(step.channel);
  return std::any_of(actors.begin(), actors.end(), [&](const std::string& actor) {
    return state.services.count(actor) > 0 || (state.channels.count(actor) > 0 && !state.channels.at(actor).decoder);
  });
}

// The longest timer that is awaited here, in milliseconds.
long timer(const State& state, const Step& step) {
  long longest = 0;
  for (const auto& actor : words(step.channel))
    if (const auto found = state.channels.find(actor); found != state.channels.end())
      longest = std::max(longest, found->second.timer);
  return longest;
}

struct Patience {
  std::string milliseconds;
  std::string whose;
};

Patience patience_of(const Context& context, const State& state, const Step& step) {
  if (const long waits = timer(state, step); waits > 0)
    return {std::to_string(waits + std::atol(context.response_time.c_str())),
            "the time of the timer and the response time of the IXIT"};
  if (awaits_a_trigger(state, step)) return {context.trigger_time, "the time that the IXIT gives a trigger"};
  return {context.response_time, "the response time of the IXIT"};
}

Patience longest_patience(const Context& context, const State& state, const std::vector<const Step*>& steps) {
  Patience longest;
  for (const auto* step : steps) {
    auto one = patience_of(context, state, *step);
    if (longest.whose.empty() || std::atol(one.milliseconds.c_str()) > std::atol(longest.milliseconds.c_str()))
      longest = std::move(one);
  }
  return longest;
}

// What had begun to come on a channel of the actors.
std::string unfinished(const State& state, const std::string& awaited) {
  const auto actors = words(awaited);
  for (const auto& [name, channel] : state.channels) {
    if (!channel.decoder || std::count(actors.begin(), actors.end(), actor_of(name)) == 0) continue;
    if (const auto begun = channel.decoder->pending(); !begun.empty())
      return "; unfinished: " + escape(begun.substr(0, kShownUnfinished));
  }
  return {};
}

}  // namespace

trace::Record await(const Context& context, const State& state) {
  const auto steps = steps_awaited(context, state);
  auto action = make_action(awaited(steps), "await");
  action.attributes["milliseconds"] = longest_patience(context, state, steps).milliseconds;
  return action;
}

std::string waited_in_vain(const Context& context, const State& state) {
  const auto steps = steps_awaited(context, state);
  const auto patience = longest_patience(context, state, steps);
  std::string text = "nothing that decides came within " + patience.milliseconds + " ms, " + patience.whose;
  for (const auto* step : steps) {
    const std::string whose = steps.size() > 1 ? "of " + step->channel + ", " : "";
    text += " (" + whose + "allowed: " + join(allowed_at(*step), "; ") + ")";
  }
  return text + unfinished(state, awaited(steps));
}

std::vector<std::string> allowed_at(const Step& step) {
  std::vector<std::string> out;
  for (const auto& reaction : step.reactions)
    out.push_back(to_text(without_reason(reaction.matcher)) + " -> " + to_text(reaction.outcome));
  return out;
}

language::Element without_reason(language::Element reaction) {
  reaction.attributes.erase("because");
  return reaction;
}

}  // namespace assay::engine
