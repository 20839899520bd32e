// Responses that are too large: given up, the rest skipped, and reading goes on behind them.
#include <gtest/gtest.h>

#include "base/text.hpp"
#include "codec/imap/response.hpp"

namespace assay::imap {
namespace response_limits_test {
namespace {

constexpr Limits kSmall{32, 8};

// Reads `input` and then a marker, which must come out whole.
std::vector<Response> read_and_recover(Limits limits, const Bytes& input) {
  ResponseDecoder decoder(limits);
  auto responses = decoder.feed(input + "z OK done\r\n");
  EXPECT_FALSE(responses.empty());
  if (responses.empty()) return {};
  EXPECT_EQ(responses.back().raw, "z OK done\r\n") << escape(input);
  EXPECT_TRUE(responses.back().violations.empty());
  responses.pop_back();
  return responses;
}

struct Row {
  std::string name;
  Bytes input;
  Bytes raw;  // of the one unreadable response
  std::string part;
};

const std::vector<Row>& rows() {
  static const std::vector<Row> all{
      {"endless text", "* OK " + Bytes(99, 'a') + "\r\n", "* OK " + Bytes(27, 'a'), "line is longer"},
      {"endless text that looks like a literal", "* OK " + Bytes(99, 'a') + "{9}\r\n", "* OK " + Bytes(27, 'a'),
       "line is longer"},
      {"endless data with a literal at its end", "* X " + Bytes(99, 'a') + " {4}\r\n*OK\n y\r\n",
       "* X " + Bytes(28, 'a'), "line is longer"},
      {"cut inside the announcement", "* X " + Bytes(24, 'a') + " {11}\r\n\r\n* OK no\r\n b\r\n",
       "* X " + Bytes(24, 'a') + " {11", "line is longer"},
      {"large literal", "* 1 FETCH (A {9}\r\n1234\n6789)\r\n", "* 1 FETCH (A {9}\r\n", "literal is larger"},
      {"large literal, then another", "* 1 FETCH (A {9}\r\n1234\n6789 B {2}\r\n\r\n)\r\n", "* 1 FETCH (A {9}\r\n",
       "literal is larger"},
      {"literals large together", "* X {5}\r\n12345 {4}\r\n1234\r\n", "* X {5}\r\n12345 {4}\r\n", "literal is larger"},
      {"lines long together", "* X {8}\r\n12345678" + Bytes(30, 'b') + "\r\n",
       "* X {8}\r\n12345678" + Bytes(23, 'b'), "line is longer"},
      {"size over 32 bits", "* X {4294967296}\r\n", "* X {4294967296}\r\n", "32-bit"},
      {"size over 64 bits", "* X {99999999999999999999}\r\n", "* X {99999999999999999999}\r\n", "32-bit"},
  };
  return all;
}

TEST(ImapResponseLimits, ExcessIsUnreadableAndSkipped) {
  for (const Row& row : rows()) {
    SCOPED_TRACE(row.name);
    const auto responses = read_and_recover(kSmall, row.input);
    ASSERT_EQ(responses.size(), 1u);
    EXPECT_EQ(responses[0].type, ResponseType::unreadable);
    EXPECT_EQ(escape(responses[0].raw), escape(row.raw));
    ASSERT_FALSE(responses[0].violations.empty());
    EXPECT_NE(responses[0].violations.back().what.find(row.part), std::string::npos);
  }
}

TEST(ImapResponseLimits, ExactlyAtTheLimitIsRead) {
  const auto line = read_and_recover(kSmall, "* OK " + Bytes(25, 'a') + "\r\n");
  ASSERT_EQ(line.size(), 1u);
  EXPECT_EQ(line[0].type, ResponseType::untagged);
  const auto literal = read_and_recover(kSmall, "* X {8}\r\n12345678\r\n");
  ASSERT_EQ(literal.size(), 1u);
  EXPECT_EQ(literal[0].literals, std::vector<Bytes>{"12345678"});
}

TEST(ImapResponseLimits, FieldsBeforeTheExcessAreKept) {
  const auto responses = read_and_recover(kSmall, "* 1 FETCH (A {9}\r\n123456789)\r\n");
  ASSERT_EQ(responses.size(), 1u);
  EXPECT_EQ(responses[0].keyword, "FETCH");
  EXPECT_EQ(responses[0].number, 1u);
}

// The limits that hold unless others are asked for.
TEST(ImapResponseLimits, LiteralOfFiveMegabytesIsSkipped) {
  constexpr std::size_t kSize = 5'000'000;
  ResponseDecoder decoder;
  std::vector<Response> responses = decoder.feed("* 1 FETCH (BODY[] {5000000}\r\n");
  ASSERT_EQ(responses.size(), 1u);
  const Bytes piece(50'000, '\n');
  for (std::size_t sent = 0; sent < kSize; sent += piece.size()) {
    EXPECT_TRUE(decoder.feed(piece).empty());
    EXPECT_EQ(decoder.pending(), 0u);
  }
  responses = decoder.feed(")\r\n* OK next\r\n");
  ASSERT_EQ(responses.size(), 1u);
  EXPECT_EQ(responses[0].text, "next");
  EXPECT_EQ(decoder.skipped(), kSize + 3);
}

TEST(ImapResponseLimits, EndlessLineKeepsNoMoreThanTheLimit) {
  ResponseDecoder decoder;
  const Bytes piece(1000, 'x');
  std::size_t responses = 0;
  for (int i = 0; i < 2000; ++i) {
    responses += decoder.feed(piece).size();
    EXPECT_LT(decoder.pending(), ResponseDecoder::kMaximumLine);
  }
  EXPECT_EQ(responses, 1u);
  EXPECT_EQ(decoder.skipped(), 2'000'000 - ResponseDecoder::kMaximumLine);
}

}  // namespace
}  // namespace response_limits_test
}  // namespace assay::imap
