// Record protection by hand: a published trace, OpenSSL as second opinion, and what must not open.
#include "tls/record_protection.hpp"

#include <gtest/gtest.h>

#include "base/text.hpp"
#include "tls/inner_messages.hpp"

namespace assay::tls {
namespace {
namespace record_protection_test {

using namespace std::string_literals;

Bytes hex(std::string_view digits) { return hex_decode(digits).value(); }

RawRecord record_of(const Bytes& octets) { return RecordReader().feed(octets).at(0); }

RawRecord empty_record(int type) { return {type, 0x0303, Bytes(8, 'n'), 0}; }

RecordKeys old_keys() { return {Bytes(16, 'k'), Bytes(4, 's')}; }

}  // namespace record_protection_test

using namespace record_protection_test;

// RFC 8448 clause 3, "{client} derive write traffic keys for application data" and the record after it.
TEST(TlsRecordProtection, DerivesTheKeysOfThePublishedTrace) {
  const auto keys = traffic_keys(hex("9e40646ce79a7f9dc05af8889bce6552875afa0b06df0087f792ebb7c17504a5"));
  EXPECT_EQ(hex_encode(keys.key), "17422dda596ed5d9acd890e3c63f5051");
  EXPECT_EQ(hex_encode(keys.iv), "5b78923dee08579033e523d9");
}

// RFC 8448 clause 3, "{client} send alert record": sequence number 1 of the client's application data.
TEST(TlsRecordProtection, OpensARecordOfThePublishedTrace) {
  RecordProtection protection(traffic_keys(hex("9e40646ce79a7f9dc05af8889bce6552875afa0b06df0087f792ebb7c17504a5")), 0);
  const auto record = record_of(hex("1703030013c9872760655666b74d7ff1153efd6db6d0b0e3"));
  EXPECT_FALSE(protection.open(record));
  protection.skip();
  const auto plain = protection.open(record);
  ASSERT_TRUE(plain);
  EXPECT_EQ(*plain, "\x01\0\x15"s);
  EXPECT_EQ(inner_content(*plain).size, 2u);
  EXPECT_EQ(inner_content(*plain).type, 21);
  EXPECT_EQ(write(protection.seal(record, *plain)), write(record));
}

TEST(TlsRecordProtection, OpensWhatItSealedAndNothingAltered) {
  for (const auto& keys : {traffic_keys(Bytes(32, 'a')), traffic_keys(Bytes(48, 'b')), old_keys()}) {
    const RecordProtection protection(keys, 7);
    const auto sealed = protection.seal(empty_record(23), "content");
    EXPECT_EQ(protection.open(sealed), "content");
    for (std::size_t at = 0; at < sealed.fragment.size(); ++at) {
      auto altered = sealed;
      altered.fragment[at] = static_cast<char>(altered.fragment[at] ^ 1);
      EXPECT_FALSE(protection.open(altered)) << at;
      EXPECT_TRUE(protection.open_unchecked(altered)) << at;
    }
    EXPECT_FALSE(RecordProtection(keys, 8).open(sealed));
  }
}

TEST(TlsRecordProtection, ReadsAlteredTextOnlyWhereNobodyChecks) {
  for (const auto& keys : {traffic_keys(Bytes(32, 'a')), old_keys()}) {
    const RecordProtection protection(keys, 0);
    auto sealed = protection.seal(empty_record(23), "a NOOP");
    const std::size_t first = sealed.fragment.size() - 16 - 6;
    sealed.fragment[first] = static_cast<char>(sealed.fragment[first] ^ ('a' ^ 'b'));
    EXPECT_EQ(protection.open_unchecked(sealed), "b NOOP");
    EXPECT_FALSE(protection.open(sealed));
  }
}

TEST(TlsRecordProtection, FindsNothingInRecordsWithoutRoomForATag) {
  for (std::size_t size = 0; size <= 16; ++size) {
    EXPECT_FALSE(RecordProtection(traffic_keys(Bytes(32, 'a')), 0).open({23, 0x0303, Bytes(size, 'x'), 0}));
    EXPECT_FALSE(RecordProtection(old_keys(), 0).open_unchecked({23, 0x0303, Bytes(size + 8, 'x'), 0}));
  }
}

TEST(TlsInnerMessages, ContentEndsBeforeItsTypeAndThePadding) {
  EXPECT_EQ(inner_content("abc\x16\0\0"s).size, 3u);
  EXPECT_EQ(inner_content("abc\x16\0\0"s).type, 22);
  EXPECT_EQ(inner_content("\0\0"s).type, 0);
  EXPECT_EQ(inner_content("").size, 0u);
}

TEST(TlsInnerMessages, TheFinishedIsFoundAcrossRecords) {
  const Bytes certificate =
      "\x0b\0\0\x06"
      "\x14\0\0\x02xy"s;  // what looks like a Finished is inside it
  const Bytes finished =
      "\x14\0\0\x02"
      "ok"s;
  EXPECT_EQ(FinishedFinder().find(certificate + finished), certificate.size() + 4);
  FinishedFinder finder;
  EXPECT_FALSE(finder.find(ByteView(certificate).substr(0, 6)));
  EXPECT_EQ(finder.find(certificate.substr(6) + finished), certificate.size() - 6 + 4);
  EXPECT_FALSE(
      FinishedFinder().find("\x14\0\0\x09"
                            "ok"s));
  EXPECT_FALSE(FinishedFinder().find("\x14\0"s));
}

}  // namespace
}  // namespace assay::tls
