// Text helpers that know no protocol: splitting, base64, hex, and escaping of foreign octets.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/bytes.hpp"

namespace assay {

// ASCII only; octets above 0x7f stay as they are.
std::string lower(std::string_view text);
bool equal_ignoring_case(std::string_view a, std::string_view b);
std::string_view trim(std::string_view text);

// Splits on runs of white space; never yields an empty word.
std::vector<std::string> words(std::string_view text);
std::vector<std::string> split(std::string_view text, char separator);
std::string join(const std::vector<std::string>& parts, std::string_view separator);

// RFC 4648 clause 4, with padding, no line breaks. Decoding refuses any other character.
std::string base64_encode(ByteView octets);
std::optional<Bytes> base64_decode(std::string_view text);

std::string hex_encode(ByteView octets);
std::optional<Bytes> hex_decode(std::string_view text);

// Octets for a terminal or a report: printable ASCII as it is; CR, LF and TAB as \r \n \t; a
// backslash doubled; all else \xNN. Safe whatever an IUT sent.
std::string escape(ByteView octets);

// Each octet as the code point of the same number, in UTF-8: lossless, readable, valid JSON text.
std::string octets_to_utf8(ByteView octets);
// The way back; nothing if the text holds a code point above U+00FF or is not UTF-8.
std::optional<Bytes> utf8_to_octets(std::string_view text);

}  // namespace assay
