// Computes the client's verify_data from the transcript (RFC 8446 4.4.1, 4.4.4).
#include "tls/mended_finished.hpp"

#include <openssl/hmac.h>

namespace assay::tls {
namespace {

constexpr std::size_t random_at = 6;  // in a ServerHello message
constexpr std::size_t message_header = 4;
// RFC 8446 4.1.3: the random of a HelloRetryRequest.
constexpr unsigned char retry_random[] = {0xcf, 0x21, 0xad, 0x74, 0xe5, 0x9a, 0x61, 0x11, 0xbe, 0x1d, 0x8c,
                                          0x02, 0x1e, 0x65, 0xb8, 0x91, 0xc2, 0xa2, 0x11, 0x16, 0x7a, 0xbb,
                                          0x8c, 0x5e, 0x07, 0x9e, 0x09, 0xe2, 0xc8, 0xa8, 0x33, 0x9c};

const EVP_MD* digest(bool is_long) { return is_long ? EVP_sha384() : EVP_sha256(); }

Bytes hash(const Bytes& octets, bool is_long) {
  Bytes out(is_long ? 48 : 32, '\0');
  EVP_Digest(octets.data(), octets.size(), reinterpret_cast<unsigned char*>(out.data()), nullptr, digest(is_long),
             nullptr);
  return out;
}

Bytes authentication(const Bytes& key, const Bytes& octets, bool is_long) {
  Bytes out(is_long ? 48 : 32, '\0');
  HMAC(digest(is_long), key.data(), static_cast<int>(key.size()), reinterpret_cast<const unsigned char*>(octets.data()),
       octets.size(), reinterpret_cast<unsigned char*>(out.data()), nullptr);
  return out;
}

bool is_retry(ByteView message) {
  const ByteView wanted(reinterpret_cast<const char*>(retry_random), sizeof(retry_random));
  return message.size() > random_at && message.substr(random_at, wanted.size()) == wanted;
}

}  // namespace

void MendedFinished::hear(ByteView message) {
  retried_ = retried_ || is_retry(message);
  server_side_ += message;
}

Bytes MendedFinished::verify_data(const Bytes& secret) const {
  const bool is_long = secret.size() == 48;
  const Bytes key = expand_label(secret, "finished", secret.size());
  return authentication(key, hash(server_side_ + client_messages_, is_long), is_long);
}

RawRecord MendedFinished::mend(RawRecord record, const Bytes& secret) {
  if (retried_) return record;
  if (!protection_) protection_ = RecordProtection(traffic_keys(secret), 0);
  auto plain = protection_->open(record);
  if (!plain) return record;
  const auto inner = inner_content(*plain);
  const auto at = inner.type == 22 ? finder_.find(ByteView(*plain).substr(0, inner.size)) : std::nullopt;
  if (inner.type == 22) client_messages_ += plain->substr(0, at ? *at - message_header : inner.size);
  if (at) {
    const Bytes right = verify_data(secret);
    if (*at + right.size() <= inner.size) plain->replace(*at, right.size(), right);
    record = protection_->seal(std::move(record), *plain);
  }
  protection_->skip();
  return record;
}

}  // namespace assay::tls
