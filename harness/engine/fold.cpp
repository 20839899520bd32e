// The fold itself: runs steps until it has to wait, and matches what comes in.
#include "engine/fold.hpp"

#include <algorithm>

#include "base/text.hpp"
#include "engine/intake.hpp"
#include "engine/match.hpp"
#include "engine/perform.hpp"

namespace assay::engine {
namespace {

using language::Element;
using language::Item;
using language::Outcome;
using language::Reaction;
using language::Step;

struct Runner {
  const Context& context;
  State& state;
  Actions& actions;

  const Step& step() const { return context.program.steps[static_cast<std::size_t>(state.at)]; }

  void advance() {
    while (!state.finished && !state.waiting) {
      if (!state.errors.empty()) return finish(state, actions);
      switch (step().kind) {
        case Step::Kind::end: return end();
        case Step::Kind::expect:
          if (!match_next()) return wait();
          break;
        default: act();
      }
    }
  }

  void act() {
    const Step& current = step();
    if (current.element.name == "jump") {
      state.at = std::stoi(current.element.attribute("to"));
      return;
    }
    perform(context, state, current, actions);
    ++state.at;
  }

  void end() {
    state.reached_end = true;
    state.undecided = step().decides;
    finish(state, actions);
  }

  void wait() {
    auto action = make_action(step().channel, "await");
    action.attributes["milliseconds"] = context.response_time;
    actions.push_back(std::move(action));
    state.waiting = true;
  }

  // Takes items of the step's channel out of the queue until one decides the step. False: none is left.
  bool match_next() {
    for (;;) {
      if (auto item = take_item()) {
        if (decide(*item)) return true;
        continue;
      }
      // What ended the connection answers every later question, too.
      const auto found = state.channels.find(step().channel);
      if (found == state.channels.end() || !found->second.ended) return false;
      const Item ending = found->second.ending;
      if (!decide(ending, true)) unforeseen(ending);
      return true;
    }
  }

  std::optional<Item> take_item() {
    const std::string& channel = step().channel;
    for (auto at = state.queue.begin(); at != state.queue.end(); ++at) {
      if (at->channel != channel) continue;
      Item item = std::move(*at);
      state.queue.erase(at);
      return item;
    }
    return std::nullopt;
  }

  // True if the step is over. The first reaction that fits decides; then the defaults; then nothing does.
  // An item seen `again` decides nothing that would leave the step where it is: that would never end.
  bool decide(const Item& item, bool again = false) {
    const ChannelState& channel = state.channels[item.channel];
    const bool is_absorbed = absorbed(item, channel.values);
    const bool is_answer = answers(channel, item);
    for (const auto& reaction : step().reactions) {
      if (again && reaction.target == state.at) continue;
      if (!is_of_kind(context.vocabulary, reaction.matcher, item)) continue;
      auto element = expanded(context, state, reaction.matcher);
      if (!element) {
        state.errors.push_back(to_text(element.error()));
        return true;
      }
      if (!matches(context.vocabulary, *element, item, channel.values)) continue;
      if (!is_answer && !shows_unasked(reaction.outcome, *element, item, is_absorbed)) continue;
      take(reaction, *element, item);
      return true;
    }
    if (is_absorbed) return false;
    unforeseen(item, is_answer ? "" : "no answer to what was sent, it came before that left or on another layer: ");
    return true;
  }

  bool absorbed(const Item& item, const language::ChannelValues& values) const {
    return std::any_of(context.program.defaults.begin(), context.program.defaults.end(),
                       [&](const Element& one) { return matches(context.vocabulary, one, item, values); });
  }

  // What is no answer never shows that something was done as asked. It shows a breach if it may come at
  // any time, or if it speaks of something else than was last sent and came after the difference left.
  bool shows_unasked(Outcome outcome, const Element& element, const Item& item, bool may_come_at_any_time) const {
    if (outcome == Outcome::conform || outcome == Outcome::proceed) return false;
    if (may_come_at_any_time) return true;
    const ChannelState& channel = state.channels.at(item.channel);
    const bool after = channel.differed > 0 && began(item) > channel.differed;
    return after && !speaks_of_the_last(context.vocabulary, element);
  }

