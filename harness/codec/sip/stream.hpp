// Cuts a stream (TCP, TLS) into SIP messages by Content-Length, in bounded memory.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "codec/sip/message.hpp"

namespace assay::sip {

struct StreamLimits {
  std::size_t head{64 * 1024};
  std::size_t body{1024 * 1024};
};

// CRLFs between messages: RFC 5626 3.5.1 pings with two of them and answers with one. A lone LF counts too.
struct KeepAlives {
  std::uint64_t count{0};
  std::uint64_t octets{0};
};

// Feed it what arrives, in pieces of any size: the messages do not depend on where the pieces end. Every octet
// stands in the raw of a message, or is a keep-alive, or pending, or skipped.
// - A head that does not end within the limit becomes an unreadable message; the stream is given up.
// - A body announced over the limit makes the message unreadable, with its head alone; the body is skipped.
// - Content-Length without meaning (no number, several that differ): the message has no body, and the stream
//   is given up, because nothing says where the next one begins (RFC 4475 3.1.2.3).
// - No Content-Length: a violation; the message is taken to have no body.
class StreamDecoder {
 public:
  explicit StreamDecoder(StreamLimits limits = {}) : limits_(limits) {}

  std::vector<Message> feed(ByteView octets);
  // Nothing more can be read: all further octets are skipped.
  bool given_up() const { return given_up_; }
  // The octets of a message that has begun and not ended. Valid until feed().
  ByteView pending() const { return ByteView(buffer_).substr(begin_); }
  KeepAlives keep_alives() const { return keep_alives_; }
  // Octets that stand in no message.
  std::uint64_t skipped() const { return skipped_; }

 private:
  std::optional<Message> next();
  std::optional<Message> end_head(std::size_t end);
  std::optional<Message> end_body();
  Message exceed_head();
  bool skip_line_ends();
  void skip_body();
  void drop(std::size_t size);

  StreamLimits limits_;
  Bytes buffer_;
  std::size_t begin_{0};         // of what is pending in buffer_
  std::uint64_t consumed_{0};    // stream offset of begin_
  std::size_t scanned_{0};       // how far the end of the head was looked for
  std::optional<Message> head_;  // read; its body is being waited for
  std::size_t body_{0};          // size of that body
  std::uint64_t skip_{0};        // octets of a body in excess still to come
  std::uint64_t skipped_{0};
  KeepAlives keep_alives_;
  bool given_up_{false};
};

}  // namespace assay::sip
