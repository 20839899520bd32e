// The lexical rules of RFC 3261 clause 25.1 that all values share.
#include "codec/sip/syntax.hpp"

#include <algorithm>
#include <limits>

namespace assay::sip {
namespace {

constexpr std::string_view kTokenMarks = "-.!%*_+`'~";

// How many octets a UTF-8 sequence with this first octet has; 0 if none begins so.
std::size_t utf8_length(unsigned char first) {
  if (first < 0x80) return 1;
  if (first >= 0xc2 && first <= 0xdf) return 2;
  if (first >= 0xe0 && first <= 0xef) return 3;
  return first >= 0xf0 && first <= 0xf4 ? 4 : 0;
}

}  // namespace

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_alphanumeric(char c) { return is_digit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
bool is_hex_digit(char c) { return is_digit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F'); }
bool is_space(char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n'; }
bool is_token_char(char c) { return is_alphanumeric(c) || kTokenMarks.find(c) != std::string_view::npos; }

bool is_token(ByteView text) { return !text.empty() && std::all_of(text.begin(), text.end(), is_token_char); }
bool is_all_digits(ByteView text) { return !text.empty() && std::all_of(text.begin(), text.end(), is_digit); }

std::optional<std::uint64_t> read_digits(ByteView text) {
  if (!is_all_digits(text)) return std::nullopt;
  std::uint64_t number = 0;
  for (char c : text) {
    const auto digit = static_cast<std::uint64_t>(c - '0');
    if (number > (std::numeric_limits<std::uint64_t>::max() - digit) / 10) return std::nullopt;
    number = number * 10 + digit;
  }
  return number;
}

Span trimmed(ByteView text, Span span) {
  while (span.length > 0 && is_space(text[span.offset])) ++span.offset, --span.length;
  while (span.length > 0 && is_space(text[span.end() - 1])) --span.length;
  return span;
}

std::string unfold(ByteView raw) {
  const ByteView text = cut(raw, trimmed(raw, {0, raw.size()}));
  std::string out;
  for (std::size_t i = 0; i < text.size();) {
    std::size_t end = i;
    while (end < text.size() && is_space(text[end])) ++end;
    const ByteView blanks = text.substr(i, end - i);
    if (blanks.empty()) {
      out += text[i++];
      continue;
    }
    if (blanks.find('\n') == ByteView::npos)
      out += blanks;
    else
      out += ' ';
    i = end;
  }
  return out;
}

std::size_t closing_quote(ByteView text, std::size_t open) {
  for (std::size_t i = open + 1; i < text.size(); ++i) {
    if (text[i] == '\\')
      ++i;
    else if (text[i] == '"')
      return i;
  }
  return text.size();
}

std::string unquote(ByteView quoted) {
  if (quoted.empty() || quoted[0] != '"') return std::string(quoted);
  const ByteView inner = quoted.substr(1, closing_quote(quoted, 0) - 1);
  std::string out;
  for (std::size_t i = 0; i < inner.size(); ++i) {
    if (inner[i] == '\\' && i + 1 < inner.size()) ++i;
    out += inner[i];
  }
  return out;
}

std::vector<Span> pieces(ByteView text, Span span, char separator, Angles angles) {
  const ByteView wanted = angles == Angles::enclose ? ByteView("<") : ByteView();
  std::vector<Span> out;
  std::size_t from = span.offset;
  std::size_t at = from;
  const std::string stops = std::string(1, separator) + std::string(wanted);
  while (at < span.end()) {
    at = find_unquoted(text, {at, span.end() - at}, stops);
    if (at == span.end()) break;
    if (text[at] == separator) {
      out.push_back({from, at - from});
      from = ++at;
    } else {
      at = std::min(text.find('>', at), span.end());
    }
  }
  out.push_back({from, span.end() - from});
  return out;
}

std::size_t find_unquoted(ByteView text, Span span, ByteView wanted) {
  const ByteView within = text.substr(0, span.end());
  for (std::size_t i = span.offset; i < within.size(); ++i) {
    if (wanted.find(within[i]) != ByteView::npos) return i;
    if (within[i] == '"') i = closing_quote(within, i);
  }
  return span.end();
}

std::size_t first_not_utf8(ByteView text) {
  for (std::size_t i = 0; i < text.size();) {
    const std::size_t length = utf8_length(static_cast<unsigned char>(text[i]));
    if (length == 0 || length > text.size() - i) return i;
    for (std::size_t k = 1; k < length; ++k)
      if ((static_cast<unsigned char>(text[i + k]) & 0xc0) != 0x80) return i;
    i += length;
  }
  return text.size();
}

}  // namespace assay::sip
