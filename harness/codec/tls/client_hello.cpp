// Writes a ClientHello by hand, for suites and versions that no TLS library offers any more.
#include "codec/tls/hello.hpp"

#include <algorithm>

namespace assay::tls {
namespace {

constexpr int tls10 = 0x0301;
constexpr int tls12 = 0x0303;
constexpr int tls13 = 0x0304;

Bytes number(std::size_t value, int octets) {
  Bytes out;
  for (int shift = 8 * (octets - 1); shift >= 0; shift -= 8) out.push_back(static_cast<char>(value >> shift & 0xff));
  return out;
}

// A vector of the presentation language: its length in `length_octets`, then its content.
Bytes vector(ByteView content, int length_octets) { return number(content.size(), length_octets).append(content); }

Bytes numbers(const std::vector<std::uint16_t>& values) {
  Bytes out;
  for (const auto value : values) out += number(value, 2);
  return out;
}

Bytes extension(std::size_t type, ByteView data) { return number(type, 2) + vector(data, 2); }

// One host_name entry, RFC 6066 3.
Bytes server_name(const std::string& name) { return extension(0, vector(Bytes(1, '\0') + vector(name, 2), 2)); }

// X25519 takes any 32 octets; this is the curve's base point, so the exchange comes out right
// although nobody here knows a secret worth keeping.
Bytes key_share() {
  Bytes point(32, '\0');
  point[0] = 9;
  return extension(51, vector(number(0x001d, 2) + vector(point, 2), 2));
}

// RFC 8446 4.2.1: there the version offered stands here, and legacy_version stays at 1.2.
// Suites of TLS 1.3 are {13,xx}; a hello with others, too, offers TLS 1.2 beside it (RFC 8446 4.2.1, B.4).
bool offers_older(const ClientHello& hello) {
  return std::any_of(hello.suites.begin(), hello.suites.end(), [](std::uint16_t suite) { return suite >> 8 != 0x13; });
}

Bytes extensions_of_tls13(const ClientHello& hello) {
  const Bytes versions = number(tls13, 2) + (offers_older(hello) ? number(tls12, 2) : Bytes());
  return extension(43, vector(versions, 1)) + key_share();
}

Bytes extensions(const ClientHello& hello) {
  Bytes out;
  if (hello.version < tls10) return out;  // a client of SSL 3.0 knew none
  if (!hello.server_name.empty()) out += server_name(hello.server_name);
  out += extension(10, vector(numbers({0x001d, 0x0017, 0x0018, 0x0019, 0x0100, 0x0101}), 2));
  out += extension(11, vector(Bytes(1, '\0'), 1));  // uncompressed
  if (hello.version >= tls12) {
    const std::vector<std::uint16_t> schemes{0x0403, 0x0503, 0x0603, 0x0804, 0x0805, 0x0806,
                                             0x0401, 0x0501, 0x0601, 0x0203, 0x0201, 0x0202};
    out += extension(13, vector(numbers(schemes), 2));
  }
  out += extension(23, {});                      // extended_master_secret, RFC 7627 5.1
  out += extension(0xff01, vector({}, 1));       // renegotiation_info, RFC 5746 3.2
  if (hello.version >= tls13) out += extensions_of_tls13(hello);
  return out;
}

}  // namespace

Bytes write(const ClientHello& hello) {
  Bytes random = hello.random;
  random.resize(32, '\0');
  Bytes body = number(static_cast<std::size_t>(std::min(hello.version, tls12)), 2) + random;
  body += vector({}, 1);                         // no session to resume
  body += vector(numbers(hello.suites), 2);
  body += vector(Bytes(1, '\0'), 1);             // no compression
  const Bytes list = extensions(hello);
  if (!list.empty()) body += vector(list, 2);
  // RFC 5246 E.1 lets the record of a first hello bear any {03,xx}; servers that know only TLS 1.0
  // are the ones that mind.
  const int record_version = std::min(hello.version, tls10);
  const Bytes message = Bytes(1, '\x01') + vector(body, 3);
  return Bytes(1, '\x16') + number(static_cast<std::size_t>(record_version), 2) + vector(message, 2);
}

}  // namespace assay::tls
