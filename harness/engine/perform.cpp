// Actions of a case: connect, close, send, and whatever the protocol modules add.
#include "engine/perform.hpp"

#include <algorithm>
#include <cstdlib>

#include "base/text.hpp"
#include "engine/match.hpp"
#include "language/template.hpp"

namespace assay::engine {
namespace {

using language::Element;

constexpr std::string_view kCaptured = "capture.";

Result<std::string> look_up(const Context& context, const State& state, const std::string& name) {
  if (name.rfind(kCaptured, 0) == 0) {
    const auto captured = state.captured.find(name.substr(kCaptured.size()));
    if (captured != state.captured.end()) return captured->second;
    return failure("nothing was captured as '" + name.substr(kCaptured.size()) + "' by then", "capture it in a reaction that comes first");
  }
  const auto found = context.values.find(name);
  if (found == context.values.end())
    return failure("there is no value '" + name + "'", "the IXIT of the profile has to give it");
  return found->second;
}

// Itself, or said by a name: "password=VALUE".
bool is_secret(const State& state, const std::string& value) {
  return state.secrets.count(value) > 0 || state.secrets.count(value.substr(value.find('=') + 1)) > 0;
}

Result<std::string> derive(const Context& context, State& state, const std::string& name,
                           const std::vector<std::string>& arguments) {
  const auto found = context.vocabulary.derivations.find(name);
  if (found == context.vocabulary.derivations.end()) return failure("there is no derivation '" + name + "'");
  auto value = found->second.derive(arguments);
  const bool secret = std::any_of(arguments.begin(), arguments.end(),
                                  [&](const std::string& argument) { return is_secret(state, argument); });
  if (value && secret) state.secrets.insert(*value);
  return value;
}

Result<Bytes> encode(const Context& context, const Element& content, language::EncodeContext& encode_context) {
  const auto found = context.vocabulary.encoders.find(content.name);
  if (found == context.vocabulary.encoders.end())
    return failure("nothing knows how to send <" + content.name + ">", "", content.where);
  return found->second(content, encode_context);
}

void log_action(State& state, const Element& element, const std::string& text) {
  StepLog log;
  log.actor = element.attribute("actor");
  log.sent = text;
  log.where = element.where;
  state.log.push_back(std::move(log));
}

// What makes a case negative has to leave; after a refusal much else need not.
// A rule may answer on many connections: whether it left on any is asked when something conforms.
void note_not_done(State& state, const Element& element, bool differs, const std::string& what) {
  log_action(state, element, what);
  if (differs && actor_of(element.attribute("actor")) == element.attribute("actor"))
    note_problem(state, "what the case differs in did not leave: the connection had ended before");
}

struct Encoded {
  Bytes octets;
  std::string to;  // empty: the peer of the channel
};

Result<Encoded> encode_all(const Context& context, ChannelState& channel, const Element& element, const language::Item* answered) {
  Encoded all;
  language::EncodeContext encode_context{&channel.values, context.seed, answered};
  for (const auto& content : element.children) {
    auto encoded = encode(context, content, encode_context);
    if (!encoded) return tl::unexpected(encoded.error());
    all.octets += *encoded;
  }
  all.to = encode_context.to;
  return all;
}

void send(const Context& context, State& state, const Element& element, bool differs, Actions& actions,
          const language::Item* answered) {
  ChannelState& channel = state.channels[element.attribute("actor")];
  auto encoded = encode_all(context, channel, element, answered);
  if (!encoded) {
    note_error(state, to_text(encoded.error()));
    return;
  }
  const Bytes& octets = encoded->octets;
  if (channel.ended)
    return note_not_done(state, element, differs, "(not sent: the connection has ended) " + escape(octets));
  auto action = make_action(element.attribute("actor"), "send");
  const std::string fault = element.attribute("fault", "none");
  if (fault != "none") action.attributes["fault"] = fault;
  if (!encoded->to.empty()) action.attributes["to"] = encoded->to;
  action.data = octets;
  ++channel.sends;
  // The first time counts: a rule may answer more than once.
  if (differs && channel.stimulus == 0) channel.stimulus = channel.sends;
  log_action(state, element, escape(octets) + (fault == "none" ? "" : " (fault: " + fault + ")"));
  actions.push_back(std::move(action));
}

// A channel that is made anew forgets what was sent on it before.
void forget(State& state, const std::string& actor) {
  const ChannelState& former = state.channels[actor];
  const std::size_t due = state.in_postamble ? former.due : former.sends;
  if (former.sent < due && !former.ended)
    state.problems.push_back("what " + actor + " sent before it connected anew cannot be shown to have left");
}

void connect(const Context& context, State& state, const Element& element, Actions& actions) {
  const std::string protocol = element.attribute("protocol");
  const auto decoder = context.vocabulary.decoders.find(protocol);
  if (decoder == context.vocabulary.decoders.end()) {
    note_error(state, "there is no protocol '" + protocol + "'");
    return;
  }
  forget(state, element.attribute("actor"));
  ChannelState channel;
  channel.decoder = decoder->second();
  state.channels[element.attribute("actor")] = std::move(channel);
  auto action = make_action(element.attribute("actor"), "connect");
  action.attributes["endpoint"] = element.attribute("endpoint");
  for (const char* from : {"source", "local"})
    if (element.has(from)) action.attributes[from] = element.attribute(from);
  log_action(state, element, "connect to " + element.attribute("endpoint"));
  actions.push_back(std::move(action));
}

void listen(const Context& context, State& state, const Element& element, Actions& actions) {
  const std::string actor = element.attribute("actor");
  const std::string protocol = element.attribute("protocol");
  if (!context.vocabulary.decoders.count(protocol)) {
    note_error(state, "there is no protocol '" + protocol + "'");
    return;
  }
  state.services[actor] = {protocol};
  auto action = make_action(actor, "listen");
  action.attributes["endpoint"] = element.attribute("endpoint");
  log_action(state, element, "listen at " + element.attribute("endpoint"));
  actions.push_back(std::move(action));
}

// What comes of it is told on the actor's channel, which no octets pass.
void trigger(State& state, const Element& element, Actions& actions) {
  const std::string actor = element.attribute("actor");
  state.channels[actor] = ChannelState();
  // The end of what the actor triggered before is not that of this.
  state.queue.erase(std::remove_if(state.queue.begin(), state.queue.end(),
                                   [&](const language::Item& item) { return item.channel == actor; }),
                    state.queue.end());
  auto action = make_action(actor, "trigger");
  action.attributes = {{"action", element.attribute("action")}, {"entry", element.attribute("entry")}};
  std::string text = to_text(element);
  for (const auto& argument : element.children) {
    action.attributes["argument." + argument.attribute("name")] = argument.attribute("value");
    text += ", " + argument.attribute("name") + " \"" + argument.attribute("value") + "\"";
  }
  log_action(state, element, text);
  actions.push_back(std::move(action));
}

// A timer of a clause: the actor does nothing but wait for its end.
void start_timer(State& state, const Element& element, Actions& actions) {
  const std::string actor = element.attribute("actor");
  ChannelState waiting;
  waiting.timer = static_cast<long>(std::strtod(element.attribute("seconds").c_str(), nullptr) * 1000);
  auto action = make_action(actor, "timer");
  action.attributes["milliseconds"] = std::to_string(waiting.timer);
  state.channels[actor] = std::move(waiting);
  log_action(state, element, "wait " + element.attribute("seconds") + " s");
  actions.push_back(std::move(action));
}

// Octets that the old decoder has not finished stay with it: they came before.
void change_decoder(const Context& context, ChannelState& channel, const std::string& name) {
  channel.decoder = context.vocabulary.decoders.at(name)();
  channel.decoder_start = channel.stream;
}

void other_action(const Context& context, State& state, const Element& element, bool differs, Actions& actions) {
  const auto registered = context.vocabulary.actions.find(element.name);
  if (registered != context.vocabulary.actions.end() && !registered->second.decoder.empty()) {
    log_action(state, element, to_text(element));
    return change_decoder(context, state.channels[element.attribute("actor")], registered->second.decoder);
  }
  const auto service = state.services.find(element.attribute("actor"));
  const bool awaits_no_more = element.name == "close" && service != state.services.end() && !service->second.left;
  if (awaits_no_more) service->second.left = true;
  else if (state.channels[element.attribute("actor")].ended)
    return note_not_done(state, element, differs, "(not done: the connection has ended) " + to_text(element));
  if (element.name == "close") state.channels[element.attribute("actor")].hung_up = true;
  if (differs && registered != context.vocabulary.actions.end())
    state.channels[element.attribute("actor")].shown_by = registered->second.leaves;
  if (element.name == "finish") state.channels[element.attribute("actor")].finished = true;
  auto action = make_action(element.attribute("actor"), element.name);
  action.attributes = element.attributes;
  action.attributes.erase("actor");
  log_action(state, element, to_text(element));
  actions.push_back(std::move(action));
}

void act(const Context& context, State& state, const language::Step& step, const Element& element, Actions& actions,
         const language::Item* answered) {
  if (step.kind == language::Step::Kind::send) return send(context, state, element, step.differs, actions, answered);
  if (element.name == "connect") return connect(context, state, element, actions);
  if (element.name == "listen") return listen(context, state, element, actions);
  if (element.name == "trigger") return trigger(state, element, actions);
  if (element.name == "timer") return start_timer(state, element, actions);
  other_action(context, state, element, step.differs, actions);
}

}  // namespace

Result<std::string> expanded_text(const Context& context, State& state, const std::string& text) {
  return language::expand(
      text, [&](const std::string& name) { return look_up(context, state, name); },
      [&](const std::string& name, const std::vector<std::string>& arguments) {
        return derive(context, state, name, arguments);
      });
}

trace::Record make_action(const std::string& channel, const std::string& name) {
  trace::Record action;
  action.kind = trace::Kind::action;
  action.channel = channel;
  action.name = name;
  return action;
}

Result<Element> expanded(const Context& context, State& state, const Element& element) {
  Element copy = element;
  for (auto& [key, value] : copy.attributes) {
    auto text = expanded_text(context, state, value);
    if (!text) return tl::unexpected(text.error());
    value = *text;
  }
  auto text = expanded_text(context, state, copy.text);
  if (!text) return tl::unexpected(text.error());
  copy.text = *text;
  for (auto& child : copy.children) {
    auto inner = expanded(context, state, child);
    if (!inner) return inner;
    child = *inner;
  }
  return copy;
}

void perform(const Context& context, State& state, const language::Step& step, Actions& actions,
             const language::Item* answered) {
  auto element = expanded(context, state, step.element);
  if (!element) {
    Error error = element.error();
    error.where = step.element.where;
    note_error(state, to_text(error));
    return;
  }
  if (answered) element->attributes["actor"] = answered->channel;
  const std::size_t logged = state.log.size();
  state.difference_done = state.difference_done || step.differs;
  act(context, state, step, *element, actions, answered);
  if (answered)
    for (std::size_t at = logged; at < state.log.size(); ++at) state.log[at].came = describe(*answered);
}

void close_all(State& state, Actions& actions) {
  for (const auto& [name, channel] : state.channels)
    if (!channel.ended && !channel.left) actions.push_back(make_action(name, "close"));
  for (const auto& [name, service] : state.services)
    if (!service.left) actions.push_back(make_action(name, "close"));
  for (auto& [name, channel] : state.channels) channel.left = true;
  for (auto& [name, service] : state.services) service.left = true;
}

void finish(State& state, Actions& actions) {
  state.finished = true;
  state.waiting = false;
  close_all(state, actions);
}

}  // namespace assay::engine
