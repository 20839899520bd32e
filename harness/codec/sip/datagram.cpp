// One message out of one datagram (RFC 3261 clause 18.3).
#include <algorithm>

#include "codec/sip/check.hpp"
#include "codec/sip/head.hpp"
#include "codec/sip/message.hpp"

namespace assay::sip {
namespace {

void read_body(Message& message) {
  const std::size_t rest = message.raw.size() - message.body_offset;
  const Announced announced = announced_body(message);
  const bool known = announced.kind == Announced::Kind::size;
  const auto size = known ? static_cast<std::size_t>(std::min<std::uint64_t>(announced.size, rest)) : rest;
  message.body = message.raw.substr(message.body_offset, size);
  message.trailing = message.raw.substr(message.body_offset + size);
}

}  // namespace

Message read_datagram(ByteView octets) {
  Message message;
  message.raw = octets;
  const std::size_t begin = std::min(octets.find_first_not_of("\r\n"), octets.size());
  if (begin == octets.size() && !octets.empty()) {
    message.type = MessageType::keep_alive;
    return message;
  }
  if (begin > 0) note(message.violations, "Line ends stand before the start line of a datagram.", 0);
  std::size_t scanned = begin;
  const std::size_t end = find_head_end(octets, scanned).value_or(octets.size());
  read_head(message, begin, end);
  message.body_offset = end;
  read_body(message);
  check_octets(message, begin, end);
  check_message(message, Transport::datagram);
  return message;
}

}  // namespace assay::sip
