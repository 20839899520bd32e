// Security-Client, Security-Server and Security-Verify: lists of mechanisms (RFC 3329 clause 2.2).
#pragma once

#include <string>
#include <vector>

#include "codec/sip/parameter.hpp"

namespace assay::sip {

struct SecurityMechanism {
  std::string raw;
  std::size_t offset{0};  // of raw in the value that was read
  std::string name;       // digest tls ipsec-ike ipsec-man ipsec-3gpp or another token, as written
  Parameters parameters;  // q alg ealg prot mod spi-c spi-s port-c port-s d-alg d-qop d-ver and others
};

// In order; an empty element is a violation and not in the list.
Reading<std::vector<SecurityMechanism>> read_security_mechanisms(ByteView value);

}  // namespace assay::sip
