// Responses of an IMAP server as items with fields.
#include "protocol/imap/decoder.hpp"

#include "base/text.hpp"
#include "codec/imap/fields.hpp"
#include "codec/imap/response.hpp"
#include "protocol/imap/rights.hpp"

namespace assay::protocol::imap {
namespace {

using assay::imap::Response;
using assay::imap::ResponseType;
using language::Item;

std::string kind_of(const Response& response, bool first) {
  if (response.type == ResponseType::tagged) return "imap.tagged";
  if (response.type == ResponseType::continuation) return "imap.continuation";
  if (response.type == ResponseType::unreadable) return "imap.unreadable";
  if (response.status.empty()) return "imap.data";
  const bool greets = response.status == "OK" || response.status == "PREAUTH" || response.status == "BYE";
  return first && greets ? "imap.greeting" : "imap.status";
}

void add(Item& item, const std::string& name, const std::string& value) {
  if (!value.empty()) item.fields.push_back({name, value, 0, 0});
}

Item to_item(const Response& response, bool first) {
  Item item;
  item.kind = kind_of(response, first);
  item.octets = response.raw;
  item.stream_offset = response.stream_offset;
  add(item, "tag", response.tag);
  add(item, "status", response.status);
  add(item, "code", response.code);
  add(item, "text", response.text);
  add(item, "keyword", response.keyword);
  add(item, "arguments", response.arguments);
  if (response.number) add(item, "number", std::to_string(*response.number));
  add(item, "capabilities", join(assay::imap::capabilities(response), " "));
  if (assay::imap::tells_flags(response)) item.fields.push_back({"flags", join(assay::imap::flags(response), " "), 0, 0});
  if (const auto mailbox = assay::imap::listed_mailbox(response)) add(item, "mailbox", *mailbox);
  add_rights(item, response);
  if (response.type == ResponseType::tagged) add(item, "answer", answer_of(response));
  std::string literals;
  for (const auto& literal : response.literals) literals += literal;
  add(item, "literal", literals);
  if (!response.violations.empty()) add(item, "violation", response.violations.front().what);
  return item;
}

class ImapDecoder : public language::Decoder {
 public:
  std::vector<Item> feed(ByteView octets, bool is_protected) override {
    std::vector<Item> items;
    if (is_protected != protected_) cross(is_protected, items);
    for (const auto& response : codec_.feed(octets)) {
      items.push_back(to_item(response, first_));
      items.back().stream_offset += begin_;
      first_ = false;
    }
    end_ += octets.size();
    return items;
  }
  ByteView pending() const override { return codec_.pending_octets(); }

 private:
  // Half a line in clear is never the beginning of what comes inside TLS.
  void cross(bool is_protected, std::vector<Item>& items) {
    if (codec_.pending() > 0) {
      Item item;
      item.kind = "imap.unreadable";
      item.octets = Bytes(codec_.pending_octets());
      item.stream_offset = end_ - item.octets.size();
      item.fields.push_back({"protected", protected_ ? "yes" : "no", 0, 0});
      items.push_back(std::move(item));
    }
    codec_ = assay::imap::ResponseDecoder();
    begin_ = end_;
    protected_ = is_protected;
  }

  assay::imap::ResponseDecoder codec_;
  bool protected_{false};
  std::size_t begin_{0};  // where codec_ began in the stream
  std::size_t end_{0};
  bool first_{true};
};

}  // namespace

std::unique_ptr<language::Decoder> make_decoder() { return std::make_unique<ImapDecoder>(); }

}  // namespace assay::protocol::imap
