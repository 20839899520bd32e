// SIP, SIPS and tel URIs out of their octets.
#include "codec/sip/uri.hpp"

#include <algorithm>

#include "base/text.hpp"

namespace assay::sip {
namespace {

constexpr std::string_view kMarks = "-_.!~*'()";

bool is_scheme_char(char c) { return is_alphanumeric(c) || c == '+' || c == '-' || c == '.'; }

// unreserved, "%" (its digits are checked apart), or one of `more`.
bool are_allowed(ByteView text, std::string_view more) {
  return std::all_of(text.begin(), text.end(), [more](char c) {
    return is_alphanumeric(c) || c == '%' || kMarks.find(c) != ByteView::npos || more.find(c) != ByteView::npos;
  });
}

class Reader {
 public:
  explicit Reader(ByteView text) : text_(text) { uri().raw = text; }

  Reading<Uri> read() {
    const std::size_t begin = read_scheme();
    if (uri().is_sip()) read_sip({begin, text_.size() - begin});
    if (uri().scheme == "tel") read_tel({begin, text_.size() - begin});
    check_octets();
    sort_by_offset(out_.violations);
    return std::move(out_);
  }

 private:
  Uri& uri() { return out_.value; }
  void add(std::string what, std::size_t offset) { note(out_.violations, std::move(what), offset); }

  std::size_t read_scheme() {
    const std::size_t colon = text_.find(':');
    const ByteView scheme = text_.substr(0, colon == ByteView::npos ? 0 : colon);
    const bool right =
        !scheme.empty() && std::all_of(scheme.begin(), scheme.end(), is_scheme_char) && !is_digit(scheme[0]);
    if (!right) {
      add("The URI has no scheme.", 0);
      uri().rest = text_;
      return 0;
    }
    uri().scheme = lower(scheme);
    uri().rest = text_.substr(colon + 1);
    return colon + 1;
  }

  // An "@" has to be escaped in every other part, so that the last one ends the user part, whatever
  // stands before it: also ";" and "?" (RFC 3261 25.1, user-unreserved).
  void read_sip(Span span) {
    const std::size_t at = text_.rfind('@');
    if (at != ByteView::npos && at >= span.offset) {
      read_user({span.offset, at - span.offset});
      span = {at + 1, span.end() - at - 1};
    }
    const std::size_t question = std::min(text_.find('?', span.offset), span.end());
    const std::size_t semicolon = std::min(text_.find(';', span.offset), question);
    const HostPort host_port = read_host_port(text_, {span.offset, semicolon - span.offset}, out_.violations);
    uri().host = host_port.host;
    uri().port = host_port.port;
    read_uri_parameters({semicolon, question - semicolon});
    if (question < span.end()) read_headers({question + 1, span.end() - question - 1});
  }

  void read_user(Span span) {
    const std::size_t colon = std::min(text_.find(':', span.offset), span.end());
    uri().user = std::string(text_.substr(span.offset, colon - span.offset));
    if (uri().user->empty()) add("The user part is empty (RFC 3261 19.1.1).", span.offset);
    if (!are_allowed(*uri().user, "&=+$,;?/")) add("The user part holds an octet that must be escaped.", span.offset);
    if (colon == span.end()) return;
    uri().password = std::string(text_.substr(colon + 1, span.end() - colon - 1));
    if (!are_allowed(*uri().password, "&=+$,")) add("The password holds an octet that must be escaped.", colon + 1);
  }

  void read_uri_parameters(Span span) {
    if (span.length == 0) return;
    auto parts = split(cut(text_, span).substr(1), ';');
    std::size_t offset = span.offset + 1;
    for (const auto& part : parts) {
      read_uri_parameter(part, offset);
      offset += part.size() + 1;
    }
    check_unique(uri().parameters, out_.violations);
  }

  void read_uri_parameter(const std::string& part, std::size_t offset) {
    if (part.empty()) return add("A URI parameter is empty.", offset);
    Parameter parameter;
    parameter.raw = part;
    parameter.offset = offset;
    const std::size_t equals = part.find('=');
    parameter.name = part.substr(0, equals);
    if (equals != std::string::npos) parameter.value = part.substr(equals + 1);
    if (parameter.name.empty()) add("A URI parameter has no name.", offset);
    if (parameter.value && parameter.value->empty()) add("A URI parameter has \"=\" and no value.", offset);
    if (!are_allowed(parameter.name + parameter.value.value_or(""), "[]/:&+$"))
      add("A URI parameter holds an octet that must be escaped.", offset);
    uri().parameters.push_back(std::move(parameter));
  }

  void read_headers(Span span) {
    std::size_t offset = span.offset;
    for (const auto& part : split(cut(text_, span), '&')) {
      const std::size_t equals = part.find('=');
      if (equals == std::string::npos || equals == 0) add("A header in the URI has no name or no \"=\".", offset);
      uri().headers.push_back({part.substr(0, equals), equals == std::string::npos ? "" : part.substr(equals + 1)});
      const auto& header = uri().headers.back();
      if (!are_allowed(header.name + header.value, "[]/?:+$"))
        add("A header in the URI holds an octet that must be escaped.", offset);
      offset += part.size() + 1;
    }
  }

  void read_tel(Span span) {
    const std::size_t semicolon = std::min(text_.find(';', span.offset), span.end());
    uri().user = std::string(text_.substr(span.offset, semicolon - span.offset));
    const ByteView digits = ByteView(*uri().user).substr(uri().user->substr(0, 1) == "+" ? 1 : 0);
    const bool global = digits.size() < uri().user->size();
    const bool right = std::all_of(digits.begin(), digits.end(), [global](char c) {
      return (global ? is_digit(c) : is_hex_digit(c) || c == '*' || c == '#') ||
             ByteView("-.()").find(c) != ByteView::npos;
    });
    if (digits.empty() || !right) add("The telephone number is none (RFC 3966 3).", span.offset);
    read_uri_parameters({semicolon, span.end() - semicolon});
    if (!global && !find(uri().parameters, "phone-context"))
      add("A local number has no phone-context (RFC 3966 5.1.5).", span.offset);
  }

  // Of any scheme: white space, controls and broken escapes (RFC 3261 19.1.2). Delimiters are reported once.
  void check_octets() {
    for (std::size_t i = 0; i < text_.size(); ++i) {
      const auto u = static_cast<unsigned char>(text_[i]);
      if (u <= 0x20 || u == 0x7f) return add("The URI holds white space or a control character.", i);
      if (text_[i] == '<' || text_[i] == '>' || text_[i] == '"') return add("The URI holds a delimiter.", i);
      if (u >= 0x80) return add("The URI holds an octet that is not ASCII.", i);
      const bool escape = text_[i] == '%';
      if (escape && (i + 2 >= text_.size() || !is_hex_digit(text_[i + 1]) || !is_hex_digit(text_[i + 2])))
        return add("A \"%\" is not followed by two hexadecimal digits.", i);
    }
  }

  ByteView text_;
  Reading<Uri> out_;
};

}  // namespace

Reading<Uri> read_uri(ByteView text) { return Reader(text).read(); }

}  // namespace assay::sip
