// Records of a TLS server in clear, as items with fields.
#include "protocol/tls/decoder.hpp"

#include <fmt/format.h>

#include "codec/tls/hello.hpp"

namespace assay::protocol::tls {
namespace {

using assay::tls::RawRecord;
using language::Item;

constexpr int kAlert = 21;
constexpr int kHandshake = 22;
constexpr std::size_t kHeader = 5;

Item make_item(const RawRecord& record) {
  Item item;
  item.kind = "tls.record";
  item.octets = {static_cast<char>(record.type), static_cast<char>(record.version >> 8), static_cast<char>(record.version),
                 static_cast<char>(record.fragment.size() >> 8), static_cast<char>(record.fragment.size())};
  item.octets += record.fragment;
  item.stream_offset = record.offset;
  item.fields.push_back({"type", std::to_string(record.type), 0, 1});
  return item;
}

void read_alert(Item& item, const RawRecord& record) {
  const auto alert = assay::tls::read_alert(record.fragment);
  if (!alert) return;
  item.kind = "tls.alert";
  item.fields.push_back({"direction", "received", 0, 0});
  item.fields.push_back({"level", alert->level == 2 ? "fatal" : "warning", kHeader, 1});
  item.fields.push_back({"description", assay::tls::alert_name(alert->code), kHeader + 1, 1});
}

class RecordDecoder : public language::Decoder {
 public:
  std::vector<Item> feed(ByteView octets, bool) override {
    std::vector<Item> items;
    for (const auto& record : reader_.feed(octets)) {
      auto item = make_item(record);
      if (record.type == kAlert) read_alert(item, record);
      if (record.type == kHandshake) read_handshake(item, record);
      items.push_back(std::move(item));
    }
    if (reader_.garbage() && !told_garbage_) {
      told_garbage_ = true;
      Item item;
      item.kind = "tls.garbage";
      item.octets = Bytes(reader_.pending());
      items.push_back(std::move(item));
    }
    return items;
  }
  ByteView pending() const override { return reader_.pending(); }

 private:
  void read_handshake(Item& item, const RawRecord& record) {
    if (hello_seen_) return;
    handshake_ += record.fragment;
    const auto hello = assay::tls::read_server_hello(handshake_);
    if (!hello) return;
    hello_seen_ = true;
    item.kind = "tls.server-hello";
    item.fields.push_back({"suite", assay::tls::suite_name(hello->suite), 0, 0});
    item.fields.push_back({"version", fmt::format("{:#06x}", hello->version), 0, 0});
  }

  assay::tls::RecordReader reader_;
  Bytes handshake_;
  bool hello_seen_{false};
  bool told_garbage_{false};
};

}  // namespace

std::unique_ptr<language::Decoder> make_decoder() { return std::make_unique<RecordDecoder>(); }

}  // namespace assay::protocol::tls
