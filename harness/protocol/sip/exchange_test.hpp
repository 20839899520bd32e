// Messages, their items, and what encoders make: what the tests of SIP stand on.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "codec/sip/message.hpp"
#include "protocol/sip/decoder.hpp"
#include "protocol/sip/module.hpp"

namespace assay::protocol::sip::exchange {

using language::ChannelValues;
using language::Item;
using Texts = std::vector<std::string>;

// Header lines and an empty one.
inline std::string message(const Texts& lines, const std::string& body = {}) {
  std::string out;
  for (const auto& line : lines) out += line + "\r\n";
  return out + "\r\n" + body;
}

// A request with what every request has, and more lines.
inline std::string request(const std::string& method, const std::string& branch, const std::string& number,
                           const Texts& more = {}, const std::string& body = {}) {
  Texts lines{method + " sip:bob@example.org SIP/2.0",
              "Via: SIP/2.0/TCP a.invalid:5062;branch=z9hG4bK" + branch,
              "From: <sip:alice@example.org>;tag=from",
              "To: <sip:bob@example.org>",
              "Call-ID: call@a.invalid",
              "CSeq: " + number + " " + method,
              "Max-Forwards: 70",
              "Content-Length: " + std::to_string(body.size())};
  lines.insert(lines.end(), more.begin(), more.end());
  return message(lines, body);
}

// The answer to it, from the tag "to".
inline std::string response(const std::string& status, const std::string& method, const std::string& branch,
                            const std::string& number, const Texts& more = {}) {
  Texts lines{"SIP/2.0 " + status,
              "Via: SIP/2.0/TCP a.invalid:5062;branch=z9hG4bK" + branch,
              "From: <sip:alice@example.org>;tag=from",
              "To: <sip:bob@example.org>;tag=to",
              "Call-ID: call@a.invalid",
              "CSeq: " + number + " " + method,
              "Content-Length: 0"};
  lines.insert(lines.end(), more.begin(), more.end());
  return message(lines);
}

inline Item item_of(const std::string& octets) { return make_datagram_decoder()->feed(octets, false).at(0); }

inline std::string field(const Item& item, const std::string& name) {
  const auto* found = item.field(name);
  return found ? found->value : "-";
}

inline Texts kinds(const std::vector<Item>& items) {
  Texts out;
  for (const auto& item : items) out.push_back(item.kind);
  return out;
}

inline const language::Vocabulary& vocabulary() {
  static const language::Vocabulary words = [] {
    language::Vocabulary made;
    register_module(made);
    return made;
  }();
  return words;
}

// One actor: its channel, and what it sends on it.
struct Sender {
  ChannelValues values;
  std::string seed{"seed"};
  std::string to{};

  explicit Sender(const std::string& transport = "tcp", const std::string& local = "127.0.0.2:40000",
                  bool is_protected = false)
      : values{{"transport", transport}, {"local", local}, {"protected", is_protected ? "yes" : "no"}} {}

  Result<Bytes> encode(const std::string& name, const std::string& text,
                       const std::map<std::string, std::string>& attributes, const Item* answered = nullptr) {
    language::EncodeContext context{&values, seed, answered};
    auto octets = vocabulary().encoders.at(name)({name, attributes, text, {}, {}}, context);
    to = context.to;
    return octets;
  }
  // The octets of <sip:request>.
  std::string sends(const std::string& text, const std::map<std::string, std::string>& attributes = {}) {
    const auto octets = encode("sip:request", text, attributes);
    return octets ? *octets : "error: " + octets.error().what;
  }
  assay::sip::Message asks(const std::string& text, const std::map<std::string, std::string>& attributes = {}) {
    return assay::sip::read_datagram(sends(text, attributes));
  }
  // What <sip:reply> makes of a request that came from `remote`.
  assay::sip::Message replies(const std::string& asked, const std::string& code, const std::string& text = {},
                              std::map<std::string, std::string> attributes = {},
                              const std::string& remote = "127.0.0.9:6000") {
    Item item = item_of(asked);
    item.fields.push_back({"remote", remote, 0, 0});
    attributes["code"] = code;
    const auto octets = encode("sip:reply", text, attributes, &item);
    return assay::sip::read_datagram(octets ? *octets : "error: " + octets.error().what);
  }
  void hears(const std::string& octets) { vocabulary().memories.at("sip.response")(item_of(octets), values); }
};

inline std::string branch_of(const assay::sip::Message& sent) {
  const auto all = vias(sent);
  return all.empty() ? std::string() : all.front().branch();
}

// The message that answers `sent`: its branch, Call-ID and CSeq.
inline std::string answer_to(const assay::sip::Message& sent, const std::string& status, const Texts& more = {}) {
  Texts lines{"SIP/2.0 " + status,
              "Via: " + sent.value("Via"),
              "From: " + sent.value("From"),
              "To: <sip:bob@example.org>;tag=to",
              "Call-ID: " + sent.value("Call-ID"),
              "CSeq: " + sent.value("CSeq"),
              "Content-Length: 0"};
  lines.insert(lines.end(), more.begin(), more.end());
  return message(lines);
}

}  // namespace assay::protocol::sip::exchange
