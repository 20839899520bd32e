// Records, hellos, alerts and suites; what real TLS makes of the ClientHello is tested beside the engine.
#include "codec/tls/hello.hpp"

#include <gtest/gtest.h>

namespace assay::tls {
namespace {
namespace hello_test {

using namespace std::string_literals;

// RFC 5246 7.4.1.3: type, length, version, random, session id, suite, compression.
Bytes server_hello_message(const Bytes& extensions) {
  const Bytes body = "\x03\x03"s + Bytes(32, 'r') + "\x02id"s + "\xC0\x2B"s + "\0"s + extensions;
  return "\x02\0\0"s + static_cast<char>(body.size()) + body;
}

}  // namespace hello_test

using namespace hello_test;

TEST(TlsRecordReader, GivesRecordsWithTheirOffsetsHoweverTheStreamIsCut) {
  const Bytes stream = "\x15\x03\x03\0\x02\x02\x28"s + "\x16\x03\x01\0\0"s + "\x17\x03\x03\0\x03" "abc"s + "\x17\x03"s;
  for (std::size_t piece = 1; piece <= stream.size(); ++piece) {
    RecordReader reader;
    std::vector<RawRecord> records;
    for (std::size_t at = 0; at < stream.size(); at += piece) {
      for (auto& record : reader.feed(ByteView(stream).substr(at, piece))) records.push_back(record);
    }
    ASSERT_EQ(records.size(), 3u) << piece;
    EXPECT_EQ(records[0].fragment, "\x02\x28");
    EXPECT_EQ(records[1].version, 0x0301);
    EXPECT_EQ(records[1].offset, 7u);
    EXPECT_EQ(records[2].type, 23);
    EXPECT_EQ(records[2].offset, 12u);
    EXPECT_EQ(reader.pending(), "\x17\x03");
    EXPECT_FALSE(reader.garbage());
  }
}

TEST(TlsRecordReader, SaysWhereGarbageBeginsAndKeepsNoMoreOfIt) {
  RecordReader reader;
  EXPECT_EQ(reader.feed("\x15\x03\x03\0\x02\x01\0* OK hello"s).size(), 1u);
  EXPECT_TRUE(reader.garbage());
  EXPECT_EQ(reader.pending(), "* OK hello");
  EXPECT_TRUE(reader.feed(Bytes(100000, 'x')).empty());
  EXPECT_EQ(reader.pending().size(), 10u);
  RecordReader other;
  other.feed("\x16");
  EXPECT_FALSE(other.garbage());
  other.feed("\x02");
  EXPECT_TRUE(other.garbage());
}

TEST(TlsServerHello, GivesVersionAndSuite) {
  const auto hello = read_server_hello(server_hello_message({}));
  ASSERT_TRUE(hello);
  EXPECT_EQ(hello->version, 0x0303);
  EXPECT_EQ(suite_name(hello->suite), "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256");
}

TEST(TlsServerHello, TheExtensionTellsTheVersionOfTls13) {
  const auto hello = read_server_hello(server_hello_message("\0\x0a\0\x17\0\0\0\x2b\0\x02\x03\x04"s));
  ASSERT_TRUE(hello);
  EXPECT_EQ(hello->version, 0x0304);
}

TEST(TlsServerHello, ComesBehindOtherMessagesAndOnlyWhole) {
  const Bytes message = server_hello_message({});
  EXPECT_TRUE(read_server_hello("\0\0\0\0"s + message));  // HelloRequest first
  for (std::size_t size = 0; size < message.size(); ++size) {
    EXPECT_FALSE(read_server_hello(ByteView(message).substr(0, size))) << size;
  }
  EXPECT_FALSE(read_server_hello("\x02\0\0\x02\x03\x03"s));  // whole, and too short for what it must hold
}

TEST(TlsAlertOnTheWire, HasALevelACodeAndAName) {
  const auto alert = read_alert("\x02\x14"s);
  ASSERT_TRUE(alert);
  EXPECT_EQ(alert->level, 2);
  EXPECT_EQ(alert_name(alert->code), "bad_record_mac");
  EXPECT_EQ(alert_name(116), "certificate_required");
  EXPECT_EQ(alert_name(200), "alert_200");
  EXPECT_FALSE(read_alert("\x02"s));
  EXPECT_FALSE(read_alert("\x02\x14\0"s));
}

TEST(TlsSuites, HaveNamesAndNumbersBothWays) {
  const std::pair<int, const char*> some[] = {{0x0001, "TLS_RSA_WITH_NULL_MD5"},
                                              {0x0003, "TLS_RSA_EXPORT_WITH_RC4_40_MD5"},
                                              {0x0019, "TLS_DH_anon_EXPORT_WITH_DES40_CBC_SHA"},
                                              {0x008c, "TLS_PSK_WITH_AES_128_CBC_SHA"},
                                              {0xc010, "TLS_ECDHE_RSA_WITH_NULL_SHA"},
                                              {0x1305, "TLS_AES_128_CCM_8_SHA256"}};
  for (const auto& [number, name] : some) {
    EXPECT_EQ(suite_number(name), number);
    EXPECT_EQ(suite_name(static_cast<std::uint16_t>(number)), name);
  }
  EXPECT_EQ(suite_name(0xfafa), "0xfafa");
  EXPECT_FALSE(suite_number("TLS_NO_SUCH_SUITE"));
}

TEST(TlsSuites, EveryNumberOfTheTableIsFoundAgain) {
  int known = 0;
  for (int number = 0; number <= 0xffff; ++number) {
    const auto name = suite_name(static_cast<std::uint16_t>(number));
    if (name[0] == '0') continue;
    ++known;
    EXPECT_EQ(suite_number(name), number) << name;
  }
  EXPECT_GT(known, 200);
}

TEST(TlsClientHello, IsOneRecordAndOffersTheGivenSuitesOnly) {
  ClientHello hello;
  hello.suites = {0x0003, 0x0006};
  hello.random = Bytes(32, 'R');
  RecordReader reader;
  const auto records = reader.feed(write(hello));
  ASSERT_EQ(records.size(), 1u);
  EXPECT_TRUE(reader.pending().empty());
  const ByteView message = records[0].fragment;
  EXPECT_EQ(message.substr(4, 2), "\x03\x03");
  EXPECT_EQ(message.substr(6, 32), hello.random);
  EXPECT_EQ(message.substr(38, 9), "\0\0\x04\0\x03\0\x06\x01\0"s);
}

TEST(TlsClientHello, OfOldVersionsLeavesOutWhatTheyDidNotKnow) {
  ClientHello hello;
  hello.suites = {0x000a};
  hello.version = 0x0300;
  EXPECT_EQ(write(hello).size(), 5u + 4 + 2 + 32 + 1 + 2 + 2 + 2);
  EXPECT_EQ(write(hello).substr(1, 2), "\x03\0"s);
  hello.version = 0x0301;
  EXPECT_EQ(write(hello).find("\0\x0d\0"s), Bytes::npos);
  hello.version = 0x0303;
  EXPECT_NE(write(hello).find("\0\x0d\0"s), Bytes::npos);
}

}  // namespace
}  // namespace assay::tls
