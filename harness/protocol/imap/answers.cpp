// Tagged responses, and FETCH data for a folder with one message (RFC 3501 7.1, 7.4.2).
#include "protocol/imap/answers.hpp"

#include <algorithm>

#include "base/text.hpp"
#include "codec/imap/wanted.hpp"

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

Bytes message_of(const Element& element) {
  return "From: <sip:sender@assay.invalid>\r\nTo: <sip:recipient@assay.invalid>\r\nSubject: assay\r\n"
         "Date: Thu, 01 Jan 2026 00:00:00 +0000\r\nMessage-ID: <offered@assay.invalid>\r\nMIME-Version: 1.0\r\n"
         "Content-Type: text/plain; charset=utf-8\r\n\r\n" + element.text + "\r\n";
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

// Items that no scripted server has an answer to are left out: the client is told nothing of them.
Result<Bytes> encode_fetched(const Element& element, EncodeContext& context) {
  if (!context.answered) return tl::unexpected(nothing_answered(element));
  const auto items = assay::imap::wanted_items(field_of(context, "items"));
  if (!items) return Bytes();
  const Bytes message = message_of(element);
  std::vector<std::string> values;
  const bool asks = std::any_of(items->begin(), items->end(), [](const auto& item) { return item.what == WantedItem::What::uid; });
  if (field_of(context, "uid") == "yes" && !asks) values.push_back("UID 1");
  for (const auto& item : *items) values.push_back(item.label + " " + value_of(item, message));
  return "* 1 FETCH (" + join(values, " ") + ")\r\n";
}

}  // namespace

void register_answers(language::Vocabulary& vocabulary) {
  vocabulary.encoders["imap:reply"] = encode_reply;
  vocabulary.encoders["imap:fetched"] = encode_fetched;
  vocabulary.answers = {"imap:reply", "imap:fetched"};
}

}  // namespace assay::protocol::imap
