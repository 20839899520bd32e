// The character classes and small pieces of the IMAP4rev1 grammar.
#include "codec/imap/syntax.hpp"

#include <limits>

namespace assay::imap {

bool is_digit(char c) { return c >= '0' && c <= '9'; }

bool is_blank(char c) { return c == ' ' || c == '\t'; }

bool is_atom_char(char c) {
  constexpr std::string_view kSpecials = "(){ %*\"\\]";
  return c > 0x1f && c < 0x7f && kSpecials.find(c) == std::string_view::npos;
}

bool is_astring_char(char c) { return is_atom_char(c) || c == ']'; }

bool is_tag_char(char c) { return is_astring_char(c) && c != '+'; }

std::string upper_case(std::string_view text) {
  std::string out(text);
  for (char& c : out)
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
  return out;
}

std::optional<std::uint64_t> read_number(std::string_view digits) {
  if (digits.empty()) return std::nullopt;
  std::uint64_t number = 0;
  for (char c : digits) {
    if (!is_digit(c)) return std::nullopt;
    const auto digit = static_cast<std::uint64_t>(c - '0');
    if (number > (std::numeric_limits<std::uint64_t>::max() - digit) / 10) return std::nullopt;
    number = number * 10 + digit;
  }
  return number;
}

std::optional<Announcement> find_announcement(ByteView line) {
  ByteView rest = without_line_end(line);
  if (rest.empty() || rest.size() == line.size() || rest.back() != '}') return std::nullopt;
  rest.remove_suffix(1);
  Announcement found;
  if (!rest.empty() && rest.back() == '+') {
    found.non_synchronising = true;
    rest.remove_suffix(1);
  }
  const std::size_t end = rest.size();
  while (!rest.empty() && is_digit(rest.back())) rest.remove_suffix(1);
  if (rest.size() == end || rest.empty() || rest.back() != '{') return std::nullopt;
  const auto size = read_number(line.substr(rest.size(), end - rest.size()));
  found.countable = size && *size <= kMaximumNumber;
  found.size = found.countable ? *size : 0;
  found.offset = rest.size() - 1;
  found.binary = found.offset > 0 && line[found.offset - 1] == '~';
  if (found.binary) --found.offset;
  return found;
}

ByteView without_line_end(ByteView line) {
  if (line.empty() || line.back() != '\n') return line;
  line.remove_suffix(1);
  if (!line.empty() && line.back() == '\r') line.remove_suffix(1);
  return line;
}

}  // namespace assay::imap
