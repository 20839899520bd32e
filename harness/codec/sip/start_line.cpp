// Request lines and status lines, leniently.
#include "codec/sip/start_line.hpp"

#include <algorithm>

#include "base/text.hpp"

namespace assay::sip {
namespace {

// "SIP/2.0", also "HTTP/1.1": letters, a slash and a digit.
bool is_version(ByteView word) {
  const std::size_t slash = word.find('/');
  return slash != ByteView::npos && slash > 0 && slash + 1 < word.size() && is_digit(word[slash + 1]) &&
         std::none_of(word.begin(), word.begin() + static_cast<std::ptrdiff_t>(slash), is_digit) &&
         is_token(word.substr(0, slash));
}

class Reader {
 public:
  Reader(Message& message, std::size_t offset) : message_(message), line_(message.start_line), offset_(offset) {}

  void read() {
    if (line_.empty()) return add("The start line is empty.", 0);
    Span all = trimmed(line_, {0, line_.size()});
    if (all.offset > 0) add("White space stands before the start line.", 0);
    const bool status = equal_ignoring_case(line_.substr(all.offset, 4), "SIP/");
    if (!status && all.end() < line_.size()) add("White space stands at the end of the request line.", all.end());
    if (status)
      read_status({all.offset, line_.size() - all.offset});
    else
      read_request(all);
  }

 private:
  void add(std::string what, std::size_t at) { note(message_.violations, std::move(what), offset_ + at); }

  Span word_from(std::size_t begin, std::size_t end) const {
    std::size_t at = begin;
    while (at < end && !is_space(line_[at])) ++at;
    return {begin, at - begin};
  }

  // Goes over the white space at `at`, which has to be one SP.
  std::size_t after_space(std::size_t at, std::size_t end) {
    const std::size_t begin = at;
    while (at < end && is_space(line_[at])) ++at;
    if (at - begin != 1 || line_[begin] != ' ') add("Not exactly one SP stands between the parts of the line.", begin);
    return at;
  }

  void check_version(Span span) {
    message_.version = cut(line_, span);
    if (message_.version == "SIP/2.0") return;
    if (equal_ignoring_case(message_.version, "SIP/2.0"))
      add("The version is not in capitals (RFC 3261 7.1).", span.offset);
    else
      add("The version is not SIP/2.0.", span.offset);
  }

  void read_request(Span all) {
    const Span method = word_from(all.offset, all.end());
    message_.method = cut(line_, method);
    const bool token = is_token(message_.method);
    if (!token) add("The method is no token.", method.offset);
    if (method.end() == all.end()) return add("The line is neither a request line nor a status line.", 0);
    const std::size_t uri = after_space(method.end(), all.end());
    const std::size_t end = read_version(uri, all.end());
    message_.request_uri = line_.substr(uri, end - uri);
    if (token) message_.type = MessageType::request;
    check_request_uri(uri);
  }

  // The last word, if it looks like one; gives where the URI ends.
  std::size_t read_version(std::size_t begin, std::size_t end) {
    std::size_t last = end;
    while (last > begin && !is_space(line_[last - 1])) --last;
    const Span word{last, end - last};
    if (!is_version(cut(line_, word))) {
      add("The request line has no version.", end);
      return end;
    }
    check_version(word);
    const std::size_t uri_end = trimmed(line_, {begin, last - begin}).end();
    if (uri_end < last) after_space(uri_end, last);
    return uri_end;
  }

  void check_request_uri(std::size_t at) {
    const auto reading = read_uri(message_.request_uri);
    note_all(message_.violations, reading.violations, offset_ + at, "Request-URI: ");
    if (!reading.value.headers.empty()) add("Request-URI: headers may not stand in it (RFC 3261 19.1.1).", at);
    if (reading.value.is_sip() && find(reading.value.parameters, "method") != nullptr)
      add("Request-URI: a method may not stand in it (RFC 3261 19.1.1).", at);
  }

  void read_status(Span all) {
    message_.type = MessageType::response;
    const Span version = word_from(all.offset, all.end());
    check_version(version);
    if (version.end() == all.end()) return add("The status line has no code.", version.end());
    const Span code = word_from(after_space(version.end(), all.end()), all.end());
    read_code(code);
    if (code.end() == all.end()) return add("No SP follows the code (RFC 3261 7.2).", code.end());
    message_.reason = line_.substr(code.end() + 1);
  }

  void read_code(Span span) {
    message_.code_text = cut(line_, span);
    const bool right = is_all_digits(message_.code_text) && span.length == 3;
    if (right) message_.code = static_cast<int>(*read_digits(message_.code_text));
    if (message_.code < 100 || message_.code > 699) add("The code is not between 100 and 699.", span.offset);
  }

  Message& message_;
  ByteView line_;
  std::size_t offset_;
};

}  // namespace

void read_start_line(Message& message, std::size_t offset) { Reader(message, offset).read(); }

}  // namespace assay::sip
