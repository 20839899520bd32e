// The first words of a response, and what follows from them for the literals in it.
#pragma once

#include <optional>

#include "codec/imap/framer.hpp"
#include "codec/imap/response.hpp"

namespace assay::imap {

// Offsets count from the first octet of the line. Words that are missing have length 0 and stand
// where they would begin.
struct Head {
  ResponseType type{ResponseType::unreadable};  // unreadable: an empty line
  Span tag;
  std::optional<Span> number;  // leading digits of untagged data
  Span word;                   // status or keyword; none in a continuation
  bool status{false};          // `word` is OK, NO, BAD, BYE or PREAUTH
  std::size_t end{0};          // behind the last word
};

// Reads no further than the first words. `line` may end in CRLF or not.
Head read_head(ByteView line);

// Offset of the "]" that closes a response code, from after its "["; a "]" in a quoted string does
// not close it, unless the quotes never end.
std::optional<std::size_t> find_code_end(ByteView text);

// The ContextRule of responses: data announces literals, and so does a response code that is still
// open (BADCHARSET may hold strings); human text does not.
Context response_context(Context before, ByteView line);

}  // namespace assay::imap
