// Cuts a stream of octets into IMAP messages: lines and the literals that they announce.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "base/bytes.hpp"
#include "codec/imap/syntax.hpp"
#include "codec/imap/violation.hpp"

namespace assay::imap {

// What the end of a line may hold. In human text "{5}" is just text, so that the lines so far
// decide whether it announces a literal.
enum class Context { start, data, code, text };

// The context at the end of `line`, from that before it. `code` means: inside a response code
// whose "]" has not come yet.
using ContextRule = Context (*)(Context before, ByteView line);

// Of one message: octets outside its literals, and octets of its literals together.
struct Limits {
  std::size_t line{0};
  std::size_t literal{0};
};

struct Literal {
  std::size_t announced{0};  // offset of its announcement in the message
  Span content;
  bool non_synchronising{false};
  bool binary{false};
};

// One message. If something in it was in excess, `raw` ends where reading it was given up.
struct Frame {
  enum class Excess { none, line, literal, number } excess{Excess::none};
  Bytes raw;
  std::vector<Literal> literals;
  std::size_t stream_offset{0};
};

// Where the content of a message ends and its final CRLF begins; octets of a literal are never CRLF.
std::size_t content_end(const Frame& frame);

// The octets of the input come out in Frame::raw in order, or are pending, or were dropped, or
// were skipped as the rest of a message in excess. Every octet is searched once.
class Framer {
 public:
  // Whoever sends commands waits at a synchronising literal until it is invited to go on.
  enum class Sender { server, client };

  Framer(Limits limits, ContextRule rule, Sender sender) : limits_(limits), rule_(rule), sender_(sender) {}

  void append(ByteView octets) { buffer_ += octets; }
  // The next whole message; nothing if more octets are needed, or if a synchronising literal of a
  // client was announced: then take_announced() tells its size, once, and next() goes on after it.
  std::optional<Frame> next();
  std::optional<std::uint64_t> take_announced();

  // While on, a line is a message of its own: no literals.
  void set_plain(bool plain) { plain_ = plain; }
  // Forgets the message that has begun, up to the end of the last whole line or literal.
  void drop_begun();
  // Forgets everything that is pending, also what was being skipped; gives the pending octets.
  Bytes take_pending();

  ByteView pending() const { return ByteView(buffer_).substr(begin_); }
  std::uint64_t skipped() const { return skipped_; }

 private:
  std::optional<Frame> end_line(ByteView line);
  std::optional<Frame> exceed_line(std::size_t end);
  std::optional<Frame> exceed_literal(const Announcement& announcement);
  void open_literal(const Announcement& announcement, std::size_t announced);
  bool close_literal();
  Frame take(std::size_t size, Frame::Excess excess);
  bool skip();
  bool skip_line();
  void drop(std::size_t size);
  void begin_message();
  bool announces(const std::optional<Announcement>& announcement) const;

  Limits limits_;
  ContextRule rule_;
  Sender sender_;
  Bytes buffer_;
  std::size_t begin_{0};        // of the message in buffer_; the offsets below count from it
  std::size_t consumed_{0};     // stream offset of begin_
  std::size_t line_begin_{0};
  std::size_t scanned_{0};      // no LF between line_begin_ and here
  std::size_t line_octets_{0};
  std::size_t literal_octets_{0};
  std::vector<Literal> literals_;
  bool literal_open_{false};    // the last of literals_ is not complete
  std::optional<std::uint64_t> announced_;
  Context context_{Context::start};
  bool plain_{false};
  bool skipping_{false};
  std::uint64_t skip_octets_{0};  // of a literal in excess
  Bytes skip_tail_;               // end of the line being skipped: it may announce a literal
  std::uint64_t skipped_{0};
};

}  // namespace assay::imap
