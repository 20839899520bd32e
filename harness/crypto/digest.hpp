// Message digests of texts.
#pragma once

#include <string>

#include "base/bytes.hpp"

namespace assay::crypto {

// In lower-case hexadecimal: SHA-256 (FIPS 180-4), SHA-1 (FIPS 180-4), MD5 (RFC 1321). Empty if OpenSSL refuses the
// hash, as a FIPS provider refuses MD5.
std::string sha256(ByteView octets);
std::string sha1(ByteView octets);
std::string md5(ByteView octets);

}  // namespace assay::crypto
