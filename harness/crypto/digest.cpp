// Message digests, by OpenSSL.
#include "crypto/digest.hpp"

#include <openssl/evp.h>

#include "base/text.hpp"

namespace assay::crypto {
namespace {

std::string digest_by(const EVP_MD* function, ByteView octets) {
  unsigned char digest[EVP_MAX_MD_SIZE];
  unsigned int size = 0;
  if (EVP_Digest(octets.data(), octets.size(), digest, &size, function, nullptr) != 1) return {};
  return hex_encode(ByteView(reinterpret_cast<const char*>(digest), size));
}

}  // namespace

std::string sha256(ByteView octets) { return digest_by(EVP_sha256(), octets); }

std::string sha1(ByteView octets) { return digest_by(EVP_sha1(), octets); }

std::string md5(ByteView octets) { return digest_by(EVP_md5(), octets); }

}  // namespace assay::crypto
