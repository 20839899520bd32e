// The fold itself: runs steps until it has to wait, and matches what comes in.
#include "engine/fold.hpp"

#include <algorithm>
#include <cstdlib>
#include <utility>

#include "base/text.hpp"
#include "engine/grounds.hpp"
#include "engine/disclosure.hpp"
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

constexpr std::size_t kShownUnfinished = 200;

struct Runner {
  const Context& context;
  State& state;
  Actions& actions;

  const Step& step() const { return context.program.steps[static_cast<std::size_t>(state.at)]; }

  void advance() {
    while (!state.finished && !state.waiting) {
      if (!state.errors.empty() && !state.in_postamble) {
        stop();
        continue;
      }
      switch (step().kind) {
        case Step::Kind::end: end(); break;
        case Step::Kind::serve: begin_to_serve(); break;
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

  // What was served before stays: the latest rules are asked first.
  void begin_to_serve() {
    const std::string& actor = step().channel;
    if (!state.services.count(actor) && !state.channels.count(actor)) {
      note_error(state, "'" + actor + "' serves and is not there");
      return stop();
    }
    auto& serving = state.serving[actor];
    serving.insert(serving.begin(), static_cast<std::size_t>(state.at));
    ++state.at;
  }

  void end() {
    if (!state.in_postamble) {
      state.reached_end = true;
      state.undecided = step().decides;
    }
    stop();
  }

  // The end of the case, early or not: its postamble runs whatever was seen, only once, and on connections of its own.
  void stop() {
    if (context.program.postamble < 0 || state.in_postamble) return finish(state, actions);
    close_all(state, actions);
    state.in_postamble = true;
    for (auto& [name, channel] : state.channels) channel.due = channel.sends;
    state.waiting = false;
    state.at = context.program.postamble;
  }

  // A program or a person that acts is given the time that the IXIT names for that.
  bool awaits_a_trigger() const {
    const auto actors = words(step().channel);
    return std::any_of(actors.begin(), actors.end(), [&](const std::string& actor) {
      return state.services.count(actor) > 0 || (state.channels.count(actor) > 0 && !state.channels.at(actor).decoder);
    });
  }

  // The longest timer that is awaited here, in milliseconds.
  long timer() const {
    long longest = 0;
    for (const auto& actor : words(step().channel))
      if (const auto found = state.channels.find(actor); found != state.channels.end())
        longest = std::max(longest, found->second.timer);
    return longest;
  }

  std::string patience() const {
    if (const long waits = timer(); waits > 0) return std::to_string(waits + std::atol(context.response_time.c_str()));
    return awaits_a_trigger() ? context.trigger_time : context.response_time;
  }

  std::string whose_patience() const {
    if (timer() > 0) return "the time of the timer and the response time of the IXIT";
    return awaits_a_trigger() ? "the time that the IXIT gives a trigger" : "the response time of the IXIT";
  }

  void wait() {
    auto action = make_action(step().channel, "await");
    action.attributes["milliseconds"] = patience();
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
      const ChannelState* over = ended_channel();
      if (!over) return false;
      const Item ending = over->ending;
      if (!decide(ending, true)) unforeseen(ending);
      return true;
    }
  }

  // A channel of the step that has ended for good; an actor that listens may always be called again.
  const ChannelState* ended_channel() const {
    for (const auto& actor : words(step().channel)) {
      const auto found = state.channels.find(actor);
      if (found != state.channels.end() && found->second.ended && !state.services.count(actor)) return &found->second;
    }
    return nullptr;
  }

  std::optional<Item> take_item() {
    const auto actors = words(step().channel);
    for (auto at = state.queue.begin(); at != state.queue.end(); ++at) {
      if (std::count(actors.begin(), actors.end(), actor_of(at->channel)) == 0) continue;
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
    const bool is_absorbed = absorbed(context, channel, item);
    const bool is_answer = answers(channel, item);
    for (const auto& reaction : step().reactions) {
      if (again && reaction.target == state.at) continue;
      if (!is_of_kind(context.vocabulary, reaction.matcher, item)) continue;
      auto element = expanded(context, state, reaction.matcher);
      if (!element) {
        note_error(state, to_text(element.error()));
        stop();
        return true;
      }
      if (!matches(context.vocabulary, *element, item, channel.values)) continue;
      if (reaction.outcome == Outcome::fail && came_before_the_difference(context, state, item)) continue;
      if (!is_answer && !shows_unasked(context, channel, reaction.outcome, *element, item, is_absorbed)) continue;
      take(reaction, *element, item);
      return true;
    }
    if (is_absorbed) return false;
    unforeseen(item, is_answer ? "" : "no answer to what was sent, it came before that left or on another layer: ");
    return true;
  }

  void take(const Reaction& reaction, const Element& element, const Item& item) {
    log(item, to_text(reaction.outcome));
    const bool captured = capture(element, item);
    if (reaction.outcome != Outcome::proceed && !state.in_postamble) {
      const std::string why = element.attribute("because");
      state.assertions.push_back({reaction.requirement, reaction.outcome,
                                  to_text(plain(element)) + " -> " + to_text(reaction.outcome) + (why.empty() ? "" : ": " + why),
                                  evidence_for(context.vocabulary, element, item), item.octets});
    }
    if (reaction.outcome == Outcome::conform)
      if (const auto why = lacks_ground(context, state, item); !why.empty()) note_problem(state, why);
    if (reaction.target < 0 || (!captured && !state.in_postamble)) return stop();
    state.at = reaction.target;
  }

  // What the case goes on with. Without it nothing that follows is the stimulus that it should be: false, and the case
  // comes to its end, for it is no fault of the harness.
  bool capture(const Element& element, const Item& item) {
    bool all = true;
    for (const auto& wanted : element.children) {
      if (wanted.name != "capture") continue;
      const auto* field = item.field(wanted.attribute("field"));
      if (field) state.captured[wanted.attribute("name")] = field->value;
      else
        note_problem(state, "there is no " + wanted.attribute("field") + " in what came, and the case goes on with it: " + describe(item));
      all = all && field;
    }
    return all;
  }

  static Element plain(Element element) {
    element.attributes.erase("because");
    return element;
  }

  void unforeseen(const Item& item, const std::string& why = "") {
    log(item, "unforeseen");
    note_problem(state, "unforeseen: " + why + describe(item) + " (allowed: " + join(allowed(), "; ") + ")");
    stop();
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
    note_problem(state, "nothing that decides came within " + patience() + " ms, " + whose_patience() +
                            " (allowed: " + join(allowed(), "; ") + ")" + unfinished());
    stop();
    advance();
  }

  // What had begun to come on a channel of the step.
  std::string unfinished() const {
    const auto actors = words(step().channel);
    for (const auto& [name, channel] : state.channels) {
      if (!channel.decoder || std::count(actors.begin(), actors.end(), actor_of(name)) == 0) continue;
      if (const auto begun = channel.decoder->pending(); !begun.empty())
        return "; unfinished: " + escape(begun.substr(0, kShownUnfinished));
    }
    return {};
  }
};

}  // namespace

std::pair<State, Actions> begin(const Context& context) {
  State state;
  Actions actions;
  for (const auto& name : context.secret_names) {
    const auto found = context.values.find(name);
    if (found == context.values.end() || found->second.empty()) continue;
    for (auto& form : forms_of(found->second)) state.secrets.insert(std::move(form));
  }
  // A profile need not have what such a template asks for.
  for (const auto& text : context.vocabulary.secrets)
    if (const auto secret = expanded_text(context, state, text)) state.secrets.insert(*secret);
  Runner{context, state, actions}.advance();
  return {std::move(state), std::move(actions)};
}

std::pair<State, Actions> fold(const Context& context, State state, const trace::Record& event) {
  Actions actions;
  if (state.finished) {
    // Only what shows that a stimulus left may still come; nothing that is judged does.
    if (event.name == "sent") take_in(context, state, event, actions);
    return {std::move(state), std::move(actions)};
  }
  Runner runner{context, state, actions};
  if (event.name == "deadline") {
    runner.deadline(event);
    return {std::move(state), std::move(actions)};
  }
  take_in(context, state, event, actions);
  const bool waited = std::exchange(state.waiting, false);
  const int before = state.at;
  runner.advance();
  // Still the same wait: the timer that runs already goes on, so no second await is asked for.
  if (waited && state.waiting && state.at == before && !actions.empty() && actions.back().name == "await") actions.pop_back();
  return {std::move(state), std::move(actions)};
}

}  // namespace assay::engine
