// Reads a ServerHello leniently (RFC 5246 7.4.1.3, RFC 8446 4.1.3).
#include "codec/tls/hello.hpp"

namespace assay::tls {
namespace {

// Takes numbers and vectors off the front; once something is missing, all that follows is 0 or empty.
class Cursor {
 public:
  explicit Cursor(ByteView octets) : rest_(octets) {}

  std::size_t number(std::size_t octets) {
    std::size_t value = 0;
    for (const char c : take(octets)) value = value << 8 | static_cast<unsigned char>(c);
    return value;
  }
  ByteView vector(std::size_t length_octets) { return take(number(length_octets)); }
  ByteView take(std::size_t size) {
    if (size > rest_.size()) whole_ = false;
    const ByteView taken = whole_ ? rest_.substr(0, size) : ByteView();
    rest_.remove_prefix(whole_ ? size : rest_.size());
    return taken;
  }
  bool whole() const { return whole_; }
  bool empty() const { return rest_.empty(); }

 private:
  ByteView rest_;
  bool whole_{true};
};

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
