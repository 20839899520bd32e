// The text helpers: RFC 4648 vectors, escaping, and ways there and back.
#include "base/text.hpp"

#include <algorithm>

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace assay {
namespace text_test {
namespace {

using Strings = std::vector<std::string>;

TEST(Text, Base64VectorsOfRfc4648) {
  // RFC 4648 clause 10.
  const std::vector<std::pair<std::string, std::string>> rows{
      {"", ""},           {"f", "Zg=="},         {"fo", "Zm8="},        {"foo", "Zm9v"},
      {"foob", "Zm9vYg=="}, {"fooba", "Zm9vYmE="}, {"foobar", "Zm9vYmFy"},
  };
  for (const auto& [octets, text] : rows) {
    EXPECT_EQ(base64_encode(octets), text);
    EXPECT_EQ(base64_decode(text), octets);
  }
}

TEST(Text, Base64RefusesWhatIsNotBase64) {
  for (const auto* text : {"Zg", "Zg=", "Z===", "=Zg=", "Zg==Zg==", "Zm9v\r\n", "Zm 9", "Zm-_", "Zm9=v", "===="})
    EXPECT_EQ(base64_decode(text), std::nullopt) << text;
}

TEST(Text, HexVectorsOfRfc4648) {
  EXPECT_EQ(hex_encode("foobar"), "666f6f626172");
  EXPECT_EQ(hex_decode("666F6F626172"), "foobar");
  EXPECT_EQ(hex_decode("6"), std::nullopt);
  EXPECT_EQ(hex_decode("6g"), std::nullopt);
}

RC_GTEST_PROP(Text, EncodingsGoThereAndBack, (const std::vector<unsigned char>& numbers)) {
  const Bytes octets(numbers.begin(), numbers.end());
  RC_ASSERT(base64_decode(base64_encode(octets)) == octets);
  RC_ASSERT(hex_decode(hex_encode(octets)) == octets);
  RC_ASSERT(utf8_to_octets(octets_to_utf8(octets)) == octets);
}

TEST(Text, Utf8HoldsTheSameCodePoints) {
  EXPECT_EQ(octets_to_utf8("a\x80\xff"), "a\xc2\x80\xc3\xbf");
  for (const auto* text : {"\xc4\x80", "\x80", "\xc3", "\xc3" "a", "\xc0\x80", "\xe2\x82\xac"})
    EXPECT_EQ(utf8_to_octets(text), std::nullopt) << escape(text);
}

TEST(Text, EscapeNamesWhatCannotBeSeen) {
  EXPECT_EQ(escape("a\\b\r\n\t"), "a\\\\b\\r\\n\\t");
  EXPECT_EQ(escape(Bytes("\0\x1b[31m\x7f\xff", 8)), "\\x00\\x1b[31m\\x7f\\xff");
}

RC_GTEST_PROP(Text, EscapeIsPrintableAndTellsOctetsApart,
              (const std::vector<unsigned char>& a, const std::vector<unsigned char>& b)) {
  const std::string one = escape(Bytes(a.begin(), a.end()));
  RC_ASSERT(std::all_of(one.begin(), one.end(), [](char c) { return c >= 0x20 && c < 0x7f; }));
  RC_ASSERT((one == escape(Bytes(b.begin(), b.end()))) == (a == b));
}

TEST(Text, CaseIsThatOfAscii) {
  EXPECT_EQ(lower("ABz-\xc4"), "abz-\xc4");
  EXPECT_TRUE(equal_ignoring_case("StartTLS", "STARTTLS"));
  EXPECT_FALSE(equal_ignoring_case("a", "ab"));
  EXPECT_FALSE(equal_ignoring_case("[", "{"));
}

TEST(Text, WordsSplitJoinTrim) {
  EXPECT_EQ(words("  a \t b\r\n"), (Strings{"a", "b"}));
  EXPECT_EQ(words(" "), Strings{});
  EXPECT_EQ(split("a,,b,", ','), (Strings{"a", "", "b", ""}));
  EXPECT_EQ(split("", ','), Strings{""});
  EXPECT_EQ(join({"a", "b", "c"}, ", "), "a, b, c");
  EXPECT_EQ(join({"a"}, ","), "a");
  EXPECT_EQ(join({"", "a", ""}, ","), ",a,");
  EXPECT_EQ(join({}, ","), "");
  EXPECT_EQ(trim(" \ta b\n"), "a b");
  EXPECT_EQ(trim(" "), "");
}

RC_GTEST_PROP(Text, JoinUndoesSplit, (const std::string& text)) {
  RC_ASSERT(join(split(text, 'a'), "a") == text);
}

}  // namespace
}  // namespace text_test
}  // namespace assay
