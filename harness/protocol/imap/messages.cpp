// APPEND in its two parts: the command with the literal announced, and the message itself, whole or cut.
#include "protocol/imap/messages.hpp"

#include <fmt/format.h>

#include "codec/imap/command.hpp"

namespace assay::protocol::imap {
namespace {

using language::Element;
using language::EncodeContext;

// The server asks for the literal by a continuation request before it may be sent.
Result<Bytes> encode_append(const Element& element, EncodeContext& context) {
  const std::string mailbox = assay::imap::astring(assay::imap::mailbox_name(element.attribute("mailbox")));
  const std::string flags = element.has("flags") && !element.attribute("flags").empty() ? "(" + element.attribute("flags") + ") " : "";
  return fmt::format("{} APPEND {} {}{{{}}}\r\n", next_tag(*context.channel), mailbox, flags, message_with(element.text).size());
}

// The end of the command comes with the end of the message.
Result<Bytes> encode_message(const Element& element, EncodeContext&) {
  const Bytes whole = message_with(element.text);
  const std::size_t half = whole.size() / 2;
  const std::string part = element.attribute("part");
  if (part == "first-half") return whole.substr(0, half);
  return whole.substr(part == "second-half" ? half : 0) + "\r\n";
}

}  // namespace

Bytes message_with(const std::string& text) {
  return "From: <sip:sender@assay.invalid>\r\nTo: <sip:recipient@assay.invalid>\r\nSubject: assay\r\n"
         "Date: Thu, 01 Jan 2026 00:00:00 +0000\r\nMessage-ID: <offered@assay.invalid>\r\nMIME-Version: 1.0\r\n"
         "Content-Type: text/plain; charset=utf-8\r\n\r\n" + text + "\r\n";
}

std::string next_tag(language::ChannelValues& channel) {
  const int count = channel.count("tags") ? std::stoi(channel.at("tags")) + 1 : 1;
  channel["tags"] = std::to_string(count);
  return channel["last-tag"] = fmt::format("a{:03}", count);
}

void register_messages(language::Vocabulary& vocabulary) {
  vocabulary.encoders["imap:append"] = encode_append;
  vocabulary.encoders["imap:message"] = encode_message;
}

}  // namespace assay::protocol::imap
