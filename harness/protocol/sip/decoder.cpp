// Streams and datagrams of SIP as items.
#include "protocol/sip/decoder.hpp"

#include <set>
#include <string>

#include "codec/sip/stream.hpp"
#include "protocol/sip/items.hpp"
#include "protocol/sip/written.hpp"

namespace assay::protocol::sip {
namespace {

using assay::sip::Message;
using assay::sip::MessageType;
using language::Item;

// What came before on one channel; no case sees as many.
class Seen {
 public:
  bool again(const Message& message) {
    if (message.type != MessageType::request && message.type != MessageType::response) return false;
    const std::string key = identity_of(message);
    if (seen_.count(key)) return true;
    if (seen_.size() < kMost) seen_.insert(key);
    return false;
  }
  // RFC 3261 8.1.1.5: a request of its own has a sequence number of its own; another branch shows that it is one.
  bool used_number(const Message& message) {
    if (message.type != MessageType::request || message.method == "ACK" || message.method == "CANCEL") return false;
    const std::string key = message.value("Call-ID") + " " + message.value("CSeq");
    if (numbers_.count(key)) return true;
    if (numbers_.size() < kMost) numbers_.insert(key);
    return false;
  }
  std::string nonce_count(const Message& message) { return counts_.take(message); }

 private:
  static constexpr std::size_t kMost = 10000;
  std::set<std::string> seen_;
  std::set<std::string> numbers_;
  NonceCounts counts_;
};

Item item_of(const Message& message, Seen& seen) {
  Item item = to_item(message);
  // A provisional response may come as often as it likes.
  if (item.kind != "sip.provisional" && seen.again(message)) item.kind = "sip.repeated";
  else if (message.type == MessageType::request) {
    item.fields.push_back({"sequence", seen.used_number(message) ? "used" : "new", 0, 0});
    if (const auto count = seen.nonce_count(message); !count.empty()) item.fields.push_back({"nonce-count", count, 0, 0});
  }
  return item;
}

class StreamItems : public language::Decoder {
 public:
  std::vector<Item> feed(ByteView octets, bool is_protected) override {
    if (is_protected != protected_) cross(is_protected);
    const std::uint64_t alive_before = codec_.keep_alives().count;
    std::vector<Item> items;
    for (const auto& message : codec_.feed(octets)) {
      items.push_back(item_of(message, seen_));
      items.back().stream_offset = begin_ + message.stream_offset;
    }
    end_ += octets.size();
    if (codec_.keep_alives().count > alive_before && items.empty()) items.push_back(keep_alive());
    return items;
  }
  ByteView pending() const override { return codec_.pending(); }

 private:
  Item keep_alive() const {
    Item item;
    item.kind = "sip.keep-alive";
    item.octets = "\r\n";
    item.stream_offset = end_ - 1;
    return item;
  }

  // Half a message in clear is never the beginning of what comes inside TLS.
  void cross(bool is_protected) {
    codec_ = assay::sip::StreamDecoder();
    begin_ = end_;
    protected_ = is_protected;
  }

  assay::sip::StreamDecoder codec_;
  Seen seen_;
  bool protected_{false};
  std::size_t begin_{0};  // where the codec began in all that was fed
  std::size_t end_{0};
};

// What keeps a way through a NAT open: STUN (RFC 5626 3.5.2) or NUL octets.
bool keeps_alive(ByteView octets) {
  constexpr std::string_view kCookie = "\x21\x12\xa4\x42";
  const bool is_stun = octets.size() >= 20 && static_cast<unsigned char>(octets[0]) < 0x40 && octets.substr(4, 4) == kCookie;
  return is_stun || (!octets.empty() && octets.size() <= 8 && octets.find_first_not_of('\0') == ByteView::npos);
}

class DatagramItems : public language::Decoder {
 public:
  std::vector<Item> feed(ByteView octets, bool) override {
    Item item = item_of(assay::sip::read_datagram(octets), seen_);
    if (item.kind == "sip.unreadable" && keeps_alive(octets)) item.kind = "sip.keep-alive";
    item.stream_offset = end_;
    end_ += octets.size();
    return {std::move(item)};
  }
  ByteView pending() const override { return {}; }

 private:
  Seen seen_;
  std::size_t end_{0};
};

}  // namespace

std::unique_ptr<language::Decoder> make_stream_decoder() { return std::make_unique<StreamItems>(); }
std::unique_ptr<language::Decoder> make_datagram_decoder() { return std::make_unique<DatagramItems>(); }

}  // namespace assay::protocol::sip
