// Small questions about addresses and ports, answered without the loop.
#pragma once

#include <cstdint>
#include <string>

#include "base/error.hpp"
#include "net/channel.hpp"

namespace assay::net {

// A TCP port on which nothing listens at the moment; 0 if `host` is not a numeric address of this
// machine or no port is left.
std::uint16_t free_port(const std::string& host);

// The same for UDP.
std::uint16_t free_datagram_port(const std::string& host);

// True if some program holds the UDP port, or if the address is none of this machine and nothing can be said.
bool takes_datagrams(const Address& address);

// True if a TCP connection to the address stands within 200 ms; it is closed again at once. Blocks.
bool accepts(const Address& address);

// The first numeric address of a name, as the system resolves it; a numeric address stays as it is.
// Errors: the name is unknown. Blocks.
Result<std::string> numeric_host(const std::string& name);

}  // namespace assay::net
