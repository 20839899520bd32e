// Reads a ServerHello leniently (RFC 5246 7.4.1.3, RFC 8446 4.1.3).
#include "codec/tls/cursor.hpp"
#include "codec/tls/hello.hpp"

namespace assay::tls {
namespace {

constexpr std::size_t server_hello_type = 2;
constexpr std::size_t supported_versions = 43;

// TLS 1.3 says its version in an extension (RFC 8446 4.2.1).
int selected_version(ByteView extensions, int legacy) {
  Cursor cursor(extensions);
  while (!cursor.empty()) {
    const auto type = cursor.number(2);
    const auto data = cursor.vector(2);
    if (cursor.whole() && type == supported_versions && data.size() == 2) {
      return static_cast<int>(Cursor(data).number(2));
    }
  }
  return legacy;
}

std::optional<ServerHello> read_body(ByteView body) {
  Cursor cursor(body);
  ServerHello hello;
  hello.version = static_cast<int>(cursor.number(2));
  cursor.take(32);
  cursor.vector(1);
  hello.suite = static_cast<std::uint16_t>(cursor.number(2));
  cursor.number(1);
  if (!cursor.whole()) return std::nullopt;
  if (!cursor.empty()) hello.version = selected_version(cursor.vector(2), hello.version);
  return hello;
}

}  // namespace

std::optional<ServerHello> read_server_hello(ByteView handshake) {
  Cursor cursor(handshake);
  while (!cursor.empty()) {
    const auto type = cursor.number(1);
    const auto body = cursor.vector(3);
    if (!cursor.whole()) return std::nullopt;
    if (type == server_hello_type) return read_body(body);
  }
  return std::nullopt;
}

}  // namespace assay::tls
