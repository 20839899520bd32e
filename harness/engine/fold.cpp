// The fold itself: runs steps until it has to wait, and matches what comes in.
#include "engine/fold.hpp"

#include <algorithm>
#include <utility>

#include "base/text.hpp"
#include "engine/branches.hpp"
#include "engine/disclosure.hpp"
#include "engine/grounds.hpp"
#include "engine/intake.hpp"
#include "engine/match.hpp"
#include "engine/perform.hpp"
#include "engine/waiting.hpp"

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
      if (!state.errors.empty() && !state.in_postamble) {
        stop();
        continue;
      }
      switch (step().kind) {
        case Step::Kind::end: end(); break;
        case Step::Kind::serve: begin_to_serve(); break;
        case Step::Kind::expect:
          if (!match_next() && !run_next(state)) return wait();
          break;
        case Step::Kind::parallel: begin_branches(); break;
        case Step::Kind::sync:
        case Step::Kind::branch_end:
          if (!meet(state, context.program) && !run_next(state)) return wait();
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

  void begin_branches() {
    if (state.branches.empty()) return fork(state, context.program);
    note_error(state, "a parallel runs within another");
    stop();
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
    leave(state);
    if (context.program.postamble < 0 || state.in_postamble) return finish(state, actions);
    close_all(state, actions);
    state.in_postamble = true;
    for (auto& [name, channel] : state.channels) channel.due = channel.sends;
    state.waiting = false;
    state.at = context.program.postamble;
  }

  void wait() {
    actions.push_back(await(context, state));
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
                                  to_text(without_reason(element)) + " -> " + to_text(reaction.outcome) + (why.empty() ? "" : ": " + why),
                                  evidence_for(context.vocabulary, element, item), item.octets});
    }
    if (reaction.outcome == Outcome::conform)
      if (const auto why = lacks_ground(context, state, item); !why.empty()) note_problem(state, why);
    if (reaction.target < 0 || (!captured && !state.in_postamble)) return stop();
    go_to(state, context.program, reaction.target);
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

  void unforeseen(const Item& item, const std::string& why = "") {
    log(item, "unforeseen");
    note_problem(state, "unforeseen: " + why + describe(item) + " (allowed: " + join(allowed_at(step()), "; ") + ")");
    stop();
  }

  void log(const Item& item, const std::string& outcome) { log(step(), item, outcome); }

  void log(const Step& at, const Item& item, const std::string& outcome) {
    StepLog entry;
    entry.actor = at.channel;
    entry.allowed = allowed_at(at);
    entry.came = describe(item);
    entry.outcome = outcome;
    entry.where = at.element.where;
    entry.record = item.evidence.empty() ? 0 : item.evidence.front().record;
    state.log.push_back(std::move(entry));
  }

  void deadline(const trace::Record& event) {
    if (!state.waiting) return;
    Item silence;
    silence.kind = "deadline";
    silence.evidence = {{event.number, 0, 0}};
    for (const int at : waits_at(state)) log(context.program.steps[static_cast<std::size_t>(at)], silence, "inconclusive");
    note_problem(state, waited_in_vain(context, state));
    stop();
    advance();
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
  const auto before = waits_at(state);
  run_first(state);
  runner.advance();
  // Still the same wait: the timer that runs already goes on, so no second await is asked for.
  if (waited && state.waiting && waits_at(state) == before && !actions.empty() && actions.back().name == "await") actions.pop_back();
  return {std::move(state), std::move(actions)};
}

}  // namespace assay::engine
