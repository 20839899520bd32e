// Writes strings the way commands and responses hold them.
#include <algorithm>
#include <utility>

#include "base/text.hpp"
#include "codec/imap/command.hpp"

namespace assay::imap {
namespace {

constexpr char32_t kReplacement = 0xfffd;

bool can_be_quoted(char c) { return static_cast<unsigned char>(c) < 0x80 && c != '\0' && c != '\r' && c != '\n'; }

// How many octets a UTF-8 sequence with this first octet has; 0 if none begins so.
std::size_t sequence_length(unsigned char first) {
  if (first < 0x80) return 1;
  if (first >= 0xc2 && first < 0xe0) return 2;
  if (first >= 0xe0 && first < 0xf0) return 3;
  if (first >= 0xf0 && first < 0xf5) return 4;
  return 0;
}

// Takes one code point off the front; one octet and U+FFFD if what stands there is not UTF-8.
char32_t take_code_point(std::string_view& utf8) {
  constexpr char32_t kLeast[] = {0, 0, 0x80, 0x800, 0x10000};
  const auto first = static_cast<unsigned char>(utf8[0]);
  const std::size_t length = sequence_length(first);
  char32_t code = length < 2 ? first : first & (0x7fu >> length);
  bool good = length > 0 && length <= utf8.size();
  for (std::size_t i = 1; good && i < length; ++i) {
    const auto next = static_cast<unsigned char>(utf8[i]);
    good = (next & 0xc0) == 0x80;
    code = code << 6 | (next & 0x3f);
  }
  good = good && code >= kLeast[length] && code <= 0x10ffff && (code < 0xd800 || code > 0xdfff);
  utf8.remove_prefix(good ? length : 1);
  return good ? code : kReplacement;
}

void append_utf16(Bytes& out, char32_t code) {
  const auto unit = [&out](char32_t u) { out += {static_cast<char>(u >> 8 & 0xff), static_cast<char>(u & 0xff)}; };
  if (code < 0x10000) return unit(code);
  unit(0xd800 | (code - 0x10000) >> 10);
  unit(0xdc00 | ((code - 0x10000) & 0x3ff));
}

// Base64 without padding and with "," for "/", between "&" and "-".
std::string shifted(const Bytes& utf16) {
  std::string text = base64_encode(utf16);
  text.erase(std::find(text.begin(), text.end(), '='), text.end());
  std::replace(text.begin(), text.end(), '/', ',');
  return "&" + text + "-";
}

}  // namespace

std::string astring(std::string_view text) {
  const bool atom = !text.empty() && std::all_of(text.begin(), text.end(), is_astring_char);
  if (atom && !equal_ignoring_case(text, "NIL")) return std::string(text);
  if (std::all_of(text.begin(), text.end(), can_be_quoted)) return quoted(text);
  return "{" + std::to_string(text.size()) + "}\r\n" + std::string(text);
}

std::string quoted(std::string_view text) {
  std::string out = "\"";
  for (char c : text) {
    if (c == '"' || c == '\\') out += '\\';
    out += c;
  }
  return out + '"';
}

std::string mailbox_name(std::string_view utf8) {
  std::string out;
  Bytes utf16;  // what is to be shifted, in one run: a superfluous shift is not permitted
  while (!utf8.empty()) {
    const char32_t code = take_code_point(utf8);
    if (code < 0x20 || code > 0x7e) {
      append_utf16(utf16, code);
      continue;
    }
    if (!utf16.empty()) out += shifted(std::exchange(utf16, {}));
    out += code == '&' ? std::string("&-") : std::string(1, static_cast<char>(code));
  }
  return utf16.empty() ? out : out + shifted(utf16);
}

}  // namespace assay::imap
