// The torture messages of RFC 4475: what the RFC says of each is found, and nothing else.
#include <gtest/gtest.h>

#include <fstream>
#include <iterator>
#include <map>
#include <sstream>

#include "base/text.hpp"
#include "codec/sip/message.hpp"
#include "crypto/digest.hpp"

namespace assay::sip {
namespace rfc4475_test {
namespace {

const std::string kFolder = ASSAY_ROOT "/fixtures/vectors/sip/rfc4475/";

Bytes read(const std::string& file) {
  std::ifstream in(kFolder + file, std::ios::binary);
  EXPECT_TRUE(in) << file;
  return {std::istreambuf_iterator<char>(in), {}};
}

Message message(const std::string& name) { return read_datagram(read(name + ".dat")); }

// "  41 To: …" of the file, by message.
std::map<std::string, std::vector<std::string>> expected_violations() {
  std::map<std::string, std::vector<std::string>> out;
  std::istringstream in(read("violations.txt"));
  std::string name;
  for (std::string line; std::getline(in, line);) {
    if (line.empty() || line[0] == '#') continue;
    if (line[0] == ' ')
      out[name].push_back(line.substr(2));
    else
      out[name = line.substr(0, line.find(' '))];
  }
  return out;
}

TEST(SipTorture, TheMessagesAreThoseOfTheArchive) {
  EXPECT_EQ(crypto::sha256(read("SHA256SUMS")), "781729e1df0866e8bd207a0b6ce67f99acb44f15a122cdd40111229639c77679");
  std::istringstream sums(read("SHA256SUMS"));
  int count = 0;
  for (std::string sum, file; sums >> sum >> file; ++count) EXPECT_EQ(crypto::sha256(read(file)), sum) << file;
  EXPECT_EQ(count, 50);
}

TEST(SipTorture, EveryViolationAndNothingElse) {
  const auto expected = expected_violations();
  ASSERT_EQ(expected.size(), 50u);
  for (const auto& [name, violations] : expected) {
    std::vector<std::string> found;
    for (const auto& violation : message(name).violations)
      found.push_back(std::to_string(violation.offset) + " " + violation.what);
    EXPECT_EQ(found, violations) << name;
  }
}

TEST(SipTorture, FoldedAndSpacedOut) {  // 3.1.1.1
  const Message m = message("wsinv");
  EXPECT_EQ(m.request_uri, "sip:vivekg@chair-dnrc.example.com;unknownparam");
  EXPECT_EQ(address(m, "To").tag(), "1918181833n");
  EXPECT_EQ(address(m, "From").display_name, "J Rosenberg \\\"");
  EXPECT_EQ(address(m, "From").tag(), "98asjd8");
  EXPECT_EQ(m.value("Max-Forwards"), "0068");
  EXPECT_EQ(cseq(m).number, 9u);
  EXPECT_EQ(cseq(m).method, "INVITE");
  ASSERT_EQ(vias(m).size(), 3u);
  EXPECT_EQ(vias(m)[0].transport + " " + vias(m)[0].host + " " + vias(m)[0].branch(), "UDP 192.0.2.2 390skdjuw");
  EXPECT_EQ(vias(m)[1].transport + " " + vias(m)[1].branch(), "TCP z9hG4bK9ikj8");
  EXPECT_EQ(vias(m)[2].branch(), "z9hG4bK30239");
  EXPECT_EQ(m.value("NewFangledHeader"), "newfangled value continued newfangled value");
  EXPECT_EQ(m.value("UnknownHeaderWithUnusualValue"), ";;,,;;,;");
  ASSERT_NE(m.first("Subject"), nullptr);
  EXPECT_EQ(m.value("Subject"), "");
  const auto contacts = addresses(m, "Contact");
  ASSERT_EQ(contacts.size(), 1u);
  EXPECT_EQ(contacts[0].display_name, "Quoted string \"\"");
  EXPECT_EQ(value_of(contacts[0].parameters, "newparam"), "newvalue");
  EXPECT_EQ(value_of(contacts[0].parameters, "q"), "0.33");
  ASSERT_EQ(addresses(m, "Route").size(), 1u);
  EXPECT_EQ(addresses(m, "Route")[0].uri.parameters.size(), 3u);
  EXPECT_EQ(m.body.size(), 150u);
}

TEST(SipTorture, UnusualCharacters) {  // 3.1.1.2
  const Message m = message("intmeth");
  EXPECT_EQ(m.method, "!interesting-Method0123456789_*+`.%indeed'~");
  const Uri uri = read_uri(m.request_uri).value;
  EXPECT_EQ(uri.user, "1_unusual.URI~(to-be!sure)&isn't+it$/crazy?,/;;*");
  EXPECT_EQ(uri.password, "&it+has=1,weird!*pas$wo~d_too.(doesn't-it)");
  EXPECT_EQ(uri.host, "example.com");
  EXPECT_EQ(vias(m).at(0).branch(), "z9hG4bK-.!%66*_+`'~");
  EXPECT_EQ(address(m, "To").display_name, Bytes("BEL:\x07 NUL:\0 DEL:\x7f", 17));
  EXPECT_EQ(address(m, "From").display_name, "token1~` token2'+_ token3*%!.-");
  EXPECT_EQ(address(m, "From").tag(), "_token~1'+`*%!-.");
  EXPECT_EQ(value_of(address(m, "From").parameters, "fromParam''~+*_!.-%").size(), 20u);
  EXPECT_EQ(m.value("Call-ID"), "intmeth.word%ZK-!.*_+'@word`~)(><:\\/\"][?}{");
}

TEST(SipTorture, EscapesAreResolvedOnceAndOnlyInUris) {  // 3.1.1.3 to 3.1.1.5
  const Message escaped = message("esc01");
  EXPECT_EQ(unescape_uri(*read_uri(escaped.request_uri).value.user), "sips:user@example.com");
  EXPECT_TRUE(equal(address(escaped, "To").uri, read_uri("sip:user@example.com").value));
  const Uri contact = addresses(escaped, "Contact").at(0).uri;
  EXPECT_TRUE(equal(contact, read_uri("sip:caller@host5.example.net;lr;name=value%2541").value));
  EXPECT_FALSE(equal(contact, read_uri("sip:caller@host5.example.net;lr;name=valueA").value));

  const auto nulls = addresses(message("escnull"), "Contact");
  ASSERT_EQ(nulls.size(), 2u);
  EXPECT_FALSE(equal(nulls[0].uri, nulls[1].uri));
  EXPECT_EQ(unescape_uri(*nulls[1].uri.user), Bytes(2, '\0'));

  const Message percent = message("esc02");
  EXPECT_EQ(percent.method, "RE%47IST%45R");
  EXPECT_EQ(address(percent, "To").display_name, "%Z%45");
  EXPECT_EQ(percent.all("Contact").size(), 2u);
}

TEST(SipTorture, LongAndMany) {  // 3.1.1.7, 3.1.1.10
  const Message m = message("longreq");
  EXPECT_EQ(m.all("via").size(), 34u);
  EXPECT_EQ(vias(m).back().received(), "192.0.2.5");
  EXPECT_EQ(address(m, "From").tag().size(), 155u);
  EXPECT_EQ(address(m, "To").uri.port, "6000");
  std::string transports;
  for (const auto& via : vias(message("transports"))) transports += via.transport + " ";
  EXPECT_EQ(transports, "UDP SCTP TLS UNKNOWN TCP ");
}

TEST(SipTorture, OctetsBehindTheBodyAreKeptApart) {  // 3.1.1.8
  const Message m = message("dblreq");
  EXPECT_EQ(m.method, "REGISTER");
  EXPECT_TRUE(m.body.empty());
  EXPECT_EQ(m.trailing.find("INVITE sip:joe@example.com"), m.trailing.find_first_not_of("\r\n"));
}

TEST(SipTorture, WhereParametersBelong) {  // 3.1.1.9, 3.3.12 to 3.3.14
  EXPECT_EQ(read_uri(message("semiuri").request_uri).value.user, "user;par=u%40example.net");
  const Address of_header = addresses(message("cparam01"), "Contact").at(0);
  EXPECT_EQ(of_header.parameters.size(), 1u);
  EXPECT_TRUE(of_header.uri.parameters.empty());
  const Address of_uri = addresses(message("cparam02"), "Contact").at(0);
  EXPECT_TRUE(of_uri.parameters.empty());
  EXPECT_EQ(of_uri.uri.parameters.size(), 1u);
  const Address escaped = addresses(message("regescrt"), "Contact").at(0);
  ASSERT_EQ(escaped.uri.headers.size(), 1u);
  EXPECT_EQ(escaped.uri.headers[0].value, "%3Csip:sip.example.com%3E");
}

TEST(SipTorture, Responses) {  // 3.1.1.12, 3.1.1.13, 3.1.2.19, 3.3.10
  EXPECT_EQ(message("unreason").code, 200);
  EXPECT_EQ(message("unreason").reason.substr(0, 13), "= 2**3 * 5**2");
  EXPECT_EQ(message("noreason").code, 100);
  EXPECT_EQ(message("noreason").reason, "");
  EXPECT_EQ(message("bigcode").code, 0);
  EXPECT_EQ(message("bigcode").code_text, "4294967301");
  EXPECT_EQ(vias(message("bcast")).at(1).host, "255.255.255.255");
}

TEST(SipTorture, BodiesAndSchemes) {  // 3.1.1.11, 3.3.2 to 3.3.7
  EXPECT_EQ(message("mpart01").body.size(), 553u);
  EXPECT_NE(message("mpart01").body.find('\0'), Bytes::npos);
  EXPECT_EQ(read_uri(message("unkscm").request_uri).value.scheme, "nobodyknowsthisscheme");
  EXPECT_EQ(read_uri(message("novelsc").request_uri).value.rest, "//192.0.2.103:3002");
  EXPECT_EQ(address(message("unksm2"), "To").uri.scheme, "isbn");
  const auto credentials = authentications(message("regaut01"), "Authorization").at(0);
  EXPECT_EQ(credentials.scheme, "NoOneKnowsThisScheme");
  EXPECT_EQ(value_of(credentials.parameters, "opaque-data"), "here");
}

TEST(SipTorture, WhatIsWrongIsStillRead) {  // 3.1.2
  EXPECT_EQ(message("lwsruri").request_uri, "sip:user@example.com; lr");
  EXPECT_EQ(message("lwsstart").request_uri, "sip:user@example.com");
  EXPECT_EQ(message("trws").version, "SIP/2.0");
  EXPECT_EQ(message("ltgtruri").request_uri, "<sip:user@example.com>");
  EXPECT_EQ(address(message("baddn"), "From").display_name, "Bell, Alexander");
  EXPECT_EQ(address(message("baddn"), "From").tag(), "43");
  EXPECT_EQ(address(message("badaspec"), "To").uri.user, "t.watson");
  EXPECT_EQ(message("multi01").all("To").size(), 2u);
  EXPECT_EQ(cseq(message("scalar02")).number, std::nullopt);
  EXPECT_EQ(message("insuf").first("Call-ID"), nullptr);
}

}  // namespace
}  // namespace rfc4475_test
}  // namespace assay::sip
