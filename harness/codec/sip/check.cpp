// What is wrong with a message as a whole.
#include "codec/sip/check.hpp"

#include <fmt/format.h>

#include <set>

#include "codec/sip/head.hpp"
#include "codec/sip/header_name.hpp"

namespace assay::sip {
namespace {

class Checker {
 public:
  Checker(Message& message, Transport transport) : message_(message), transport_(transport) {}

  void check() {
    check_mandatory();
    check_single();
    check_tags();
    check_cseq();
    check_length();
    check_values(message_);
  }

 private:
  void add(std::string what, std::size_t offset) { note(message_.violations, std::move(what), offset); }
  bool is_request() const { return message_.type == MessageType::request; }

  void require(const char* name, const char* clause) {
    if (message_.first(name) == nullptr) add(fmt::format("The header {} is missing (RFC 3261 {}).", name, clause), 0);
  }

  void check_mandatory() {
    for (const char* name : {"To", "From", "CSeq", "Call-ID", "Via"}) require(name, is_request() ? "8.1.1" : "8.2.6.2");
    if (!is_request()) return;
    require("Max-Forwards", "8.1.1");
    if (message_.method == "INVITE") require("Contact", "8.1.1.8");
  }

  void check_single() {
    std::set<std::string> seen;
    for (const auto& header : message_.headers) {
      if (!is_single(header.canonical) || seen.insert(header.canonical).second) continue;
      add(fmt::format("The header {} comes more than once (RFC 3261 7.3.1).", header.canonical), header.offset);
    }
  }

  // A response takes over the To of its request, and adds a tag but to 100 (RFC 3261 8.2.6.2).
  void check_tags() {
    const auto untagged = [this](const char* name) {
      const Header* header = message_.first(name);
      return header != nullptr && address(message_, name).tag().empty() ? header : nullptr;
    };
    if (const Header* from = untagged("From")) add("The From has no tag (RFC 3261 8.1.1.3).", from->offset);
    if (is_request() || message_.code == 100) return;
    if (const Header* to = untagged("To")) add("The To of a response has no tag (RFC 3261 8.2.6.2).", to->offset);
  }

  void check_cseq() {
    const Header* header = message_.first("CSeq");
    if (header == nullptr || !is_request() || cseq(message_).method == message_.method) return;
    add("The method of CSeq is not that of the request (RFC 3261 8.1.1.5).", header->offset);
  }

  void check_length() {
    const Announced announced = announced_body(message_);
    const bool stream = transport_ == Transport::stream;
    if (announced.kind == Announced::Kind::contradiction)
      add("Where the body ends cannot be known from Content-Length.", message_.first("Content-Length")->offset);
    if (announced.kind == Announced::Kind::nothing && stream)
      add("The header Content-Length is missing on a stream (RFC 3261 20.14).", 0);
    if (announced.kind == Announced::Kind::size && !stream && announced.size > message_.body.size())
      add("Content-Length is over the size of the body (RFC 3261 18.3).", message_.first("Content-Length")->offset);
    if (!message_.body.empty() && message_.first("Content-Type") == nullptr)
      add("A body without the header Content-Type (RFC 3261 20.15).", message_.body_offset);
  }

  Message& message_;
  Transport transport_;
};

}  // namespace

void check_message(Message& message, Transport transport) {
  if (message.type == MessageType::request || message.type == MessageType::response) {
    Checker(message, transport).check();
  } else {
    check_values(message);
  }
  sort_by_offset(message.violations);
}

}  // namespace assay::sip
