// libosip2 as a second opinion on well-formed messages. It rewrites what it reads and accepts a missing Via, so
// that only values are compared, and only of messages in which this codec finds nothing wrong.
#include <gtest/gtest.h>
#include <osipparser2/osip_parser.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <memory>

#include "base/text.hpp"
#include "codec/sip/message.hpp"
#include "codec/sip/writer.hpp"

namespace assay::sip {
namespace osip_test {
namespace {

struct Free {
  void operator()(osip_message_t* message) const { osip_message_free(message); }
};
using Osip = std::unique_ptr<osip_message_t, Free>;

Osip parse(const Bytes& octets) {
  static const int ready = parser_init();
  EXPECT_EQ(ready, 0);
  osip_message_t* message = nullptr;
  if (osip_message_init(&message) != 0) return nullptr;
  Osip out(message);
  return osip_message_parse(message, octets.data(), octets.size()) == 0 ? std::move(out) : nullptr;
}

std::string text(const char* value) { return value == nullptr ? "" : value; }

std::string parameter(osip_list_t* parameters, const char* name) {
  osip_generic_param_t* found = nullptr;
  std::string key = name;
  osip_generic_param_get_byname(parameters, key.data(), &found);
  return found == nullptr ? "" : text(found->gvalue);
}

// The facts that both give, as text.
std::vector<std::string> facts(const Message& m) {
  const auto top = vias(m).at(0);
  const auto uri = read_uri(m.request_uri).value;
  std::vector<std::string> out{m.method, std::to_string(m.code), m.type == MessageType::request ? uri.scheme : "",
                               m.type == MessageType::request ? unescape_uri(uri.user.value_or("")) : "",
                               m.type == MessageType::request ? uri.host : ""};
  out.insert(out.end(), {top.transport, top.host, top.branch(), top.received(), top.port.value_or("")});
  out.insert(out.end(), {address(m, "From").tag(), address(m, "To").tag(), address(m, "From").uri.host});
  out.insert(out.end(), {m.value("Call-ID"), cseq(m).method, std::to_string(cseq(m).number.value_or(0))});
  for (const auto count :
       {vias(m).size(), addresses(m, "Contact").size(), addresses(m, "Route").size(),
        addresses(m, "Record-Route").size(), m.all("Authorization").size(), m.all("WWW-Authenticate").size()})
    out.push_back(std::to_string(count));
  return out;
}

std::string call_id(const osip_call_id_t* id) {
  return text(id->number) + (id->host == nullptr ? "" : "@" + text(id->host));
}

std::vector<std::string> facts(osip_message_t* m) {
  const auto* top = static_cast<osip_via_t*>(osip_list_get(&m->vias, 0));
  auto* parameters = const_cast<osip_list_t*>(&top->via_params);
  const osip_uri_t* uri = m->req_uri;
  std::vector<std::string> out{text(m->sip_method), std::to_string(m->status_code), uri ? lower(text(uri->scheme)) : "",
                               uri ? text(uri->username) : "", uri ? text(uri->host) : ""};
  out.insert(out.end(), {text(top->protocol), text(top->host), parameter(parameters, "branch"),
                         parameter(parameters, "received"), text(top->port)});
  out.insert(out.end(),
             {parameter(&m->from->gen_params, "tag"), parameter(&m->to->gen_params, "tag"), text(m->from->url->host)});
  const std::string number = text(m->cseq->number);
  out.insert(out.end(), {call_id(m->call_id), text(m->cseq->method), std::to_string(read_digits(number).value_or(0))});
  for (auto* list : {&m->vias, &m->contacts, &m->routes, &m->record_routes, &m->authorizations, &m->www_authenticates})
    out.push_back(std::to_string(osip_list_size(list)));
  return out;
}

Bytes body(osip_message_t* m) {
  const auto* first = static_cast<osip_body_t*>(osip_list_get(&m->bodies, 0));
  return first == nullptr ? Bytes() : Bytes(first->body, first->length);
}

void expect_agreement(const Bytes& octets, const std::string& name) {
  const Message mine = read_datagram(octets);
  ASSERT_TRUE(mine.violations.empty()) << name;
  const Osip theirs = parse(octets);
  ASSERT_NE(theirs, nullptr) << name;
  EXPECT_EQ(facts(mine), facts(theirs.get())) << name;
  const bool parts = mine.value("Content-Type").find("multipart") == 0;  // cut into its parts by libosip2
  if (parts) return;
  EXPECT_EQ(escape(mine.body), escape(body(theirs.get()))) << name;
}

// What libosip2 does not read: a NUL, and a Request-URI of a scheme with a dot.
bool is_beyond_osip(const std::string& name) { return name == "intmeth.dat" || name == "novelsc.dat"; }

TEST(SipSecondOpinion, WellFormedTortureMessages) {
  int compared = 0;
  for (const auto& entry : std::filesystem::directory_iterator(ASSAY_ROOT "/fixtures/vectors/sip/rfc4475")) {
    const std::string name = entry.path().filename();
    if (entry.path().extension() != ".dat" || is_beyond_osip(name)) continue;
    std::ifstream in(entry.path(), std::ios::binary);
    const Bytes octets{std::istreambuf_iterator<char>(in), {}};
    if (!read_datagram(octets).violations.empty()) continue;
    expect_agreement(octets, name);
    ++compared;
  }
  EXPECT_EQ(compared, 23);
}

Message ims_request() {
  return read_datagram(
      "MESSAGE sip:bob@home2.net SIP/2.0\r\n"
      "Via: SIP/2.0/TLS pcscf1.home1.net:5061;branch=z9hG4bK240f34, SIP/2.0/UDP 192.0.2.9;branch=z9hG4bKn;rport=5\r\n"
      "Max-Forwards: 69\r\nRoute: <sip:scscf1.home1.net;lr>, <sip:as.home1.net;lr>\r\n"
      "P-Asserted-Identity: \"Alice, A.\" <sip:alice@home1.net>, tel:+1-201-555-0123\r\n"
      "f: \"Alice \\\"A\\\"\" <sip:alice@home1.net>;tag=171828\r\nt: <sip:bob@home2.net>\r\n"
      "i: cb03a0s09a2sdfglkj490333\r\nCSeq: 666 MESSAGE\r\n"
      "Authorization: Digest username=\"a\", realm=\"r, s\", nonce=\"n==\", uri=\"sip:home1.net\", nc=00000001\r\n"
      "Content-Type: message/cpim\r\nl: 5\r\n\r\nFrom:");
}

TEST(SipSecondOpinion, RequestAsInAnIms) { expect_agreement(ims_request().raw, "ims"); }

TEST(SipSecondOpinion, ResponseThatWeWrite) {
  Draft draft = make_response(ims_request(), 401, "Unauthorized", "tag2");
  draft.headers.push_back(
      {"WWW-Authenticate", "Digest realm=\"r, \\\"s\\\"\", nonce=\"n\", algorithm=AKAv1-MD5, qop=\"auth\""});
  add_content_length(draft);
  expect_agreement(to_octets(draft), "401");
}

TEST(SipSecondOpinion, Credentials) {
  const Message mine = ims_request();
  const Osip theirs = parse(mine.raw);
  ASSERT_NE(theirs, nullptr);
  const auto* found = static_cast<osip_authorization_t*>(osip_list_get(&theirs->authorizations, 0));
  ASSERT_NE(found, nullptr);
  const auto credentials = authentications(mine, "Authorization").at(0);
  EXPECT_EQ(credentials.scheme, text(found->auth_type));
  const std::pair<const char*, const char*> rows[] = {{"username", found->username},
                                                      {"realm", found->realm},
                                                      {"nonce", found->nonce},
                                                      {"uri", found->uri},
                                                      {"nc", found->nonce_count}};
  for (const auto& [name, value] : rows) {
    ASSERT_NE(find(credentials.parameters, name), nullptr) << name;
    EXPECT_EQ(find(credentials.parameters, name)->raw, name + ("=" + text(value)));
  }
}

}  // namespace
}  // namespace osip_test
}  // namespace assay::sip
