// IMAP4rev1 responses (RFC 3501 clause 7) read leniently: every octet kept, every violation listed.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/bytes.hpp"
#include "codec/imap/framer.hpp"
#include "codec/imap/violation.hpp"

namespace assay::imap {

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

// Feed it what arrives, in pieces of any size: the responses do not depend on where the pieces end.
// Memory is bounded: when the octets of a response outside its literals reach kMaximumLine, or those
// of its literals would exceed kMaximumLiteral, or a literal's size is no 32-bit number, it becomes
// an `unreadable` response with a violation. `raw` then ends where reading was given up, and the rest
// of the response is skipped (after a size that is no number: nothing but that line).
class ResponseDecoder {
 public:
  static constexpr std::size_t kMaximumLine = 64 * 1024;
  static constexpr std::size_t kMaximumLiteral = 4 * 1024 * 1024;

  explicit ResponseDecoder(Limits limits = {kMaximumLine, kMaximumLiteral});

  std::vector<Response> feed(ByteView octets);
  // Octets of a response that has begun and not ended; 0 at a border.
  std::size_t pending() const { return framer_.pending().size(); }
  // The unfinished octets, for saying what came before a connection closed. Valid until feed().
  ByteView pending_octets() const { return framer_.pending(); }
  // Octets skipped so far; they stand in no `raw`.
  std::uint64_t skipped() const { return framer_.skipped(); }

 private:
  Framer framer_;
};

}  // namespace assay::imap
