// Handshake messages inside opened records: where one begins, whatever the borders of the records.
#pragma once

#include <optional>

#include "base/bytes.hpp"

namespace assay::tls {

// Length of the content in a TLSInnerPlaintext (RFC 8446 5.2), and its type; {0, 0} if it is all padding.
struct InnerContent {
  std::size_t size{0};
  int type{0};
};
InnerContent inner_content(ByteView plain);

// Follows the handshake messages of one direction through its records.
class FinishedFinder {
 public:
  // Where the verify_data of a Finished message (RFC 8446 4.4.4) starts in the next octets of the
  // stream; nothing if no whole one begins there.
  std::optional<std::size_t> find(ByteView content);

 private:
  std::size_t unfinished_{0};  // octets of a message that began earlier
};

}  // namespace assay::tls
