// TLS records and the few handshake messages that a tester writes or reads by hand.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/bytes.hpp"

namespace assay::tls {

struct RawRecord {
  int type{0};           // 20 ccs, 21 alert, 22 handshake, 23 application data
  int version{0};        // as on the wire, 0x0303
  Bytes fragment;
  std::size_t offset{0}; // of the record's first octet in the stream
};
// Header and fragment; a fragment above 65535 octets has no right header.
Bytes write(const RawRecord& record);

// Splits a stream into records; bounded memory; keeps an unfinished tail. `garbage()` is true once
// octets came that cannot start a record (RFC 5246 6.2.1).
class RecordReader {
 public:
  std::vector<RawRecord> feed(ByteView octets);
  bool garbage() const { return garbage_; }
  ByteView pending() const { return buffer_; }

 private:
  Bytes buffer_;
  std::size_t consumed_{0};
  bool garbage_{false};
};

// A ClientHello of RFC 5246 7.4.1.2, in one record, with the suites given and no others, and the
// extensions that a real client of that version sends (server_name, supported_groups,
// ec_point_formats, signature_algorithms, renegotiation_info, extended_master_secret).
struct ClientHello {
  int version{0x0303};
  std::vector<std::uint16_t> suites;
  std::string server_name;
  Bytes random;  // 32 octets
};
Bytes write(const ClientHello& hello);

struct ServerHello {
  int version{0};
  std::uint16_t suite{0};
};
// The first ServerHello in the handshake octets, if it is whole.
std::optional<ServerHello> read_server_hello(ByteView handshake);

struct Alert {
  int level{0};
  int code{0};
};
std::optional<Alert> read_alert(ByteView fragment);
std::string alert_name(int code);             // "bad_record_mac"; "alert_200" if not registered
// IANA name to number and back ("TLS_RSA_WITH_NULL_SHA"); nothing if not in the table.
std::optional<std::uint16_t> suite_number(const std::string& name);
std::string suite_name(std::uint16_t number);  // "0x1301" if not in the table

}  // namespace assay::tls
