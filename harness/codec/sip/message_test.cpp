// Whole messages: start lines, headers with their places, bodies, and all that is wrong at once.
#include "codec/sip/message.hpp"

#include <gtest/gtest.h>

#include <algorithm>

#include "base/text.hpp"
#include "codec/sip/header_name.hpp"

namespace assay::sip {
namespace message_test {
namespace {

const std::string kHeaders =
    "Via: SIP/2.0/UDP a.example.com;branch=z9hG4bK1\r\nMax-Forwards: 70\r\nFrom: <sip:a@example.com>;tag=1\r\n"
    "To: <sip:b@example.com>\r\nCall-ID: x@y\r\nCSeq: 1 OPTIONS\r\n";

Bytes options(const std::string& more) { return "OPTIONS sip:b@example.com SIP/2.0\r\n" + kHeaders + more + "\r\n"; }

bool lists(const Message& message, std::size_t offset, const std::string& part) {
  return std::any_of(message.violations.begin(), message.violations.end(), [&](const Violation& violation) {
    return violation.offset == offset && violation.what.find(part) != std::string::npos;
  });
}

std::string list(const Message& message) {
  std::string out;
  for (const auto& violation : message.violations)
    out += std::to_string(violation.offset) + ": " + violation.what + "\n";
  return out;
}

TEST(SipMessage, WellFormedRequest) {
  const Message m = read_datagram(options("c: text/plain\r\nl: 2\r\n") + "hi");
  EXPECT_EQ(list(m), "");
  EXPECT_EQ(m.type, MessageType::request);
  EXPECT_EQ(m.method + " " + m.request_uri + " " + m.version, m.start_line);
  EXPECT_EQ(m.body, "hi");
  EXPECT_EQ(m.raw.substr(m.body_offset), "hi");
  EXPECT_EQ(m.headers.size(), 8u);
  EXPECT_EQ(m.value("content-type"), "text/plain");
}

TEST(SipMessage, HeadersStandWhereTheySay) {
  const Message m = read_datagram(options("s:  a\r\n\t b \r\nX-Y : z\r\nsubject:\r\nNo colon\r\n: nameless\r\n"));
  ASSERT_EQ(m.headers.size(), 11u);
  std::size_t at = m.start_line.size() + 2;
  for (const auto& header : m.headers) {
    EXPECT_EQ(header.offset, at);
    at += header.length;
    EXPECT_EQ(m.raw.substr(header.offset, header.name.size()), header.name);
    EXPECT_EQ(m.raw.substr(header.value_offset, header.raw_value.size()), header.raw_value);
  }
  EXPECT_EQ(at + 2, m.raw.size());
  const Header& folded = m.headers[6];
  EXPECT_EQ(folded.name + "|" + folded.canonical + "|" + folded.value, "s|Subject|a b");
  EXPECT_EQ(folded.raw_value, "  a\r\n\t b ");
  EXPECT_EQ(m.headers[7].name, "X-Y");
  EXPECT_TRUE(lists(m, m.headers[8].offset, "Subject comes more than once"));
  EXPECT_TRUE(lists(m, m.headers[9].offset, "no colon"));
  EXPECT_TRUE(lists(m, m.headers[10].offset, "no name"));
  EXPECT_EQ(m.headers[10].value, "nameless");
}

TEST(SipMessage, CompactFormsOfTheRfcs) {
  const std::pair<char, const char*> forms[] = {{'i', "Call-ID"},
                                                {'m', "Contact"},
                                                {'e', "Content-Encoding"},
                                                {'l', "Content-Length"},
                                                {'c', "Content-Type"},
                                                {'f', "From"},
                                                {'s', "Subject"},
                                                {'k', "Supported"},
                                                {'t', "To"},
                                                {'v', "Via"},
                                                {'o', "Event"},
                                                {'u', "Allow-Events"},
                                                {'a', "Accept-Contact"},
                                                {'b', "Referred-By"},
                                                {'d', "Request-Disposition"},
                                                {'j', "Reject-Contact"},
                                                {'r', "Refer-To"},
                                                {'x', "Session-Expires"},
                                                {'y', "Identity"},
                                                {'n', "Identity-Info"}};
  for (const auto& [compact, name] : forms) {
    EXPECT_EQ(canonical_name(std::string(1, compact)), name);
    EXPECT_EQ(canonical_name(lower(name)), name);
  }
  EXPECT_EQ(canonical_name("z"), "z");
  EXPECT_EQ(canonical_name("x-Unknown"), "x-Unknown");
}

TEST(SipMessage, StartLines) {
  struct Row {
    std::string line;
    MessageType type;
    std::size_t offset;
    std::string part;
  };
  const Row rows[] = {
      {"OPTIONS sip:b@example.com", MessageType::request, 25, "no version"},
      {"OPTIONS SIP/2.0", MessageType::request, 8, "no scheme"},
      {"OPTIONS sip:b@example.com sip/2.0", MessageType::request, 26, "not in capitals"},
      {"OPTIONS sip:b@example.com HTTP/1.1", MessageType::request, 26, "not SIP/2.0"},
      {"OPTIONS\tsip:b@example.com SIP/2.0", MessageType::request, 7, "one SP"},
      {"OPT(IONS sip:b@example.com SIP/2.0", MessageType::unreadable, 0, "no token"},
      {"OPTIONS sip:b@example.com;method=X SIP/2.0", MessageType::request, 8, "a method may not"},
      {"OPTIONS", MessageType::unreadable, 0, "neither"},
      {" OPTIONS sip:b@example.com SIP/2.0", MessageType::request, 0, "White space"},
      {"SIP/2.0 200", MessageType::response, 11, "No SP follows"},
      {"SIP/2.0 20 OK", MessageType::response, 8, "between 100"},
      {"SIP/2.0 099 OK", MessageType::response, 8, "between 100"},
      {"SIP/2.0 700 OK", MessageType::response, 8, "between 100"},
      {"SIP/2.0", MessageType::response, 7, "no code"},
      {"SIP/3.0 200 OK", MessageType::response, 0, "not SIP/2.0"},
  };
  for (const Row& row : rows) {
    const Message m = read_datagram(row.line + "\r\n" + kHeaders + "\r\n");
    EXPECT_EQ(m.type, row.type) << row.line;
    EXPECT_TRUE(lists(m, row.offset, row.part)) << row.line << "\n" << list(m);
    EXPECT_EQ(m.headers.size(), 6u) << row.line;
  }
}

TEST(SipMessage, ResponseWithoutWhatItCopies) {
  const Message m = read_datagram("SIP/2.0 200 OK\r\nTo: <sip:b@example.com>\r\n\r\n");
  EXPECT_EQ(m.code, 200);
  for (const char* name : {"From", "CSeq", "Call-ID", "Via"})
    EXPECT_TRUE(lists(m, 0, std::string("The header ") + name + " is missing")) << list(m);
  EXPECT_TRUE(lists(m, 16, "The To of a response has no tag"));
  EXPECT_FALSE(lists(m, 0, "Max-Forwards"));
}

TEST(SipMessage, OctetsOfTheHead) {
  const auto at = options("").size() - 2;
  EXPECT_EQ(list(read_datagram(options("X: a\nY: b\r\n"))),
            std::to_string(at + 4) + ": A line ends in LF without CR.\n");
  EXPECT_EQ(list(read_datagram(options("X: a\rb\r\n"))), std::to_string(at + 4) + ": CR stands without LF.\n");
  EXPECT_EQ(list(read_datagram(options(std::string("X: a\0b\r\n", 8)))),
            std::to_string(at + 4) + ": A control character.\n");
  EXPECT_EQ(list(read_datagram(options("X: \"\\\x01\"\r\n"))), "");
  EXPECT_EQ(list(read_datagram(options("X: \xff\xfe\r\n"))), std::to_string(at + 3) + ": An octet that is no UTF-8.\n");
  EXPECT_EQ(list(read_datagram(options("X Y: b\r\n"))), std::to_string(at) + ": The header's name is no token.\n");
}

TEST(SipMessage, BodiesOfDatagrams) {
  const Message less = read_datagram(options("Content-Type: a/b\r\nContent-Length: 3\r\n") + "hello");
  EXPECT_EQ(less.body + "|" + less.trailing, "hel|lo");
  const Message none = read_datagram(options("Content-Type: a/b\r\n") + "hello");
  EXPECT_EQ(none.body, "hello");
  EXPECT_EQ(list(none), "");
  const Message twice = read_datagram(options("l: 5\r\nContent-Length: 5\r\n") + "hello");
  EXPECT_EQ(twice.body, "hello");
  EXPECT_EQ(twice.violations.size(), 2u) << list(twice);  // twice, and no Content-Type
  const Message huge = read_datagram(options("l: 99999999999999999999\r\n") + "hello");
  EXPECT_EQ(huge.body, "hello");
  EXPECT_FALSE(huge.violations.empty());
}

TEST(SipMessage, OddDatagrams) {
  EXPECT_EQ(read_datagram("\r\n\r\n").type, MessageType::keep_alive);
  EXPECT_EQ(read_datagram("").type, MessageType::unreadable);
  EXPECT_FALSE(read_datagram("").violations.empty());
  EXPECT_EQ(read_datagram(std::string("\0\1\2", 3)).type, MessageType::unreadable);
  const Message late = read_datagram("\r\n" + options(""));
  EXPECT_EQ(late.method, "OPTIONS");
  EXPECT_EQ(late.headers[0].offset, 37u);
  EXPECT_TRUE(lists(late, 0, "before the start line"));
  EXPECT_TRUE(lists(read_datagram("OPTIONS sip:a SIP/2.0\r\nX: y"), 27, "No empty line"));
}

TEST(SipMessage, TheListOfViolationsIsBounded) {
  const Message m = read_datagram(options(Bytes(10000, ':')));
  EXPECT_LE(m.violations.size(), kMaximumViolations);
  std::string many;
  for (int i = 0; i < 1000; ++i) many += "X\r\n";
  const Message lines = read_datagram(options(many));
  EXPECT_EQ(lines.violations.size(), kMaximumViolations);
  EXPECT_EQ(lines.headers.size(), 1006u);
  EXPECT_NE(list(lines).find("not listed"), std::string::npos);
}

TEST(SipMessage, ValuesOverAllInstances) {
  const Message m =
      read_datagram(options("Route: <sip:p1;lr>, <sip:p2;lr>\r\nRoute: <sip:p3;lr>\r\nRoute: sip:p4\r\n"
                            "Contact: *, <sip:a@b>\r\nWWW-Authenticate: Digest nonce=\"1\"\r\n"
                            "WWW-Authenticate: Other a=b\r\nSecurity-Client: tls, digest\r\n"));
  EXPECT_EQ(addresses(m, "Route").size(), 4u);
  EXPECT_EQ(authentications(m, "WWW-Authenticate").at(1).scheme, "Other");
  EXPECT_EQ(security_mechanisms(m, "security-client").size(), 2u);
  EXPECT_TRUE(lists(m, m.headers[8].value_offset + 1, "Route: A route does not stand in <>.")) << list(m);
  EXPECT_TRUE(lists(m, m.headers[9].value_offset + 1, "Contact: The \"*\" is not alone.")) << list(m);
  EXPECT_EQ(address(m, "Reply-To").raw, "");
}

}  // namespace
}  // namespace message_test
}  // namespace assay::sip
