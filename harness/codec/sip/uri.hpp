// SIP, SIPS and tel URIs read leniently, and their equality; of other schemes the scheme alone is known.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "codec/sip/parameter.hpp"

namespace assay::sip {

// A header in a URI: "?name=value&…".
struct UriHeader {
  std::string name;
  std::string value;
};

// Parts stand as written, escapes unresolved: resolve with unescape_uri where RFC 3261 19.1.2 allows it.
struct Uri {
  std::string raw;
  std::string scheme;               // lower case; empty if there is none
  std::string rest;                 // all after the scheme's ":"
  std::optional<std::string> user;  // of tel: the number; SIP: all before the "@" but the password
  std::optional<std::string> password;
  std::string host;                 // of an IPv6 reference with its brackets
  std::optional<std::string> port;  // as written; nothing: no ":"
  Parameters parameters;            // offsets count from the first octet of raw
  std::vector<UriHeader> headers;

  bool is_sip() const { return scheme == "sip" || scheme == "sips"; }
};

// Violations of RFC 3261 19.1.1 and 25.1, for tel of RFC 3966 3.
Reading<Uri> read_uri(ByteView text);

// RFC 3261 19.1.4 for SIP and SIPS; RFC 3966 4 for tel; for the rest the same octets, scheme without case.
// Not transitive: parameters that stand in one URI only are mostly ignored.
bool equal(const Uri& a, const Uri& b);

// %HH resolved, once (never again in what comes out); a "%" without two digits stays as it is.
Bytes unescape_uri(std::string_view text);

// Reads "host [: port]" with white space around the colon, as in a URI and in a Via.
struct HostPort {
  std::string host;
  std::optional<std::string> port;
};
HostPort read_host_port(ByteView text, Span span, std::vector<Violation>& violations);

}  // namespace assay::sip
