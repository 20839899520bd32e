// What is read from a ClientHello: whole ones, broken ones, ones with numbers that nobody knows.
#include "codec/tls/offer.hpp"

#include <gtest/gtest.h>

#include "codec/tls/hello.hpp"

namespace assay::tls {
namespace {
namespace offer_test {

using namespace std::string_literals;

Bytes handshake(const ClientHello& hello) { return RecordReader().feed(write(hello)).at(0).fragment; }

ClientHello hello_with(std::vector<std::uint16_t> suites, int version = 0x0303) {
  ClientHello hello;
  hello.version = version;
  hello.suites = std::move(suites);
  hello.server_name = "store.example";
  return hello;
}

// RFC 8446 4.1.2 with these extensions; the list claims `claimed` octets, or as many as there are.
Bytes message(const Bytes& extensions, int claimed = -1) {
  const auto size = claimed < 0 ? extensions.size() : static_cast<std::size_t>(claimed);
  const Bytes body = "\x03\x03"s + Bytes(32, 'r') + "\0\0\x02\x13\x01\x01\0\0"s + static_cast<char>(size) + extensions;
  return "\x01\0\0"s + static_cast<char>(body.size()) + body;
}

}  // namespace offer_test

using namespace offer_test;

TEST(TlsOffer, GivesSuitesVersionsAndName) {
  const auto offer = read_client_hello(handshake(hello_with({0xc02b, 0x0003, 0xfafa})));
  ASSERT_TRUE(offer);
  EXPECT_EQ(offer->suites, (std::vector<std::uint16_t>{0xc02b, 0x0003, 0xfafa}));
  EXPECT_EQ(offer->versions, std::vector<int>{0x0303});
  EXPECT_EQ(offer->server_name, "store.example");
  EXPECT_EQ(weak_kinds(*offer), std::vector<std::string>{"export"});
}

TEST(TlsOffer, TheExtensionOutweighsTheLegacyVersion) {
  const auto both = read_client_hello(handshake(hello_with({0x1301, 0xc02b}, 0x0304)));
  EXPECT_EQ(both->versions, (std::vector<int>{0x0304, 0x0303}));
  const auto strange = read_client_hello(message("\0\x2b\0\x05\x04\x7a\x7a\x03\x02"s));
  ASSERT_TRUE(strange);
  EXPECT_EQ(strange->versions, (std::vector<int>{0x7a7a, 0x0302}));
  EXPECT_EQ(highest_version(*strange), 0x0302);
  EXPECT_EQ(version_name(0x7a7a), "0x7a7a");
  EXPECT_EQ(version_name(0x0302), "TLSv1.1");
}

TEST(TlsOffer, KnowsAHelloOfSsl3WithoutExtensions) {
  const auto offer = read_client_hello(handshake(hello_with({0x000a}, 0x0300)));
  ASSERT_TRUE(offer);
  EXPECT_EQ(version_name(highest_version(*offer)), "SSLv3");
  EXPECT_EQ(offer->server_name, "");
}

TEST(TlsOffer, EveryWeakKindIsTold) {
  EXPECT_EQ(weak_kinds(*read_client_hello(handshake(hello_with({0x0017, 0xc006})))),
            (std::vector<std::string>{"null", "anonymous", "export"}));
  EXPECT_TRUE(weak_kinds(*read_client_hello(handshake(hello_with({0xc02b, 0x5600, 0x00ff})))).empty());
}

TEST(TlsOffer, ComesOnlyWhole) {
  const Bytes whole = handshake(hello_with({0xc02b}));
  for (std::size_t size = 0; size < whole.size(); ++size) {
    EXPECT_FALSE(read_client_hello(ByteView(whole).substr(0, size))) << size;
  }
  EXPECT_TRUE(read_client_hello("\0\0\0\0"s + whole));
  EXPECT_FALSE(read_client_hello("\x02"s + whole.substr(1)));
}

TEST(TlsOffer, BrokenExtensionsAreReadAsFarAsTheyGo) {
  const Bytes versions = "\0\x2b\0\x03\x02\x03\x04"s;
  EXPECT_EQ(read_client_hello(message(versions + "\0\0\0\xff"
                                                 "abc"s))
                ->versions,
            std::vector<int>{0x0304});
  EXPECT_EQ(read_client_hello(message(versions, 200))->versions, std::vector<int>{0x0304});
  EXPECT_EQ(read_client_hello(message("\0\0\0\x05\0\x03\0\0\xff"s))->server_name, "");
  EXPECT_FALSE(read_client_hello("\x01\0\0\x28\x03\x03"s + Bytes(32, 'r') + "\0\x40\0\xc0\x2b\x01"s));
}

}  // namespace
}  // namespace assay::tls
