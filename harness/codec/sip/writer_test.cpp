// What is written is what was given, and a response copies what RFC 3261 8.2.6 says.
#include "codec/sip/writer.hpp"

#include <gtest/gtest.h>

namespace assay::sip {
namespace writer_test {
namespace {

TEST(SipWriter, OctetsAsGiven) {
  Draft draft;
  draft.start_line = request_line("MESSAGE", "sip:b@example.com");
  draft.headers = {
      {"To", "<sip:b@example.com>"}, {"l", "99", ":", "\n"}, {"", Bytes("a\0b", 3), "", ""}, {"To", "x", " : "}};
  draft.body = "hi";
  EXPECT_EQ(to_octets(draft), "MESSAGE sip:b@example.com SIP/2.0\r\nTo: <sip:b@example.com>\r\nl:99\n" +
                                  Bytes("a\0bTo : x\r\n\r\nhi", 15));
  draft.start_line_end = "\n";
  draft.head_end = "";
  draft.headers.clear();
  add_content_length(draft);
  EXPECT_EQ(to_octets(draft), "MESSAGE sip:b@example.com SIP/2.0\nContent-Length: 2\r\nhi");
}

Message request(const std::string& to) {
  return read_datagram(
      "MESSAGE sip:b@example.com SIP/2.0\r\nv: SIP/2.0/UDP  p;branch=1 ,\r\n SIP/2.0/UDP q\r\n"
      "From: \"A\"<sip:a@example.com>;tag=1\r\nTimestamp: 54\r\nt: " +
      to + "\r\nSubject: no\r\nVia: SIP/2.0/TCP r\r\ni: x\r\nCSeq: 0007  MESSAGE\r\n\r\n");
}

TEST(SipWriter, ResponseCopiesInOrder) {
  EXPECT_EQ(to_octets(make_response(request("<sip:b@example.com>"), 401, "Unauthorized", "t2")),
            "SIP/2.0 401 Unauthorized\r\nVia: SIP/2.0/UDP  p;branch=1 ,\r\n SIP/2.0/UDP q\r\n"
            "From: \"A\"<sip:a@example.com>;tag=1\r\nTo: <sip:b@example.com>;tag=t2\r\nVia: SIP/2.0/TCP r\r\n"
            "Call-ID: x\r\nCSeq: 0007  MESSAGE\r\n\r\n");
}

TEST(SipWriter, TagsAreAddedOnlyWhereThereIsNone) {
  const auto to = [](const Message& message, std::string_view tag) {
    for (const auto& header : make_response(message, 200, "OK", tag).headers)
      if (header.name == "To") return header.value;
    return Bytes("missing");
  };
  EXPECT_EQ(to(request("<sip:b@example.com>;tag=old"), "new"), "<sip:b@example.com>;tag=old");
  EXPECT_EQ(to(request("<sip:b@example.com;tag=of-uri>"), "new"), "<sip:b@example.com;tag=of-uri>;tag=new");
  EXPECT_EQ(to(request("sip:b@example.com"), ""), "sip:b@example.com");
  EXPECT_EQ(to(read_datagram("MESSAGE sip:b SIP/2.0\r\n\r\n"), "new"), "missing");
}

TEST(SipWriter, TryingCopiesTheTimestamp) {
  const auto count = [](int code) {
    return make_response(request("<sip:b@example.com>"), code, "", "").headers.size();
  };
  EXPECT_EQ(count(100), count(200) + 1);
}

TEST(SipWriter, WhatIsWrittenIsReadAsItWas) {
  Draft draft = make_response(request("<sip:b@example.com>"), 200, "OK", "t");
  draft.headers.push_back({"Content-Type", "text/plain"});
  draft.body = Bytes("\0\r\n\r\n", 5);
  add_content_length(draft);
  const Message message = read_datagram(to_octets(draft));
  EXPECT_TRUE(message.violations.empty());
  EXPECT_EQ(message.body, draft.body);
  EXPECT_EQ(vias(message).size(), 3u);
  EXPECT_EQ(address(message, "To").tag(), "t");
}

}  // namespace
}  // namespace writer_test
}  // namespace assay::sip
