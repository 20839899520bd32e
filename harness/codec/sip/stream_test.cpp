// Streams: messages do not depend on the pieces, no octet is lost, and excess is bounded.
#include <gtest/gtest.h>

#include "base/text.hpp"
#include "codec/sip/conservation.hpp"

namespace assay::sip {
namespace stream_test {
namespace {

using conservation::read_stream;
using conservation::Reading;

constexpr StreamLimits kSmall{400, 20};

Bytes message(const std::string& more, const std::string& body = {}) {
  return "MESSAGE sip:b@example.com SIP/2.0\r\nVia: SIP/2.0/TCP a;branch=z9hG4bK1\r\nMax-Forwards: 70\r\n"
         "From: <sip:a@example.com>;tag=1\r\nTo: <sip:b@example.com>\r\nCall-ID: x\r\nCSeq: 1 MESSAGE\r\n" +
         more + "\r\n" + body;
}

Bytes whole(const std::string& body) {
  return message("Content-Type: a/b\r\nContent-Length: " + std::to_string(body.size()) + "\r\n", body);
}

TEST(SipStream, OneAfterTheOther) {
  StreamDecoder decoder;
  const auto messages = decoder.feed(whole("hello") + "\r\n\r\n" + whole("\r\n\r\nyou") + "\r\n" + whole("x"));
  ASSERT_EQ(messages.size(), 3u);
  EXPECT_EQ(messages[0].body, "hello");
  EXPECT_EQ(messages[1].body, "\r\n\r\nyou");
  EXPECT_EQ(messages[1].stream_offset, whole("hello").size() + 4);
  for (const auto& m : messages) EXPECT_TRUE(m.violations.empty());
  EXPECT_EQ(decoder.keep_alives().count, 3u);
  EXPECT_EQ(decoder.keep_alives().octets, 6u);
  EXPECT_TRUE(decoder.pending().empty());
}

TEST(SipStream, PendingIsTheWholeOfWhatHasBegun) {
  StreamDecoder decoder;
  const Bytes octets = whole("hello");
  EXPECT_TRUE(decoder.feed(octets.substr(0, octets.size() - 1)).empty());
  EXPECT_EQ(decoder.pending(), octets.substr(0, octets.size() - 1));
  EXPECT_EQ(decoder.feed("o").size(), 1u);
  EXPECT_TRUE(decoder.feed("\r").empty());
  EXPECT_EQ(decoder.pending(), "\r");
  EXPECT_EQ(decoder.keep_alives().count, 0u);
}

TEST(SipStream, WithoutContentLengthThereIsNoBody) {
  StreamDecoder decoder;
  const auto messages = decoder.feed(message("") + whole("x"));
  ASSERT_EQ(messages.size(), 2u);
  EXPECT_EQ(messages[0].violations.at(0).what.find("The header Content-Length is missing"), 0u);
  EXPECT_FALSE(decoder.given_up());
}

TEST(SipStream, ContentLengthWithoutMeaningEndsTheStream) {
  for (const char* header :
       {"Content-Length: -1\r\n", "l: five\r\n", "l: 1\r\nl: 2\r\n", "l:\r\n", "l: 99999999999999999999\r\n"}) {
    StreamDecoder decoder;
    const auto messages = decoder.feed(message(header) + whole("x"));
    ASSERT_EQ(messages.size(), 1u) << header;
    EXPECT_EQ(messages[0].type, MessageType::request);
    EXPECT_TRUE(decoder.given_up());
    EXPECT_EQ(decoder.skipped(), whole("x").size());
    EXPECT_TRUE(decoder.feed(whole("y")).empty());
    EXPECT_TRUE(decoder.pending().empty());
  }
}

TEST(SipStream, BodyInExcessIsSkipped) {
  StreamDecoder decoder(kSmall);
  const auto messages = decoder.feed(whole(Bytes(21, 'x')) + whole(Bytes(20, 'y')));
  ASSERT_EQ(messages.size(), 2u);
  EXPECT_EQ(messages[0].type, MessageType::unreadable);
  EXPECT_EQ(messages[0].method, "MESSAGE");
  EXPECT_EQ(messages[0].violations.back().what.find("The body is larger"), 0u);
  EXPECT_EQ(decoder.skipped(), 21u);
  EXPECT_EQ(messages[1].body, Bytes(20, 'y'));
}

TEST(SipStream, HeadInExcessEndsTheStream) {
  StreamDecoder decoder(kSmall);
  const auto messages = decoder.feed(message("X: " + Bytes(500, 'x') + "\r\n") + whole("y"));
  ASSERT_EQ(messages.size(), 1u);
  EXPECT_EQ(messages[0].type, MessageType::unreadable);
  EXPECT_EQ(messages[0].raw.size(), kSmall.head);
  EXPECT_EQ(messages[0].value("Call-ID"), "x");
  EXPECT_TRUE(decoder.given_up());
}

TEST(SipStream, MemoryIsBoundedWhateverComes) {
  StreamDecoder decoder;
  for (int i = 0; i < 100; ++i) {
    decoder.feed(Bytes(10000, 'x'));
    ASSERT_LE(decoder.pending().size(), StreamLimits().head);
  }
  EXPECT_TRUE(decoder.given_up());
  EXPECT_EQ(decoder.skipped(), 1000000 - StreamLimits().head);
}

TEST(SipStream, PiecesDoNotMatterAndNothingIsLost) {
  const Bytes inputs[] = {
      "\r\n\n\r" + whole("hello") + "\r\n\r\n" + message("") + whole("\n\n"),
      whole(Bytes(21, 'x')) + "\r\n" + whole("y") + message("l: no\r\n") + "rest",
      message("X: " + Bytes(500, 'x') + "\r\n") + whole("y"),
      "garbage\n\nmore\r\n\n" + whole("z"),
      Bytes(400, 'x') + "\n\n",
      Bytes(398, 'x') + "\n\n" + whole("z"),
      Bytes(397, 'x') + "\n\r\n" + whole("z"),
      Bytes(398, 'x') + "\n\r\n" + whole("z"),
  };
  for (const auto& input : inputs) {
    const Reading all = read_stream(kSmall, input, {});
    EXPECT_EQ(conservation::complaint(input, all), "") << escape(input);
    for (std::size_t size : {1, 2, 3, 7, 64}) {
      const Reading pieces = read_stream(kSmall, input, {size});
      EXPECT_EQ(conservation::complaint(input, pieces), "") << escape(input);
      EXPECT_EQ(pieces.messages, all.messages) << size << " " << escape(input);
    }
  }
}

}  // namespace
}  // namespace stream_test
}  // namespace assay::sip
