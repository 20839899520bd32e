// Decoding inside the fold, so that a stored trace is decoded anew whenever it is judged.
#include "engine/intake.hpp"

#include <algorithm>

#include "base/text.hpp"
#include "engine/match.hpp"
#include "engine/serve.hpp"

namespace assay::engine {
namespace {

using language::Evidence;
using language::Item;

// Longer than any secret, however it is encoded.
constexpr std::size_t kTail = 1024;

// The parts of records that brought stream octets [start, start + length).
std::vector<Evidence> evidence_of(const ChannelState& channel, std::size_t start, std::size_t length) {
  std::vector<Evidence> out;
  // A hostile server makes many chunks: only those that matter are looked at.
  auto chunk = std::partition_point(channel.chunks.begin(), channel.chunks.end(),
                                    [&](const auto& one) { return one.start + one.length <= start; });
  for (; chunk != channel.chunks.end() && chunk->start < start + length; ++chunk) {
    const std::size_t from = std::max(start, chunk->start);
    const std::size_t to = std::min(start + length, chunk->start + chunk->length);
    if (from < to) out.push_back({chunk->record, from - chunk->start, to - from});
  }
  return out;
}

// An actor that serves answers what comes before anything else looks at it. On a connection that the case has closed
// it is silent, and what comes is still looked at.
void hand_on(const Context& context, State& state, Item item, Actions& actions) {
  ChannelState& channel = state.channels.at(item.channel);
  const auto memory = context.vocabulary.memories.find(item.kind);
  if (memory != context.vocabulary.memories.end()) memory->second(item, channel.values);
  if (channel.hung_up) item.served = true;
  else
    serve(context, state, item, actions);
  state.queue.push_back(std::move(item));
}

bool looks_at_octets(const Context& context) {
  const auto looks = [&](const language::Reaction& reaction) {
    return is_of_kind(context.vocabulary, reaction.matcher, Item{{}, "octets", {}, {}, 0, {}});
  };
  return std::any_of(context.program.steps.begin(), context.program.steps.end(), [&](const language::Step& step) {
    return std::any_of(step.reactions.begin(), step.reactions.end(), looks);
  });
}

// What the IUT has just said, whatever messages it makes, with the end of what it said before: a secret counts
// where it ends. The evidence is the last read alone, so that it cannot seem older than it is.
Item just_said(ChannelState& channel, const trace::Record& event, bool is_protected) {
  if (channel.tail_protected != is_protected) channel.tail.clear();
  Item item;
  item.channel = event.channel;
  item.kind = "octets";
  item.served = true;
  item.octets = event.data;
  item.fields = {{"octets", channel.tail + event.data, channel.tail.size(), event.data.size()},
                 {"protected", is_protected ? "yes" : "no", 0, 0}};
  item.evidence = {{event.number, 0, event.data.size()}};
  const Bytes& all = item.fields.front().value;
  channel.tail = all.substr(all.size() - std::min(all.size(), kTail));
  channel.tail_protected = is_protected;
  return item;
}

void take_bytes(const Context& context, State& state, ChannelState& channel, const trace::Record& event, Actions& actions) {
  channel.chunks.push_back({channel.stream, event.data.size(), event.number});
  channel.stream += event.data.size();
  if (!channel.decoder) return;
  const bool is_protected = trace::attribute(event, "protected") == "yes";
  // First, so that no command that nobody knows can decide before the secret in it is seen.
  if (channel.accepted && looks_at_octets(context)) state.queue.push_back(just_said(channel, event, is_protected));
  for (auto& item : channel.decoder->feed(event.data, is_protected)) {
    item.channel = event.channel;
    if (!item.field("protected")) item.fields.push_back({"protected", is_protected ? "yes" : "no", 0, 0});
    if (const auto remote = trace::attribute(event, "remote"); !remote.empty()) item.fields.push_back({"remote", remote, 0, 0});
    item.evidence = evidence_of(channel, channel.decoder_start + item.stream_offset, item.octets.size());
    hand_on(context, state, std::move(item), actions);
  }
}

void take_fact(const Context& context, State& state, ChannelState& channel, const trace::Record& event, Actions& actions) {
  const auto found = context.vocabulary.facts.find(event.name);
  if (found == context.vocabulary.facts.end()) return;
  Item item;
  item.channel = event.channel;
  item.kind = found->second.kind;
  for (const auto& [name, value] : event.attributes) item.fields.push_back({name, value, 0, 0});
  if (!event.data.empty()) item.fields.push_back({"data", event.data, 0, event.data.size()});
  item.evidence = {{event.number, 0, 0}};
  channel.broken = channel.broken || found->second.breaks_off;
  if (found->second.loses_stimulus) {
    const std::string lost = "the stimulus did not leave as wanted: " + event.name;
    channel.broken ? note_problem(state, lost) : note_error(state, lost);
  }
  if (found->second.blinds) {
    note_problem(state, "not all that the IUT did could be looked at: " + describe(item));
    if (!found->second.ends_channel) return;
  }
  if (trace::attribute(event, "incomplete") == "yes") state.problems.push_back("the IUT did not do what it was to do: " + describe(item));
  if (item.kind == "opened") {
    channel.opened = true;
    channel.connectionless = trace::attribute(event, "transport") == "udp";
  }
  if (item.kind == channel.shown_by && channel.differed == 0) channel.differed = event.number;
  if (found->second.ends_channel) {
    channel.ended = true;
    channel.ending = item;
  }
  hand_on(context, state, std::move(item), actions);
}

void take_sent(ChannelState& channel, const trace::Record& event) {
  ++channel.sent;
  if (channel.sent == channel.stimulus) channel.differed = event.number;
  channel.asked = event.number;
  channel.layer = trace::attribute(event, "protected");
}

// Where the event belongs: a channel that the case opened, a new one of an actor that listens, or nowhere.
ChannelState* channel_of(const Context& context, State& state, const trace::Record& event) {
  const auto found = state.channels.find(event.channel);
  if (found != state.channels.end()) return &found->second;
  const auto service = state.services.find(actor_of(event.channel));
  if (service == state.services.end() || service->second.left) return nullptr;
  ChannelState& made = state.channels[event.channel];
  // What is told of the actor itself comes on its own name.
  made.accepted = event.channel != service->first;
  made.ended = !made.accepted;
  if (made.accepted) made.decoder = context.vocabulary.decoders.at(service->second.protocol)();
  return &made;
}

}  // namespace

void take_in(const Context& context, State& state, const trace::Record& event, Actions& actions) {
  if (event.name == "harness-error") {
    note_error(state, trace::attribute(event, "text"));
    return;
  }
  ChannelState* channel = channel_of(context, state, event);
  if (!channel || (channel->left && event.name != "sent")) return;
  if (event.name == "bytes") take_bytes(context, state, *channel, event, actions);
  else if (event.name == "sent") take_sent(*channel, event);
  else take_fact(context, state, *channel, event, actions);
}

}  // namespace assay::engine