  void take(const Reaction& reaction, const Element& element, const Item& item) {
    log(item, to_text(reaction.outcome));
    if (reaction.outcome != Outcome::proceed) {
      const std::string why = element.attribute("because");
      state.assertions.push_back({reaction.requirement, reaction.outcome,
                                  to_text(plain(element)) + " -> " + to_text(reaction.outcome) + (why.empty() ? "" : ": " + why),
                                  item.evidence, item.octets});
    }
    if (reaction.outcome == Outcome::conform && difference_missing())
      state.problems.push_back("what the case differs in cannot be shown to have left before " + describe(item));
    if (reaction.target >= 0) {
      state.at = reaction.target;
      return;
    }
    finish(state, actions);
  }

  static Element plain(Element element) {
    element.attributes.erase("because");
    return element;
  }

  bool difference_missing() const {
    return std::any_of(state.channels.begin(), state.channels.end(),
                       [](const auto& entry) { return entry.second.sent < entry.second.stimulus; });
  }

  void unforeseen(const Item& item, const std::string& why = "") {
    log(item, "unforeseen");
    state.problems.push_back("unforeseen: " + why + describe(item) + " (allowed: " + join(allowed(), "; ") + ")");
    finish(state, actions);
  }

  std::vector<std::string> allowed() const {
    std::vector<std::string> out;
    for (const auto& reaction : step().reactions)
      out.push_back(to_text(plain(reaction.matcher)) + " -> " + to_text(reaction.outcome));
    return out;
  }

  void log(const Item& item, const std::string& outcome) {
    StepLog entry;
    entry.actor = step().channel;
    entry.allowed = allowed();
    entry.came = describe(item);
    entry.outcome = outcome;
    entry.where = step().element.where;
    entry.record = item.evidence.empty() ? 0 : item.evidence.front().record;
    state.log.push_back(std::move(entry));
  }

  void deadline(const trace::Record& event) {
    if (!state.waiting) return;
    Item silence;
    silence.channel = step().channel;
    silence.kind = "deadline";
    silence.evidence = {{event.number, 0, 0}};
    log(silence, "inconclusive");
    std::string text = "nothing that decides came within " + context.response_time + " ms, the response time of the IXIT (allowed: " + join(allowed(), "; ") + ")";
    const auto& decoder = state.channels[step().channel].decoder;
    if (decoder && !decoder->pending().empty())
      text += "; unfinished: " + escape(decoder->pending().substr(0, 200));
    state.problems.push_back(text);
    finish(state, actions);
  }
};

}  // namespace

std::pair<State, Actions> begin(const Context& context) {
  State state;
  Actions actions;
  for (const auto& name : context.secret_names) {
    const auto found = context.values.find(name);
    if (found != context.values.end() && !found->second.empty()) state.secrets.insert(found->second);
  }
  Runner{context, state, actions}.advance();
  return {std::move(state), std::move(actions)};
}

std::pair<State, Actions> fold(const Context& context, State state, const trace::Record& event) {
  Actions actions;
  if (state.finished) {
    // Only what shows that a stimulus left may still come; nothing that is judged does.
    if (event.name == "sent") take_in(context, state, event);
    return {std::move(state), std::move(actions)};
  }
  Runner runner{context, state, actions};
  if (event.name == "deadline") {
    runner.deadline(event);
    return {std::move(state), std::move(actions)};
  }
  take_in(context, state, event);
  state.waiting = false;
  const int before = state.at;
  runner.advance();
  // Still the same wait: the timer that runs already goes on, so no second await is asked for.
  if (state.waiting && state.at == before && actions.size() == 1) actions.clear();
  return {std::move(state), std::move(actions)};
}

}  // namespace assay::engine
