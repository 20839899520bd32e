// Message digests, by OpenSSL.
#include "crypto/digest.hpp"

#include <openssl/sha.h>

#include "base/text.hpp"

namespace assay::crypto {

std::string sha256(ByteView octets) {
  unsigned char digest[SHA256_DIGEST_LENGTH];
  SHA256(reinterpret_cast<const unsigned char*>(octets.data()), octets.size(), digest);
  return hex_encode(ByteView(reinterpret_cast<const char*>(digest), sizeof digest));
}

}  // namespace assay::crypto
