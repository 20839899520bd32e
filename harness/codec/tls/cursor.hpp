// Takes numbers and vectors of the presentation language off octets (RFC 5246 clause 4).
#pragma once

#include "base/bytes.hpp"

namespace assay::tls {

// Once something is missing, whole() is false and all that follows is 0 or empty.
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
  ByteView rest() const { return rest_; }
  bool whole() const { return whole_; }
  bool empty() const { return rest_.empty(); }

 private:
  ByteView rest_;
  bool whole_{true};
};

}  // namespace assay::tls
