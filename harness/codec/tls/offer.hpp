// What a client offers in its ClientHello, read leniently.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/bytes.hpp"

namespace assay::tls {

struct Offer {
  std::vector<std::uint16_t> suites;  // in the client's order
  // Of supported_versions (RFC 8446 4.2.1), as on the wire, in the client's order; without that
  // extension legacy_version alone: which lower ones the client would take, it does not say.
  std::vector<int> versions;
  std::string server_name;  // the first host_name of RFC 6066 3, whatever its octets; empty if none
};

// The first ClientHello in the handshake octets, once it is there up to the length in its header.
// Nothing if the suites run beyond that; an extension that does ends the reading of extensions.
std::optional<Offer> read_client_hello(ByteView handshake);

// "TLSv1.2", as OpenSSL and the case language write it; "0x7a7a" for a number that is no version.
std::string version_name(int version);
// The highest of the offered versions that are versions; 0 if there is none.
int highest_version(const Offer& offer);
// Which of "null", "anonymous" and "export" are offered, in this order: a suite counts by its name.
std::vector<std::string> weak_kinds(const Offer& offer);

}  // namespace assay::tls
