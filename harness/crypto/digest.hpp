// Message digests of texts.
#pragma once

#include <string>

#include "base/bytes.hpp"

namespace assay::crypto {

// SHA-256 (FIPS 180-4) in lower-case hexadecimal.
std::string sha256(ByteView octets);

}  // namespace assay::crypto
