// Streams and datagrams of SIP as items: kinds, what came before, borders, layers and offsets.
#include <gtest/gtest.h>

#include "protocol/sip/exchange_test.hpp"

namespace assay::protocol::sip {
namespace decoder_tests {

using namespace exchange;

std::vector<Item> stream(const Texts& pieces) {
  const auto decoder = make_stream_decoder();
  std::vector<Item> out;
  for (const auto& piece : pieces)
    for (auto& item : decoder->feed(piece, false)) out.push_back(std::move(item));
  return out;
}

std::vector<Item> datagrams(const Texts& all) {
  const auto decoder = make_datagram_decoder();
  std::vector<Item> out;
  for (const auto& one : all)
    for (auto& item : decoder->feed(one, false)) out.push_back(std::move(item));
  return out;
}

TEST(SipItems, RequestsFinalAndProvisionalResponsesAreThreeKinds) {
  const Texts all{request("MESSAGE", "a", "1"), response("100 Trying", "MESSAGE", "a", "1"),
                  response("199 Early", "MESSAGE", "a", "1"), response("200 OK", "MESSAGE", "a", "1")};
  const Texts wanted{"sip.request", "sip.provisional", "sip.provisional", "sip.response"};
  EXPECT_EQ(kinds(stream(all)), wanted);
  EXPECT_EQ(kinds(datagrams(all)), wanted);
}

TEST(SipItems, WhatIsNoMessageIsUnreadableAndKept) {
  const std::string garbage = "\x16\x03\x01 hello\r\n\r\n";
  for (const auto& items : {stream({garbage}), datagrams({garbage})}) {
    ASSERT_EQ(kinds(items), Texts{"sip.unreadable"});
    EXPECT_EQ(items[0].octets, garbage);
    EXPECT_FALSE(items[0].identified) << "it names nothing that it would belong to";
  }
  EXPECT_TRUE(stream({request("MESSAGE", "a", "1")})[0].identified);
}

TEST(SipItems, LineEndsBetweenMessagesAreOneKeepAlive) {
  const auto items = stream({"\r\n\r\n", request("MESSAGE", "a", "1"), "\r\n"});
  EXPECT_EQ(kinds(items), (Texts{"sip.keep-alive", "sip.request", "sip.keep-alive"}));
  EXPECT_EQ(kinds(datagrams({"\r\n\r\n"})), Texts{"sip.keep-alive"});
}

TEST(SipItems, AKeepAliveStandsInTheReadThatEndedIt) {
  const auto decoder = make_stream_decoder();
  EXPECT_TRUE(decoder->feed("\r", false).empty()) << "half of one is none";
  const auto items = decoder->feed("\n", false);
  ASSERT_EQ(items.size(), 1U);
  EXPECT_EQ(items[0].stream_offset, 1U);
}

TEST(SipItems, TheSameBranchNumberAndBodyAreARetransmission) {
  const std::string once = request("MESSAGE", "a", "1", {}, "hello");
  EXPECT_EQ(kinds(datagrams({once, once})), (Texts{"sip.request", "sip.repeated"}));
  EXPECT_EQ(kinds(stream({once + once})), (Texts{"sip.request", "sip.repeated"}));
  const std::string answer = response("200 OK", "MESSAGE", "a", "1");
  EXPECT_EQ(kinds(datagrams({answer, answer})), (Texts{"sip.response", "sip.repeated"}));
}

TEST(SipItems, AnotherBranchNumberBodyOrCodeIsNone) {
  const std::string once = request("MESSAGE", "a", "1", {}, "hello");
  for (const auto& other : {request("MESSAGE", "b", "1", {}, "hello"), request("MESSAGE", "a", "2", {}, "hello"),
                            request("MESSAGE", "a", "1", {}, "hallo"), request("INFO", "a", "1", {}, "hello")})
    EXPECT_EQ(kinds(datagrams({once, other})), (Texts{"sip.request", "sip.request"})) << other;
  EXPECT_EQ(kinds(datagrams({response("401 No", "MESSAGE", "a", "1"), response("200 OK", "MESSAGE", "a", "1")})),
            (Texts{"sip.response", "sip.response"}));
}

TEST(SipItems, AProvisionalResponseMayComeAgain) {
  const std::string trying = response("100 Trying", "MESSAGE", "a", "1");
  EXPECT_EQ(kinds(datagrams({trying, trying})), (Texts{"sip.provisional", "sip.provisional"}));
}

TEST(SipItems, ANumberThatAnotherRequestHadIsUsed) {
  const auto items = datagrams({request("MESSAGE", "a", "1"), request("MESSAGE", "b", "1"),
                                request("MESSAGE", "c", "2"), request("MESSAGE", "c", "2")});
  ASSERT_EQ(items.size(), 4U);
  EXPECT_EQ(field(items[0], "sequence"), "new");
  EXPECT_EQ(field(items[1], "sequence"), "used");
  EXPECT_EQ(field(items[2], "sequence"), "new");
  EXPECT_EQ(field(items[3], "sequence"), "-") << "a retransmission is no request of its own";
  EXPECT_EQ(field(datagrams({response("200 OK", "MESSAGE", "a", "1")})[0], "sequence"), "-");
}

TEST(SipItems, AcknowledgingAndCancellingTakeTheNumberOfTheirRequest) {
  const auto items = datagrams(
      {request("INVITE", "a", "7"), request("ACK", "b", "7"), request("CANCEL", "a", "7"), request("ACK", "c", "7")});
  ASSERT_EQ(items.size(), 4U);
  for (const auto& item : items) EXPECT_EQ(field(item, "sequence"), "new") << item.octets;
}

TEST(SipItems, EachMessageStandsAtItsOffsetWhereverReadsEnd) {
  const std::string one = request("MESSAGE", "a", "1", {}, "hello"), two = response("200 OK", "MESSAGE", "a", "1");
  const std::string all = one + two;
  for (std::size_t cut = 1; cut < all.size(); cut += 7) {
    const auto items = stream({all.substr(0, cut), all.substr(cut)});
    ASSERT_EQ(kinds(items), (Texts{"sip.request", "sip.response"})) << cut;
    EXPECT_EQ(items[0].stream_offset, 0U);
    EXPECT_EQ(items[0].octets, one);
    EXPECT_EQ(items[1].stream_offset, one.size());
    EXPECT_EQ(items[1].octets, two);
  }
  const auto items = datagrams({one, two});
  EXPECT_EQ(items[1].stream_offset, one.size());
}

TEST(SipItems, WhatHasBegunIsPendingInAStreamAndNeverInDatagrams) {
  const auto decoder = make_stream_decoder();
  decoder->feed("MESSAGE sip:b", false);
  EXPECT_EQ(decoder->pending(), "MESSAGE sip:b");
  const auto other = make_datagram_decoder();
  EXPECT_EQ(other->feed("MESSAGE sip:b", false).size(), 1U);
  EXPECT_EQ(other->pending(), "");
}

TEST(SipItems, HalfAMessageInClearIsNeverTheBeginningOfWhatIsProtected) {
  const auto decoder = make_stream_decoder();
  const std::string whole = request("MESSAGE", "a", "1"), inside = request("MESSAGE", "b", "2");
  decoder->feed(whole.substr(0, 20), false);
  EXPECT_TRUE(decoder->feed(whole.substr(20, 5), true).empty());
  EXPECT_EQ(decoder->pending(), whole.substr(20, 5));
  const auto fresh = make_stream_decoder();
  fresh->feed(whole.substr(0, 20), false);
  const auto items = fresh->feed(inside, true);
  ASSERT_EQ(kinds(items), Texts{"sip.request"});
  EXPECT_EQ(items[0].octets, inside);
  EXPECT_EQ(items[0].stream_offset, 20U) << "of all that came, not of what is protected";
}

TEST(SipItems, WhatWasSeenInClearIsSeenAgainUnderProtection) {
  const auto decoder = make_stream_decoder();
  const std::string once = request("MESSAGE", "a", "1");
  decoder->feed(once, false);
  EXPECT_EQ(kinds(decoder->feed(once, true)), Texts{"sip.repeated"});
}

}  // namespace decoder_tests
}  // namespace assay::protocol::sip
