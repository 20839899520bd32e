// IP, TCP and UDP packets made up around octets that crossed a socket, and endpoints as texts name them.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "base/bytes.hpp"

namespace assay::trace {

// Numbers most significant octet first, as protocols of the Internet write them.
Bytes big_endian16(std::uint32_t value);
Bytes big_endian32(std::uint32_t value);

struct Endpoint {
  Bytes address;  // 4 or 16 octets, as on the wire
  std::uint16_t port{0};
};

// "192.0.2.1:143" or "[2001:db8::1]:143"; nothing if it is neither.
std::optional<Endpoint> read_endpoint(const std::string& text);

enum Flag : std::uint8_t { kFin = 1, kSyn = 2, kRst = 4, kPsh = 8, kAck = 16 };

struct Segment {
  Endpoint from;
  Endpoint to;  // of the same IP version as `from`
  std::uint32_t sequence{0};
  std::uint32_t acknowledgement{0};
  int flags{0};
  ByteView payload;  // at most kMostPayload
};

constexpr std::size_t kMostPayload = 32 * 1024;

// What crossed a UDP socket at once.
struct Datagram {
  Endpoint from;
  Endpoint to;  // of the same IP version as `from`
  ByteView payload;  // at most kMostDatagram
};

constexpr std::size_t kMostDatagram = 65507;  // what IPv4 can carry

// The packet from its IP header on, with right lengths and checksums.
Bytes write_packet(const Segment& segment);
Bytes write_packet(const Datagram& datagram);

}  // namespace assay::trace
