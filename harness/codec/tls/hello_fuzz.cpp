// Fuzz target: records and handshake messages from any octets, whole and in pieces alike.
#include <cstdint>
#include <cstdlib>

#include "codec/tls/hello.hpp"
#include "codec/tls/offer.hpp"

using namespace assay;

namespace {

void require(bool holds) {
  if (!holds) std::abort();
}

Bytes handshake_octets(const std::vector<tls::RawRecord>& records) {
  Bytes octets;
  for (const auto& record : records) {
    if (record.type == 22) octets += record.fragment;
    if (const auto alert = tls::read_alert(record.fragment)) require(!tls::alert_name(alert->code).empty());
  }
  return octets;
}

void read_offer(ByteView handshake) {
  const auto offer = tls::read_client_hello(handshake);
  if (!offer) return;
  require(offer->suites.size() * 2 <= handshake.size() && offer->server_name.size() <= handshake.size());
  require(tls::weak_kinds(*offer).size() <= 3 && tls::highest_version(*offer) <= 0x0304);
  for (const int version : offer->versions) require(!tls::version_name(version).empty());
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const ByteView input(reinterpret_cast<const char*>(data), size);
  tls::RecordReader whole;
  tls::RecordReader cut;
  const auto records = whole.feed(input);
  std::vector<tls::RawRecord> pieces;
  for (const char octet : input) {
    for (auto& record : cut.feed(ByteView(&octet, 1))) pieces.push_back(std::move(record));
  }
  require(records.size() == pieces.size() && whole.garbage() == cut.garbage());
  for (std::size_t i = 0; i < records.size(); ++i) {
    require(records[i].fragment == pieces[i].fragment && records[i].offset == pieces[i].offset);
  }
  tls::read_server_hello(input);
  tls::read_server_hello(handshake_octets(records));
  read_offer(input);
  read_offer(handshake_octets(records));
  return 0;
}
