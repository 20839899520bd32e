// From messages to fields.
#include "protocol/sip/items.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "base/text.hpp"
#include "codec/sip/scalar.hpp"
#include "codec/sip/uri.hpp"
#include "crypto/digest.hpp"
#include "protocol/sip/authentication.hpp"

namespace assay::protocol::sip {
namespace {

using assay::sip::Message;
using assay::sip::MessageType;
using language::Item;

void add(Item& item, const std::string& name, const std::string& value) {
  if (!value.empty()) item.fields.push_back({name, value, 0, 0});
}

// A blank inside a value cannot begin another.
std::string as_word(const std::string& text) { return join(words(text), "%20"); }

std::string address_list(const Message& message, std::string_view name) {
  std::vector<std::string> out;
  for (const auto& address : addresses(message, name)) out.push_back(as_word(address.wildcard ? "*" : plain_address(address.uri)));
  return join(out, " ");
}

// RFC 3325 9.1: an identity is a user of a domain, however the way to it is written.
std::string identity_list(const Message& message) {
  std::vector<std::string> out;
  for (const auto& address : addresses(message, "P-Asserted-Identity")) {
    auto uri = address.uri;
    uri.port.reset();
    if (uri.is_sip()) uri.scheme = "sip";
    out.push_back(as_word(plain_address(uri)));
  }
  return join(out, " ");
}

std::string identity_schemes(const Message& message) {
  std::vector<std::string> out;
  for (const auto& address : addresses(message, "P-Asserted-Identity")) out.push_back(address.uri.is_sip() ? "sip" : lower(address.uri.scheme));
  return join(out, " ");
}

std::optional<std::uint64_t> seconds_of(const std::string& text) {
  return assay::sip::read_number(text, assay::sip::kMaximumSeconds).value;
}

// The longest that a contact lasts, in seconds: as its own parameter says, else Expires (RFC 3261 10.3, step 8).
std::string granted_time(const Message& message) {
  std::optional<std::uint64_t> longest;
  for (const auto& contact : addresses(message, "Contact")) {
    const std::string own = value_of(contact.parameters, "expires");
    const auto seconds = seconds_of(own.empty() ? message.value("Expires") : own);
    if (seconds) longest = std::max(longest.value_or(0), *seconds);
  }
  return longest ? std::to_string(*longest) : std::string();
}

std::string branch_of(const Message& message) {
  const auto all = vias(message);
  return all.empty() ? std::string() : all.front().branch();
}

std::string number_of(const Message& message) {
  const auto number = cseq(message).number;
  return number ? std::to_string(*number) : std::string();
}

void add_parties(Item& item, const Message& message) {
  const auto from = address(message, "From");
  const auto to = address(message, "To");
  add(item, "from", plain_address(from.uri));
  add(item, "from-tag", from.tag());
  add(item, "to", plain_address(to.uri));
  add(item, "to-tag", to.tag());
  add(item, "contacts", address_list(message, "Contact"));
  add(item, "asserted-identity", identity_list(message));
  add(item, "asserted-schemes", identity_schemes(message));
  add(item, "asserted", message.first("P-Asserted-Identity") ? "yes" : "no");
  add(item, "preferred", message.first("P-Preferred-Identity") ? "yes" : "no");
}

// RFC 3261 10.2: what a REGISTER is for.
std::string binding_of(const Message& message) {
  const auto contacts = addresses(message, "Contact");
  if (contacts.empty()) return "asks";
  const std::string all = message.value("Expires");
  const auto removed = [&all](const assay::sip::Address& one) {
    const std::string own = assay::sip::value_of(one.parameters, "expires");
    const std::string& seconds = own.empty() ? all : own;
    return one.wildcard || (!seconds.empty() && seconds.find_first_not_of('0') == std::string::npos);
  };
  return std::all_of(contacts.begin(), contacts.end(), removed) ? "removes" : "adds";
}

void add_common(Item& item, const Message& message) {
  add(item, "call-id", message.value("Call-ID"));
  add(item, "cseq", number_of(message));
  add(item, "branch", branch_of(message));
  add(item, "transaction", transaction_of(message));
  add_parties(item, message);
  add(item, "expires", message.value("Expires"));
  add(item, "granted", granted_time(message));
  add(item, "octets", message.raw);
  if (!message.violations.empty()) add(item, "violation", message.violations.front().what);
}

std::string kind_of(const Message& message) {
  switch (message.type) {
    case MessageType::request: return "sip.request";
    case MessageType::response: return message.code < 200 ? "sip.provisional" : "sip.response";
    case MessageType::keep_alive: return "sip.keep-alive";
    case MessageType::unreadable: break;
  }
  return "sip.unreadable";
}

}  // namespace

std::string plain_address(const assay::sip::Uri& uri) {
  if (!uri.is_sip()) return uri.scheme.empty() ? std::string() : uri.scheme + ":" + (uri.user ? *uri.user : uri.rest);
  std::string out = uri.scheme + ":";
  if (uri.user) out += assay::sip::unescape_uri(*uri.user) + "@";
  out += lower(uri.host);
  return uri.port ? out + ":" + *uri.port : out;
}

std::string transaction_of(const Message& message) {
  return branch_of(message) + " " + number_of(message) + " " + cseq(message).method;
}

std::string identity_of(const Message& message) {
  return fmt::format("{} {} {} {} {}", message.code, message.method, transaction_of(message), message.value("Call-ID"),
                     crypto::sha256(message.body));
}

Item to_item(const Message& message) {
  Item item;
  item.kind = kind_of(message);
  item.octets = message.raw;
  // A request answers nothing, and a response names by its branch what nobody could have guessed before.
  item.identified = message.type == MessageType::request || message.type == MessageType::response;
  if (message.type == MessageType::request) {
    add(item, "method", message.method);
    add(item, "uri", plain_address(assay::sip::read_uri(message.request_uri).value));
    if (message.method == "REGISTER") add(item, "binding", binding_of(message));
    add_credentials(item, message);
  } else if (message.type == MessageType::response) {
    add(item, "code", message.code_text);
    add(item, "class", fmt::format("{}xx", message.code / 100));
    add(item, "method", cseq(message).method);
    add_challenges(item, message);
  }
  if (message.type != MessageType::keep_alive) add_common(item, message);
  return item;
}

}  // namespace assay::protocol::sip
