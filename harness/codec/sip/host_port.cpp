// Host and port, as they stand in a URI and in a Via.
#include <algorithm>

#include "codec/sip/uri.hpp"

namespace assay::sip {
namespace {

bool is_host_char(char c) { return is_alphanumeric(c) || c == '-' || c == '.'; }
bool is_ipv6_char(char c) { return is_hex_digit(c) || c == ':' || c == '.'; }

// The host ends before the colon of the port; an IPv6 reference has colons of its own.
std::size_t host_end(ByteView text, Span span) {
  if (span.length > 0 && text[span.offset] == '[') {
    const std::size_t close = text.find(']', span.offset);
    if (close < span.end()) return close + 1;
  }
  return std::min(text.find(':', span.offset), span.end());
}

void check_host(ByteView host, std::size_t offset, std::vector<Violation>& violations) {
  if (host.empty()) return note(violations, "The host is missing.", offset);
  const bool reference = host.front() == '[';
  if (reference && host.back() != ']') return note(violations, "The IPv6 reference is not closed.", offset);
  const ByteView inner = reference ? host.substr(1, host.size() - 2) : host;
  const bool right = !inner.empty() && std::all_of(inner.begin(), inner.end(), reference ? is_ipv6_char : is_host_char);
  if (!right) note(violations, "The host is no host name and no IP address.", offset);
}

}  // namespace

HostPort read_host_port(ByteView text, Span span, std::vector<Violation>& violations) {
  span = trimmed(text, span);
  HostPort out;
  const std::size_t end = host_end(text, span);
  const Span host = trimmed(text, {span.offset, end - span.offset});
  out.host = cut(text, host);
  check_host(out.host, host.offset, violations);
  Span port = trimmed(text, {end, span.end() - end});
  if (port.length == 0) return out;
  if (text[port.offset] != ':') {
    note(violations, "Octets follow the host.", port.offset);
    return out;
  }
  port = trimmed(text, {port.offset + 1, port.length - 1});
  out.port = std::string(cut(text, port));
  const auto number = read_digits(*out.port);
  if (!number || *number > 65535) note(violations, "The port is no number up to 65535.", port.offset);
  return out;
}

}  // namespace assay::sip
