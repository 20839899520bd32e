// How a server takes commands out: literals that wait, SASL lines, STARTTLS, and what is too large.
#include <gtest/gtest.h>

#include "base/text.hpp"
#include "codec/imap/command.hpp"

namespace assay::imap {
namespace command_decoder_test {
namespace {

using Type = CommandEvent::Type;

TEST(ImapCommandDecoder, OneEventPerCall) {
  CommandDecoder decoder;
  auto events = decoder.feed("a1 NOOP\r\na2 NOOP\r\na3");
  ASSERT_EQ(events.size(), 1u);
  EXPECT_EQ(events[0].command.tag, "a1");
  EXPECT_EQ(decoder.pending(), 11u);
  events = decoder.feed({});
  ASSERT_EQ(events.size(), 1u);
  EXPECT_EQ(events[0].command.tag, "a2");
  EXPECT_TRUE(decoder.feed({}).empty());
  EXPECT_EQ(decoder.pending(), 2u);
}

TEST(ImapCommandDecoder, DiscardForgetsWhatCameBehindStartTls) {
  CommandDecoder decoder;
  const auto events = decoder.feed("a1 STARTTLS\r\na2 LOGIN x y\r\na3 NO");
  ASSERT_EQ(events.size(), 1u);
  EXPECT_EQ(events[0].command.name, "STARTTLS");
  EXPECT_EQ(decoder.discard(), 19u);
  EXPECT_EQ(decoder.pending(), 0u);
  EXPECT_TRUE(decoder.feed({}).empty());
  const auto after = decoder.feed("a4 NOOP\r\n");
  ASSERT_EQ(after.size(), 1u);
  EXPECT_EQ(after[0].command.tag, "a4");
  EXPECT_TRUE(after[0].command.violations.empty());
}

TEST(ImapCommandDecoder, DiscardEndsSkippingAndExpectedLines) {
  CommandDecoder decoder(Limits{16, 8});
  ASSERT_EQ(decoder.feed(Bytes(20, 'x')).size(), 1u);
  decoder.expect_line();
  decoder.discard();
  const auto events = decoder.feed("a4 NOOP\r\n");
  ASSERT_EQ(events.size(), 1u);
  EXPECT_EQ(events[0].type, Type::command);
  EXPECT_EQ(events[0].command.tag, "a4");
}

TEST(ImapCommandDecoder, TakePendingGivesTheOctets) {
  CommandDecoder decoder;
  decoder.feed("a1 STARTTLS\r\n\x16\x03\x01");
  EXPECT_EQ(decoder.take_pending(), "\x16\x03\x01");
  EXPECT_EQ(decoder.pending(), 0u);
}

TEST(ImapCommandDecoder, SynchronisingLiteralWaits) {
  CommandDecoder decoder;
  auto events = decoder.feed("a1 uid append x {3}\r\n");
  ASSERT_EQ(events.size(), 1u);
  EXPECT_EQ(events[0].type, Type::literal_wanted);
  EXPECT_EQ(events[0].literal_size, 3u);
  EXPECT_EQ(events[0].command.tag, "a1");
  EXPECT_EQ(events[0].command.name, "UID APPEND");
  EXPECT_TRUE(decoder.feed({}).empty());
  EXPECT_TRUE(decoder.feed("ab").empty());
  events = decoder.feed("c {1}\r\n");
  ASSERT_EQ(events.size(), 1u);
  EXPECT_EQ(events[0].type, Type::literal_wanted);
  EXPECT_EQ(events[0].literal_size, 1u);
  events = decoder.feed("d\r\n");
  ASSERT_EQ(events.size(), 1u);
  EXPECT_EQ(events[0].type, Type::command);
  ASSERT_EQ(events[0].command.arguments.size(), 3u);
  EXPECT_EQ(events[0].command.arguments[1].value, "abc");
  EXPECT_EQ(events[0].command.arguments[2].value, "d");
}

TEST(ImapCommandDecoder, RefusedLiteralForgetsItsCommand) {
  CommandDecoder decoder;
  ASSERT_EQ(decoder.feed("a1 APPEND x {300}\r\n").size(), 1u);
  decoder.refuse_literal();
  EXPECT_EQ(decoder.pending(), 0u);
  const auto events = decoder.feed("a2 NOOP\r\n");
  ASSERT_EQ(events.size(), 1u);
  EXPECT_EQ(events[0].command.raw, "a2 NOOP\r\n");
}

TEST(ImapCommandDecoder, RefusedLiteralLeavesWhatCameBehind) {
  CommandDecoder decoder;
  ASSERT_EQ(decoder.feed("a1 APPEND x {300}\r\na2 NOOP\r\n").size(), 1u);
  decoder.refuse_literal();
  const auto events = decoder.feed({});
  ASSERT_EQ(events.size(), 1u);
  EXPECT_EQ(events[0].command.tag, "a2");
}

TEST(ImapCommandDecoder, ExpectedLineIsNoCommand) {
  CommandDecoder decoder;
  ASSERT_EQ(decoder.feed("a1 AUTHENTICATE PLAIN\r\nAGE{4}\r\na2 NOOP\r\n").size(), 1u);
  decoder.expect_line();
  auto events = decoder.feed({});
  ASSERT_EQ(events.size(), 1u);
  EXPECT_EQ(events[0].type, Type::line);
  EXPECT_EQ(events[0].line, "AGE{4}");
  EXPECT_EQ(events[0].command.raw, "AGE{4}\r\n");
  events = decoder.feed({});
  ASSERT_EQ(events.size(), 1u);
  EXPECT_EQ(events[0].type, Type::command);
}

struct Row {
  std::string name;
  Bytes input;
  std::string part;
  std::uint64_t skipped;
};

TEST(ImapCommandDecoder, ExcessIsACommandWithAViolation) {
  const std::vector<Row> rows{
      {"endless line", "a1 X " + Bytes(50, 'x') + "\r\n", "line is longer", 25},
      {"endless line, non-synchronising literal at its end", "a1 X " + Bytes(50, 'x') + " {4+}\r\nb C\n\r\n",
       "line is longer", 36},
      {"endless line, synchronising literal at its end", "a1 X " + Bytes(50, 'x') + " {4}\r\n", "line is longer", 29},
      {"large synchronising literal, never sent", "a1 X {9}\r\n", "literal is larger", 0},
      {"large non-synchronising literal", "a1 X {9+}\r\n12345\r\n89\r\n", "literal is larger", 11},
      {"size that is no number", "a1 X {99999999999+}\r\n", "32-bit", 0},
  };
  for (const Row& row : rows) {
    SCOPED_TRACE(row.name);
    CommandDecoder decoder(Limits{32, 8});
    auto events = decoder.feed(row.input + "z NOOP\r\n");
    ASSERT_EQ(events.size(), 1u);
    EXPECT_EQ(events[0].type, Type::command);
    EXPECT_EQ(events[0].command.tag, "a1");
    ASSERT_FALSE(events[0].command.violations.empty());
    EXPECT_NE(events[0].command.violations.back().what.find(row.part), std::string::npos);
    events = decoder.feed({});
    ASSERT_EQ(events.size(), 1u);
    EXPECT_EQ(events[0].command.raw, "z NOOP\r\n");
    EXPECT_EQ(decoder.skipped(), row.skipped);
  }
}

TEST(ImapCommandDecoder, EndlessSaslLineIsALineWithAViolation) {
  CommandDecoder decoder(Limits{8, 8});
  decoder.expect_line();
  const auto events = decoder.feed("abcdefghijk\r\n");
  ASSERT_EQ(events.size(), 1u);
  EXPECT_EQ(events[0].type, Type::line);
  EXPECT_EQ(events[0].line, "abcdefgh");
  EXPECT_EQ(events[0].command.violations.size(), 1u);
}

}  // namespace
}  // namespace command_decoder_test
}  // namespace assay::imap
