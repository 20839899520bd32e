// The made-up life of a TCP connection: handshake, data with right numbers, end.
#include "trace/flow.hpp"

#include <algorithm>
#include <utility>

namespace assay::trace {
namespace {

constexpr std::uint32_t kLocalStart = 1000;
constexpr std::uint32_t kRemoteStart = 2000;

}  // namespace

Flow::Flow(Endpoint local, Endpoint remote, bool accepted, std::int64_t time, Emit emit)
    : local_{std::move(local), kLocalStart}, remote_{std::move(remote), kRemoteStart}, emit_(std::move(emit)) {
  Side& caller = accepted ? remote_ : local_;
  Side& called = accepted ? local_ : remote_;
  segment(caller, called, kSyn, {}, time);
  segment(called, caller, kSyn | kAck, {}, time);
  segment(caller, called, kAck, {}, time);
}

void Flow::segment(Side& from, const Side& to, int flags, ByteView payload, std::int64_t time) {
  const std::uint32_t acknowledgement = flags & kAck ? to.next : 0;
  emit_(time, write_packet(Segment{from.endpoint, to.endpoint, from.next, acknowledgement, flags, payload}));
  from.next += static_cast<std::uint32_t>(payload.size()) + (flags & (kSyn | kFin) ? 1 : 0);
}

void Flow::data(bool out, ByteView octets, std::int64_t time) {
  Side& from = out ? local_ : remote_;
  Side& to = out ? remote_ : local_;
  while (!octets.empty()) {
    const ByteView part = octets.substr(0, std::min(octets.size(), kMostPayload));
    segment(from, to, kPsh | kAck, part, time);
    octets.remove_prefix(part.size());
  }
}

void Flow::fin(Side& from, Side& to, std::int64_t time) {
  if (from.ended) return;
  from.ended = true;
  segment(from, to, kFin | kAck, {}, time);
  segment(to, from, kAck, {}, time);
}

void Flow::remote_fin(std::int64_t time) { fin(remote_, local_, time); }

void Flow::local_fin(std::int64_t time) { fin(local_, remote_, time); }

void Flow::remote_reset(std::int64_t time) {
  if (local_.ended && remote_.ended) return;
  segment(remote_, local_, kRst | kAck, {}, time);
  local_.ended = remote_.ended = true;
}

}  // namespace assay::trace
