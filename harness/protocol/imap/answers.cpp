// Tagged responses, and FETCH data for a folder with one message (RFC 3501 7.1, 7.4.2).
#include "protocol/imap/answers.hpp"

#include <algorithm>
#include <cstdlib>

#include "base/text.hpp"
#include "codec/imap/wanted.hpp"
#include "protocol/imap/messages.hpp"

namespace assay::protocol::imap {
namespace {

using assay::imap::WantedItem;
using language::Element;
using language::EncodeContext;

std::string field_of(const EncodeContext& context, const std::string& name) {
  const auto* field = context.answered ? context.answered->field(name) : nullptr;
  return field ? field->value : std::string();
}

Error nothing_answered(const Element& element) {
  return {"<" + element.name + "> answers nothing here", "it stands in a rule of a serve step", element.where};
}

Result<Bytes> encode_reply(const Element& element, EncodeContext& context) {
  if (!context.answered) return tl::unexpected(nothing_answered(element));
  const std::string code = element.attribute("code");
  // What bears no tag is answered without one (RFC 3501 7.1).
  const std::string tag = field_of(context, "tag");
  return (tag.empty() ? "*" : tag) + " " + element.attribute("status") + (code.empty() ? " " : " [" + code + "] ") + element.text + "\r\n";
}

// The tag that comes behind this one where a client counts its commands: "A009" -> "A010".
std::string next_tag(std::string tag) {
  for (auto at = tag.rbegin(); at != tag.rend() && *at >= '0' && *at <= '9'; ++at) {
    if (*at != '9') {
      ++*at;
      return tag;
    }
    *at = '0';
  }
  const auto digits = tag.find_last_not_of("0123456789") + 1;
  return tag.insert(digits, "1");
}

// An attacker guesses the tag.
Result<Bytes> encode_ahead(const Element& element, EncodeContext& context) {
  if (!context.answered) return tl::unexpected(nothing_answered(element));
  if (element.text.empty()) return Bytes();
  return element.text + "\r\n" + next_tag(field_of(context, "tag")) + " OK done\r\n";
}

std::string value_of(const WantedItem& item, const Bytes& message) {
  switch (item.what) {
    case WantedItem::What::flags: return "()";
    case WantedItem::What::uid: return "1";
    case WantedItem::What::size: return std::to_string(message.size());
    case WantedItem::What::internal_date: return "\"01-Jan-2026 00:00:00 +0000\"";
    case WantedItem::What::octets: break;
  }
  const Bytes octets = assay::imap::wanted_octets(item, message);
  return "{" + std::to_string(octets.size()) + "}\r\n" + octets;
}

bool asks_for(const std::vector<WantedItem>& items, WantedItem::What what) {
  return std::any_of(items.begin(), items.end(), [&](const auto& item) { return item.what == what; });
}

// Items that no scripted server has an answer to are left out: the client is told nothing of them.
Result<Bytes> encode_fetched(const Element& element, EncodeContext& context) {
  if (!context.answered) return tl::unexpected(nothing_answered(element));
  const auto items = assay::imap::wanted_items(field_of(context, "items"));
  if (!items) return Bytes();
  const Bytes message = message_with(element.text);
  std::vector<std::string> values;
  if (field_of(context, "uid") == "yes" && !asks_for(*items, WantedItem::What::uid)) values.push_back("UID 1");
  for (const auto& item : *items) values.push_back(item.label + " " + value_of(item, message));
  Bytes data = "* 1 FETCH (" + join(values, " ") + ")\r\n";
  // Only where a part of the message is asked for is there something to cut.
  const auto withheld = static_cast<std::size_t>(std::atoi(element.attribute("withholds", "0").c_str()));
  if (withheld > 0 && asks_for(*items, WantedItem::What::octets) && withheld < data.size()) data.resize(data.size() - withheld);
  return data;
}

}  // namespace

void register_answers(language::Vocabulary& vocabulary) {
  vocabulary.encoders["imap:reply"] = encode_reply;
  vocabulary.encoders["imap:ahead"] = encode_ahead;
  vocabulary.encoders["imap:fetched"] = encode_fetched;
  vocabulary.answers.insert({"imap:reply", "imap:fetched"});
}

}  // namespace assay::protocol::imap
