// Start line and headers of a message: where they end, and what they are.
#pragma once

#include <cstdint>
#include <optional>

#include "codec/sip/message.hpp"

namespace assay::sip {

// Looks for the empty line that ends the head, leniently: LF alone ends a line too. `scanned` says how far an
// earlier search of the same octets came, and is moved. Gives the offset behind the empty line.
std::optional<std::size_t> find_head_end(ByteView octets, std::size_t& scanned);

// Reads message.raw from `begin` to `end` (behind the empty line) into start line and headers.
void read_head(Message& message, std::size_t begin, std::size_t end);

// What the Content-Length headers say together. Several of one number say that number.
struct Announced {
  enum class Kind { nothing, size, contradiction } kind{Kind::nothing};
  std::uint64_t size{0};
};
Announced announced_body(const Message& message);

}  // namespace assay::sip
