// IPv4, IPv6, TCP and UDP headers, written once and never read.
#include "trace/packets.hpp"

#include <arpa/inet.h>

namespace assay::trace {
namespace {

constexpr int kProtocolTcp = 6;
constexpr int kProtocolUdp = 17;
constexpr int kHopLimit = 64;
constexpr std::size_t kTcpHeader = 20;
constexpr std::size_t kUdpHeader = 8;
constexpr std::size_t kIpv4Header = 20;
constexpr std::uint32_t kWindow = 65535;

Bytes octet(int value) { return Bytes(1, static_cast<char>(value)); }

// The ones' complement sum of the Internet checksum.
std::uint32_t checksum(ByteView octets) {
  std::uint32_t sum = 0;
  for (std::size_t i = 0; i < octets.size(); ++i) {
    const auto value = static_cast<unsigned char>(octets[i]);
    sum += i % 2 ? value : static_cast<std::uint32_t>(value) << 8;
  }
  while (sum >> 16) sum = (sum & 0xffff) + (sum >> 16);
  return ~sum & 0xffff;
}

// Of a transport header and its payload, with the pseudo-header (RFC 9293 3.1, RFC 768, RFC 8200 8.1).
std::uint32_t transport_checksum(const Endpoint& from, const Endpoint& to, int protocol, const Bytes& body) {
  const Bytes pseudo = from.address + to.address + big_endian32(static_cast<std::uint32_t>(protocol)) +
                       big_endian32(static_cast<std::uint32_t>(body.size()));
  return checksum(pseudo + body);
}

Bytes tcp(const Segment& s) {
  Bytes out = big_endian16(s.from.port) + big_endian16(s.to.port) + big_endian32(s.sequence) +
              big_endian32(s.acknowledgement) + octet(kTcpHeader / 4 << 4) + octet(s.flags) + big_endian16(kWindow) +
              big_endian16(0) + big_endian16(0) + Bytes(s.payload);
  return out.replace(16, 2, big_endian16(transport_checksum(s.from, s.to, kProtocolTcp, out)));
}

Bytes udp(const Datagram& d) {
  const std::size_t length = kUdpHeader + d.payload.size();
  Bytes out = big_endian16(d.from.port) + big_endian16(d.to.port) +
              big_endian16(static_cast<std::uint32_t>(length)) + big_endian16(0) + Bytes(d.payload);
  const std::uint32_t sum = transport_checksum(d.from, d.to, kProtocolUdp, out);
  return out.replace(6, 2, big_endian16(sum == 0 ? 0xffff : sum));  // 0 would say that there is none
}

Bytes ipv4(const Endpoint& from, const Endpoint& to, int protocol, std::size_t length) {
  Bytes out = octet(0x45) + octet(0) + big_endian16(static_cast<std::uint32_t>(kIpv4Header + length)) +
              big_endian16(0) + big_endian16(0x4000) + octet(kHopLimit) + octet(protocol) + big_endian16(0) +
              from.address + to.address;
  return out.replace(10, 2, big_endian16(checksum(out)));
}

Bytes ipv6(const Endpoint& from, const Endpoint& to, int protocol, std::size_t length) {
  return big_endian32(0x60000000) + big_endian16(static_cast<std::uint32_t>(length)) + octet(protocol) +
         octet(kHopLimit) + from.address + to.address;
}

Bytes in_ip(const Endpoint& from, const Endpoint& to, int protocol, const Bytes& body) {
  const bool v6 = from.address.size() == 16;
  return (v6 ? ipv6(from, to, protocol, body.size()) : ipv4(from, to, protocol, body.size())) + body;
}

// Decimal, 0 to 65535, nothing else.
std::optional<std::uint16_t> read_port(const std::string& text) {
  if (text.empty() || text.size() > 5 || text.find_first_not_of("0123456789") != std::string::npos) return {};
  const int port = std::stoi(text);
  if (port > 65535) return {};
  return static_cast<std::uint16_t>(port);
}

}  // namespace

Bytes big_endian16(std::uint32_t value) { return octet(value >> 8 & 255) + octet(value & 255); }

Bytes big_endian32(std::uint32_t value) { return big_endian16(value >> 16) + big_endian16(value & 0xffff); }

std::optional<Endpoint> read_endpoint(const std::string& text) {
  const auto colon = text.rfind(':');
  if (colon == std::string::npos) return {};
  const auto port = read_port(text.substr(colon + 1));
  std::string address = text.substr(0, colon);
  const bool v6 = address.size() > 2 && address.front() == '[' && address.back() == ']';
  if (v6) address = address.substr(1, address.size() - 2);
  address = address.substr(0, address.find('%'));
  Endpoint endpoint{Bytes(v6 ? 16 : 4, '\0'), port.value_or(0)};
  if (!port || inet_pton(v6 ? AF_INET6 : AF_INET, address.c_str(), endpoint.address.data()) != 1) return {};
  return endpoint;
}

Bytes write_packet(const Segment& segment) { return in_ip(segment.from, segment.to, kProtocolTcp, tcp(segment)); }

Bytes write_packet(const Datagram& datagram) { return in_ip(datagram.from, datagram.to, kProtocolUdp, udp(datagram)); }

}  // namespace assay::trace
