// One response out of its octets: tag, status, response code, text or data.
#include "codec/imap/response_parser.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "codec/imap/data_check.hpp"
#include "codec/imap/octets.hpp"
#include "codec/imap/response_head.hpp"

namespace assay::imap {
namespace {

class Parser {
 public:
  explicit Parser(Frame frame) : frame_(std::move(frame)), head_(read_head(first_line())) {
    end_ = content_end(frame_);
  }

  Response parse() {
    check_octets(frame_, violations());
    response_.type = head_.type;
    response_.tag = text_of(head_.tag);
    if (head_.tag.offset > 0) note(violations(), "White space stands before the response.", 0);
    switch (head_.type) {
      case ResponseType::unreadable: note(violations(), "The line is empty.", 0); break;
      case ResponseType::continuation: parse_text(head_.end, "the \"+\""); break;
      case ResponseType::tagged: parse_tagged(); break;
      case ResponseType::untagged: parse_untagged(); break;
    }
    take_literals();
    return finish();
  }

 private:
  std::vector<Violation>& violations() { return response_.violations; }
  ByteView raw() const { return frame_.raw; }
  std::string text_of(Span span) const { return frame_.raw.substr(span.offset, span.length); }
  std::string text_from(std::size_t from) const { return frame_.raw.substr(from, end_ - from); }
  void give_up(std::string what, std::size_t offset) {
    response_.type = ResponseType::unreadable;
    note(violations(), std::move(what), offset);
  }

  ByteView first_line() const {
    const auto lf = frame_.raw.find('\n');
    return raw().substr(0, lf == Bytes::npos ? lf : lf + 1);
  }

  std::size_t after_blanks(std::size_t at) const {
    while (at < end_ && is_blank(raw()[at])) ++at;
    return at;
  }

  void parse_tagged() {
    const auto odd = std::find_if_not(response_.tag.begin(), response_.tag.end(), is_tag_char);
    if (odd != response_.tag.end()) {
      const auto at = static_cast<std::size_t>(odd - response_.tag.begin());
      note(violations(), "The tag holds a character that no tag may hold.", head_.tag.offset + at);
    }
    const std::size_t tag_end = head_.tag.offset + head_.tag.length;
    if (!head_.status) {
      response_.text = text_from(after_blanks(tag_end));
      give_up(head_.word.length == 0 ? "No status follows the tag." : "The status after the tag is not known.",
              head_.word.offset);
      return;
    }
    check_space(raw(), tag_end, head_.word.offset, "the tag", "the status", violations());
    parse_status();
    if (response_.status == "BYE" || response_.status == "PREAUTH") {
      note(violations(), fmt::format("{} is always untagged.", response_.status), head_.word.offset);
    }
  }

  void parse_untagged() {
    const std::size_t first = head_.number ? head_.number->offset : head_.word.offset;
    if (head_.word.length > 0 || head_.number) {
      check_space(raw(), head_.tag.offset + 1, first, "the \"*\"", "the response", violations());
    }
    if (head_.status) return parse_status();
    if (head_.number) parse_number();
    response_.keyword = upper_case(text_of(head_.word));
    if (response_.keyword.empty()) return give_up("No keyword follows.", head_.word.offset);
    const auto odd = std::find_if_not(response_.keyword.begin(), response_.keyword.end(), is_atom_char);
    if (odd != response_.keyword.end()) {
      const auto at = static_cast<std::size_t>(odd - response_.keyword.begin());
      note(violations(), "The keyword holds a character that no atom may hold.", head_.word.offset + at);
    }
    parse_arguments();
  }

  void parse_number() {
    response_.number = read_number(raw().substr(head_.number->offset, head_.number->length));
    if (!response_.number) {
      give_up("The number does not fit 64 bits.", head_.number->offset);
    } else if (*response_.number > kMaximumNumber) {
      note(violations(), "The number is over 32 bits.", head_.number->offset);
    }
    if (head_.word.length == 0) return;
    check_space(raw(), head_.number->offset + head_.number->length, head_.word.offset, "the number", "the keyword",
                violations());
  }

  void parse_arguments() {
    const std::size_t from = after_blanks(head_.end);
    if (from > head_.end || from < end_) check_space(raw(), head_.end, from, "the keyword", "its data", violations());
    response_.arguments = text_from(from);
    if (from == end_ && from > head_.end) note(violations(), "The line ends in a space.", head_.end);
    check_data(response_, frame_.literals, from, end_, violations());
  }

  void parse_status() {
    response_.status = upper_case(text_of(head_.word));
    parse_text(head_.end, "the status");
  }

  // resp-text of clause 9. After "+" it may also be base64, which may be empty.
  void parse_text(std::size_t from, std::string_view after) {
    std::size_t at = after_blanks(from);
    check_space(raw(), from, at == end_ ? std::min(at, from + 1) : at, after, "the text", violations());
    if (at < end_ && raw()[at] == '[') {
      from = parse_code(at + 1);
      at = after_blanks(from);
      if (at < end_) check_space(raw(), from, at, "the response code", "the text", violations());
    }
    response_.text = text_from(at);
    const bool may_be_empty = response_.type == ResponseType::continuation && response_.code.empty();
    if (response_.text.empty() && !may_be_empty) note(violations(), "The text is missing.", at);
  }

  // `from` is the offset behind "["; gives the offset behind "]".
  std::size_t parse_code(std::size_t from) {
    const auto closed = code_end(from);
    if (!closed) note(violations(), "The response code is not closed.", from - 1);
    const std::size_t to = closed.value_or(end_);
    std::size_t name_end = from;
    while (name_end < to && !is_blank(raw()[name_end])) ++name_end;
    response_.code = upper_case(text_of({from, name_end - from}));
    if (response_.code.empty()) note(violations(), "The response code has no name.", from);
    if (name_end < to) {
      const std::size_t arguments = std::min(after_blanks(name_end), to);
      check_space(raw(), name_end, arguments, "the response code's name", "its arguments", violations());
      response_.code_arguments = text_of({arguments, to - arguments});
    }
    check_code(response_, from, violations());
    return closed ? to + 1 : to;
  }

  std::optional<std::size_t> code_end(std::size_t from) const {
    for (const Literal& literal : frame_.literals) {
      if (const auto at = find_code_end(raw().substr(from, literal.announced - from))) return from + *at;
      from = literal.content.offset + literal.content.length;
    }
    const auto at = find_code_end(raw().substr(from, end_ - from));
    return at ? std::optional(from + *at) : std::nullopt;
  }

  void take_literals() {
    for (const Literal& literal : frame_.literals) {
      response_.literals.push_back(text_of(literal.content));
      const char before = literal.announced == 0 ? '\0' : raw()[literal.announced - 1];
      if (before != ' ' && before != '(') note(violations(), "No space stands before a literal.", literal.announced);
      if (literal.non_synchronising) {
        note(violations(), "A server must not send a non-synchronising literal.", literal.announced);
      }
    }
  }

  Response finish() {
    if (frame_.excess != Frame::Excess::none) response_.type = ResponseType::unreadable;
    sort_by_offset(violations());
    response_.stream_offset = frame_.stream_offset;
    response_.raw = std::move(frame_.raw);
    return std::move(response_);
  }

  Frame frame_;
  Head head_;
  std::size_t end_{0};  // of the content: where the final CRLF begins
  Response response_;
};

}  // namespace

Response parse_response(Frame frame) { return Parser(std::move(frame)).parse(); }

}  // namespace assay::imap
