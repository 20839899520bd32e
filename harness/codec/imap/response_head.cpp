// The first words of a response.
#include "codec/imap/response_head.hpp"

namespace assay::imap {
namespace {

std::size_t skip_blanks(ByteView text, std::size_t at) {
  while (at < text.size() && is_blank(text[at])) ++at;
  return at;
}

bool is_status(std::string_view word) {
  return word == "OK" || word == "NO" || word == "BAD" || word == "BYE" || word == "PREAUTH";
}

Span read_word(ByteView text, std::size_t at, std::string_view stops) {
  std::size_t end = at;
  while (end < text.size() && !is_blank(text[end]) && stops.find(text[end]) == std::string_view::npos) ++end;
  return {at, end - at};
}

Span read_digits(ByteView text, std::size_t at) {
  std::size_t end = at;
  while (end < text.size() && is_digit(text[end])) ++end;
  return {at, end - at};
}

void read_words(ByteView text, Head& head) {
  std::size_t at = skip_blanks(text, head.tag.offset + head.tag.length);
  if (head.type == ResponseType::untagged && at < text.size() && is_digit(text[at])) {
    head.number = read_digits(text, at);
    at = skip_blanks(text, at + head.number->length);
  }
  head.word = read_word(text, at, "([{");
  head.end = head.word.offset + head.word.length;
  // Longer words are none of the five: an endless one is not copied.
  head.status = !head.number && head.word.length <= 7 && is_status(upper_case(text.substr(at, head.word.length)));
}

std::optional<std::size_t> find_unquoted_bracket(ByteView text) {
  bool quoted = false;
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (quoted && text[at] == '\\') {
      ++at;
    } else if (text[at] == '"') {
      const bool opens = at > 0 && (text[at - 1] == ' ' || text[at - 1] == '(');
      quoted = !quoted && opens;
    } else if (text[at] == ']' && !quoted) {
      return at;
    }
  }
  return std::nullopt;
}

}  // namespace

Head read_head(ByteView line) {
  const ByteView text = without_line_end(line);
  Head head;
  const std::size_t at = skip_blanks(text, 0);
  head.tag = head.word = {at, 0};
  head.end = at;
  if (at == text.size()) return head;
  if (text[at] == '+') {
    head.type = ResponseType::continuation;
    head.tag.length = 1;
    head.end = head.word.offset = at + 1;
    return head;
  }
  head.type = text[at] == '*' ? ResponseType::untagged : ResponseType::tagged;
  head.tag = head.type == ResponseType::untagged ? Span{at, 1} : read_word(text, at, "");
  read_words(text, head);
  return head;
}

std::optional<std::size_t> find_code_end(ByteView text) {
  if (const auto at = find_unquoted_bracket(text)) return at;
  const auto at = text.find(']');
  return at == ByteView::npos ? std::nullopt : std::optional(at);
}

Context response_context(Context before, ByteView line) {
  if (before == Context::code) return find_code_end(line) ? Context::text : Context::code;
  if (before != Context::start) return before;
  const Head head = read_head(line);
  if (head.type == ResponseType::untagged && !head.status) return Context::data;
  const std::size_t at = skip_blanks(line, head.end);
  const bool status = head.type != ResponseType::continuation && head.status;
  if (!status || at >= line.size() || line[at] != '[') return Context::text;
  return find_code_end(line.substr(at + 1)) ? Context::text : Context::code;
}

}  // namespace assay::imap
