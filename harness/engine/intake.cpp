// Decoding inside the fold, so that a stored trace is decoded anew whenever it is judged.
#include "engine/intake.hpp"

#include <algorithm>

#include "base/text.hpp"

namespace assay::engine {
namespace {

using language::Evidence;
using language::Item;

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

void take_bytes(State& state, ChannelState& channel, const trace::Record& event) {
  channel.chunks.push_back({channel.stream, event.data.size(), event.number});
  channel.stream += event.data.size();
  if (!channel.decoder) return;
  const bool is_protected = trace::attribute(event, "protected") == "yes";
  for (auto& item : channel.decoder->feed(event.data, is_protected)) {
    item.channel = event.channel;
    if (!item.field("protected")) item.fields.push_back({"protected", is_protected ? "yes" : "no", 0, 0});
    item.evidence = evidence_of(channel, channel.decoder_start + item.stream_offset, item.octets.size());
    state.queue.push_back(std::move(item));
  }
}

void take_fact(const Context& context, State& state, ChannelState& channel, const trace::Record& event) {
  const auto found = context.vocabulary.facts.find(event.name);
  if (found == context.vocabulary.facts.end()) return;
  Item item;
  item.channel = event.channel;
  item.kind = found->second.kind;
  for (const auto& [name, value] : event.attributes) item.fields.push_back({name, value, 0, 0});
  item.evidence = {{event.number, 0, 0}};
  if (found->second.loses_stimulus) state.errors.push_back("the stimulus did not leave as wanted: " + event.name);
  if (item.kind == "opened") channel.opened = true;
  if (found->second.ends_channel) {
    channel.ended = true;
    channel.ending = item;
  }
  state.queue.push_back(std::move(item));
}

void take_sent(ChannelState& channel, const trace::Record& event) {
  ++channel.sent;
  if (channel.sent == channel.stimulus) channel.differed = event.number;
  channel.asked = event.number;
  channel.layer = trace::attribute(event, "protected");
}

}  // namespace

void take_in(const Context& context, State& state, const trace::Record& event) {
  if (event.name == "harness-error") {
    state.errors.push_back(trace::attribute(event, "text"));
    return;
  }
  const auto found = state.channels.find(event.channel);
  if (found == state.channels.end()) return;
  if (event.name == "bytes") take_bytes(state, found->second, event);
  else if (event.name == "sent") take_sent(found->second, event);
  else take_fact(context, state, found->second, event);
}

}  // namespace assay::engine
