// The Via header: where a request has been and the way back of its response (RFC 3261 clause 20.42).
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "codec/sip/parameter.hpp"

namespace assay::sip {

struct Via {
  std::string raw;
  std::size_t offset{0};            // of raw in the value that was read
  std::string protocol;             // "SIP"
  std::string version;              // "2.0"
  std::string transport;            // as written
  std::string host;                 // of sent-by
  std::optional<std::string> port;  // of sent-by
  Parameters parameters;

  std::string branch() const { return value_of(parameters, "branch"); }
  std::string received() const { return value_of(parameters, "received"); }
  // RFC 3581: a client sends it without a value, a server with one.
  const Parameter* rport() const { return find(parameters, "rport"); }
  // The branch begins with the magic cookie of RFC 3261 8.1.1.7. That it does not is no violation of the
  // grammar: a hop of RFC 2543 may have written it.
  bool has_cookie() const;
};

Reading<std::vector<Via>> read_vias(ByteView value);

}  // namespace assay::sip
