// The lexical rules of RFC 3261 clause 25.1 that all values share: characters, white space, quotes, lists.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/bytes.hpp"
#include "codec/sip/violation.hpp"

namespace assay::sip {

bool is_alphanumeric(char c);
bool is_digit(char c);
bool is_hex_digit(char c);
// SP, HTAB and the octets of a folded line end: values are read as they stand, not unfolded.
bool is_space(char c);
bool is_token_char(char c);
// Not empty, and token characters only.
bool is_token(ByteView text);
bool is_all_digits(ByteView text);

// The number; nothing if it is empty, has other octets than digits, or does not fit 64 bits.
std::optional<std::uint64_t> read_digits(ByteView text);

inline ByteView cut(ByteView text, Span span) { return text.substr(span.offset, span.length); }
// `span` without white space at its ends.
Span trimmed(ByteView text, Span span);

// One SP in place of each folding (a line end and the white space around it), none at the ends.
std::string unfold(ByteView raw);

// Offset of the quote that closes the one at `open`, or text.size() if none does.
std::size_t closing_quote(ByteView text, std::size_t open);
// What the quoted string says: without quotes, quoted pairs resolved.
std::string unquote(ByteView quoted);

// The pieces of `span` between separators that stand outside quoted strings and, for `angles`, outside <>.
enum class Angles { ignored, enclose };
std::vector<Span> pieces(ByteView text, Span span, char separator, Angles angles);

// Offset of the first octet of `wanted` in `span` outside quoted strings, or span.end().
std::size_t find_unquoted(ByteView text, Span span, ByteView wanted);

// Offset of the first octet that is no UTF-8, or text.size().
std::size_t first_not_utf8(ByteView text);

}  // namespace assay::sip
