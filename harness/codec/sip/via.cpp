// The Via header out of its octets.
#include "codec/sip/via.hpp"

#include <algorithm>

#include "base/text.hpp"
#include "codec/sip/uri.hpp"

namespace assay::sip {
namespace {

constexpr std::string_view kCookie = "z9hG4bK";

// "SIP / 2.0 / UDP" up to the white space before sent-by; gives where it ends.
std::size_t read_protocol(ByteView text, Span span, Via& via, std::vector<Violation>& violations) {
  const std::size_t first = std::min(text.find('/', span.offset), span.end());
  const std::size_t second = first == span.end() ? first : std::min(text.find('/', first + 1), span.end());
  if (second == span.end()) {
    note(violations, "The Via has no protocol, version and transport.", span.offset);
    return span.offset;
  }
  const Span transport = trimmed(text, {second + 1, span.end() - second - 1});
  const auto end = static_cast<std::size_t>(std::find_if(text.begin() + static_cast<long>(transport.offset),
                                                         text.begin() + static_cast<long>(transport.end()), is_space) -
                                            text.begin());
  via.protocol = cut(text, trimmed(text, {span.offset, first - span.offset}));
  via.version = cut(text, trimmed(text, {first + 1, second - first - 1}));
  via.transport = text.substr(transport.offset, end - transport.offset);
  if (!equal_ignoring_case(via.protocol, "SIP")) note(violations, "The Via's protocol is not SIP.", span.offset);
  if (via.version != "2.0") note(violations, "The Via's version is not 2.0.", first + 1);
  if (!is_token(via.transport)) note(violations, "The Via's transport is no token.", transport.offset);
  return end;
}

void check_parameters(const Via& via, std::vector<Violation>& violations) {
  if (const auto* branch = find(via.parameters, "branch"); branch != nullptr) {
    if (!branch->value)
      note(violations, "The branch has no value.", branch->offset);
    else if (equal_ignoring_case(*branch->value, kCookie))
      note(violations, "The branch has no identifier after the magic cookie (RFC 3261 8.1.1.7).", branch->offset);
  }
  const auto* ttl = find(via.parameters, "ttl");
  if (ttl != nullptr && read_digits(ttl->value.value_or("")).value_or(256) > 255)
    note(violations, "The ttl is no number up to 255.", ttl->offset);
  const auto* rport = via.rport();
  if (rport != nullptr && rport->value && read_digits(*rport->value).value_or(65536) > 65535)
    note(violations, "The rport is no port number.", rport->offset);
}

Via read_via(ByteView text, Span span, std::vector<Violation>& violations) {
  span = trimmed(text, span);
  Via via;
  via.raw = cut(text, span);
  via.offset = span.offset;
  const std::size_t semicolon = find_unquoted(text, span, ";");
  const std::size_t after = read_protocol(text, {span.offset, semicolon - span.offset}, via, violations);
  const HostPort sent_by = read_host_port(text, {after, semicolon - after}, violations);
  via.host = sent_by.host;
  via.port = sent_by.port;
  via.parameters = read_parameters(text, {semicolon, span.end() - semicolon}, violations);
  check_parameters(via, violations);
  return via;
}

}  // namespace

bool Via::has_cookie() const {
  const std::string value = branch();
  return value.size() > kCookie.size() &&
         equal_ignoring_case(std::string_view(value).substr(0, kCookie.size()), kCookie);
}

Reading<std::vector<Via>> read_vias(ByteView value) {
  Reading<std::vector<Via>> out;
  for (const Span& piece : pieces(value, {0, value.size()}, ',', Angles::ignored)) {
    if (trimmed(value, piece).length == 0)
      note(out.violations, "An element of the list is empty.", piece.offset);
    else
      out.value.push_back(read_via(value, piece, out.violations));
  }
  return out;
}

}  // namespace assay::sip
