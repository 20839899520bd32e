// The AES-GCM record protection of one direction, by hand: for what no library does (RFC 8446 5.2, RFC 5288 3).
#pragma once

#include <cstdint>
#include <optional>

#include "base/bytes.hpp"
#include "codec/tls/hello.hpp"

namespace assay::tls {

// `key`: 16 or 32 octets. `iv`: 12 octets in TLS 1.3; 4 in TLS 1.2, where the rest of the nonce
// stands in each record.
struct RecordKeys {
  Bytes key;
  Bytes iv;
};

// RFC 8446 7.1 with an empty context; a secret of 48 octets means SHA-384, any other SHA-256.
Bytes expand_label(const Bytes& secret, std::string_view label, std::size_t size);
// RFC 8446 7.3. Of 32 octets: TLS_AES_128_GCM_SHA256; of 48: TLS_AES_256_GCM_SHA384. The secret does
// not tell other suites of the same digest apart: with those, open() finds nothing.
RecordKeys traffic_keys(const Bytes& secret);

// Counts records on its own: every record of the direction has to pass skip() once it was looked at.
class RecordProtection {
 public:
  RecordProtection(RecordKeys keys, std::uint64_t sequence) : keys_(std::move(keys)), sequence_(sequence) {}

  // What the record at the present sequence number holds. In TLS 1.3 that is the TLSInnerPlaintext:
  // content, its type, padding. Nothing if the tag is wrong or there is none.
  std::optional<Bytes> open(const RawRecord& record) const;
  // The same without a look at the tag; nothing if the record is too short to hold one.
  std::optional<Bytes> open_unchecked(const RawRecord& record) const;
  // `record` with `plain` in it instead, and a right tag for the present sequence number.
  RawRecord seal(RawRecord record, ByteView plain) const;

  std::uint64_t sequence() const { return sequence_; }
  void skip() { ++sequence_; }

 private:
  bool older() const { return keys_.iv.size() == 4; }
  std::size_t overhead() const { return older() ? 24 : 16; }
  Bytes sequence_octets() const;
  Bytes nonce(const RawRecord& record) const;
  Bytes additional_data(const RawRecord& record, std::size_t plain_size) const;

  RecordKeys keys_;
  std::uint64_t sequence_;
};

}  // namespace assay::tls
