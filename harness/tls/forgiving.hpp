// Takes the integrity check out of TLS 1.3: opens records without a look at the tag, seals them again.
#pragma once

#include <optional>

#include "base/bytes.hpp"
#include "codec/tls/hello.hpp"

namespace assay::tls {

// Derives traffic keys of one direction as RFC 8446 7.1 and 7.3 say, for TLS_AES_128_GCM_SHA256 and
// TLS_AES_256_GCM_SHA384, without KeyUpdate. Only for the defect of a server that accepts altered
// records.
class Forgiving {
 public:
  // `secret`: client_application_traffic_secret_0; its length tells the suite (32 or 48 octets).
  explicit Forgiving(const Bytes& secret);

  // The secret, if the line of a key log is the one that holds it.
  static std::optional<Bytes> secret_of(ByteView keylog_line);

  // The next record of that direction, whole, with a tag that is right for whatever it decrypts to.
  // A fragment too short to hold a tag comes back as it is.
  RawRecord reseal(RawRecord record);

 private:
  Bytes nonce() const;

  Bytes key_;
  Bytes iv_;
  std::uint64_t sequence_{0};
};

}  // namespace assay::tls
