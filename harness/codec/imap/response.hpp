// IMAP4rev1 responses (RFC 3501 clause 7) read leniently: every octet kept, every violation listed.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/bytes.hpp"

namespace assay::imap {

struct Violation {
  std::string what;       // one sentence
  std::size_t offset{0};  // in Response::raw or Command::raw
};

struct Span {
  std::size_t offset{0};
  std::size_t length{0};
};

enum class ResponseType { untagged, tagged, continuation, unreadable };

// One response, literals included. Words that are compared without regard to case are upper case.
struct Response {
  ResponseType type{ResponseType::unreadable};
  std::string tag;                     // "*" for untagged, "+" for continuation
  std::string status;                  // OK NO BAD BYE PREAUTH, empty for data responses
  std::string code;                    // response code name, e.g. AUTHENTICATIONFAILED, CAPABILITY
  std::string code_arguments;          // what follows the name inside the brackets
  std::string text;                    // human text after the code, or the continuation's text
  std::string keyword;                 // data responses: CAPABILITY LIST LSUB SEARCH EXISTS FETCH FLAGS …
  std::optional<std::uint64_t> number; // of "* 3 EXISTS", "* 1 FETCH (…)"
  std::string arguments;               // data responses: all after the keyword, literals inline as sent
  std::vector<Bytes> literals;         // contents of the literals, in order
  Bytes raw;                           // all octets, final CRLF included
  std::size_t stream_offset{0};        // of raw's first octet in the decoder's input so far
  std::vector<Violation> violations;
};

// Feed it what arrives, in pieces of any size. Memory is bounded: a line over kMaximumLine or a
// literal over kMaximumLiteral becomes an `unreadable` response with a violation and the rest of
// it is skipped.
class ResponseDecoder {
 public:
  static constexpr std::size_t kMaximumLine = 64 * 1024;
  static constexpr std::size_t kMaximumLiteral = 4 * 1024 * 1024;

  std::vector<Response> feed(ByteView octets);
  // Octets of a response that has begun and not ended; 0 at a border.
  std::size_t pending() const { return buffer_.size(); }
  // The unfinished octets, for saying what came before a connection closed.
  ByteView pending_octets() const { return buffer_; }

 private:
  Bytes buffer_;
  std::size_t scanned_{0};      // how far buffer_ was searched already
  std::uint64_t skip_{0};       // octets of an oversized literal still to be skipped
  bool skip_line_{false};       // an oversized line is being skipped up to its LF
  std::size_t consumed_{0};     // stream offset of buffer_'s first octet
};

}  // namespace assay::imap
