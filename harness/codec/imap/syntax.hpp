// The character classes and small pieces of the IMAP4rev1 grammar (RFC 3501 clause 9).
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/bytes.hpp"

namespace assay::imap {

bool is_digit(char c);
bool is_blank(char c);         // SP, and TAB, which only a lenient reader takes for one
bool is_atom_char(char c);     // ATOM-CHAR
bool is_astring_char(char c);  // ASTRING-CHAR
bool is_tag_char(char c);      // ASTRING-CHAR except "+"

// ASCII only.
std::string upper_case(std::string_view text);

// Digits as a number; nothing if there are none, another character is among them, or 64 bits do
// not hold it.
std::optional<std::uint64_t> read_number(std::string_view digits);

// The grammar's number and nz-number are unsigned 32-bit integers.
inline constexpr std::uint64_t kMaximumNumber = 0xffffffff;

// "{310}", "{310+}" (RFC 7888 clause 8) or "~{310}" (literal8, RFC 4466) before a line's end.
struct Announcement {
  std::size_t offset{0};         // of its first octet in the line
  std::uint64_t size{0};
  bool countable{true};          // false: the number is over 32 bits, so the size means nothing
  bool non_synchronising{false};
  bool binary{false};            // literal8
};

// The literal that a line announces at its end. `line` ends in LF, with or without CR before it.
std::optional<Announcement> find_announcement(ByteView line);

// A line without the LF or CRLF at its end.
ByteView without_line_end(ByteView line);

}  // namespace assay::imap
