// What a client sends, as items: names and fields, whatever the form, the border or the layer.
#include <gtest/gtest.h>

#include "protocol/imap/decoder.hpp"
#include "protocol/imap/module.hpp"

namespace assay::protocol::imap {
namespace {
namespace command_items {

using language::Item;

struct Piece {
  std::string octets;
  bool is_protected{false};
};

std::vector<Item> items(const std::vector<Piece>& pieces) {
  auto decoder = make_command_decoder();
  std::vector<Item> out;
  for (const auto& piece : pieces)
    for (auto& item : decoder->feed(piece.octets, piece.is_protected)) out.push_back(std::move(item));
  return out;
}

std::string field(const Item& item, const std::string& name) {
  const auto* found = item.field(name);
  return found ? found->value : "-";
}

// "kind name" of each, "imap.command LOGIN".
std::vector<std::string> kinds(const std::vector<Piece>& pieces) {
  std::vector<std::string> out;
  for (const auto& item : items(pieces)) out.push_back(item.kind + " " + field(item, "name"));
  return out;
}

using Kinds = std::vector<std::string>;

TEST(CommandItems, ACommandHasItsTagNameAndArguments) {
  const auto all = items({{"a1 login \"b\" c\r\n"}});
  ASSERT_EQ(all.size(), 1u);
  EXPECT_EQ(field(all[0], "tag"), "a1");
  EXPECT_EQ(field(all[0], "name"), "LOGIN");
  EXPECT_EQ(field(all[0], "arguments"), "b c");
  EXPECT_EQ(field(all[0], "uid"), "no");
  EXPECT_EQ(field(all[0], "protected"), "no");
  EXPECT_EQ(all[0].octets, "a1 login \"b\" c\r\n");
}

TEST(CommandItems, UidIsAFieldAndTheItemsOfAFetchAreAsWritten) {
  const auto all = items({{"a UID FETCH 1:* (UID BODY.PEEK[HEADER.FIELDS (From)])\r\n"}});
  ASSERT_EQ(all.size(), 1u);
  EXPECT_EQ(field(all[0], "name"), "FETCH");
  EXPECT_EQ(field(all[0], "uid"), "yes");
  EXPECT_EQ(field(all[0], "items"), "(UID BODY.PEEK[HEADER.FIELDS (From)])");
}

TEST(CommandItems, PipelinedCommandsAreOneEachAtTheirOffsets) {
  const auto all = items({{"a NOOP\r\nb NO"}, {"OP\r\nc LOGOUT\r\n"}});
  ASSERT_EQ(all.size(), 3u);
  EXPECT_EQ(all[0].stream_offset, 0u);
  EXPECT_EQ(all[1].stream_offset, 8u);
  EXPECT_EQ(all[2].stream_offset, 16u);
}

TEST(CommandItems, ASynchronisingLiteralIsAnnouncedAndThenPartOfItsCommand) {
  const auto all = items({{"x NOOP\r\na LOGIN {5}\r\n"}, {"alice {3}\r\n"}, {"pwd\r\n"}});
  ASSERT_EQ(all.size(), 4u);
  EXPECT_EQ(all[1].kind, "imap.literal-wanted");
  EXPECT_EQ(field(all[1], "name"), "LOGIN");
  EXPECT_EQ(field(all[1], "size"), "5");
  EXPECT_EQ(all[1].octets, "a LOGIN {5}\r\n") << "without octets it would have no place in time";
  EXPECT_EQ(all[1].stream_offset, 8u);
  EXPECT_EQ(all[3].kind, "imap.command");
  EXPECT_EQ(field(all[3], "arguments"), "alice pwd");
  EXPECT_EQ(all[3].stream_offset, 8u);
}

TEST(CommandItems, ALiteralThatIsNotWaitedForIsPartOfItsCommand) {
  EXPECT_EQ(kinds({{"a LOGIN {5+}\r\nalice {3+}\r\npwd\r\n"}}), Kinds{"imap.command LOGIN"});
}

TEST(CommandItems, SaslLinesAndDoneAreLinesOfTheCommandBefore) {
  const auto all = items(
      {{"a AUTHENTICATE PLAIN\r\n"}, {"AGFsaWNlAHB3\r\n"}, {"b IDLE\r\nDONE\r\n"}, {"c AUTHENTICATE PLAIN AGE=\r\n"}});
  ASSERT_EQ(all.size(), 5u);
  EXPECT_EQ(field(all[0], "initial-response"), "no");
  EXPECT_EQ(all[1].kind, "imap.line");
  EXPECT_EQ(field(all[1], "tag"), "a");
  EXPECT_EQ(field(all[1], "text"), "AGFsaWNlAHB3");
  EXPECT_EQ(field(all[3], "text"), "DONE");
  EXPECT_EQ(field(all[3], "tag"), "b");
  EXPECT_EQ(field(all[4], "initial-response"), "yes");
}

TEST(CommandItems, HalfALineInClearIsNeverTheBeginningOfWhatIsProtected) {
  const auto all = items({{"a LOG"}, {"IN b c\r\n", true}, {"d NOOP\r\n", true}});
  ASSERT_EQ(all.size(), 3u);
  EXPECT_EQ(all[0].kind, "imap.unreadable");
  EXPECT_EQ(all[0].octets, "a LOG");
  EXPECT_EQ(field(all[0], "protected"), "no");
  EXPECT_EQ(field(all[1], "name"), "B") << "IN is its tag";
  EXPECT_EQ(field(all[1], "protected"), "yes");
  EXPECT_EQ(all[1].stream_offset, 5u);
}

TEST(CommandItems, WhatHasBegunIsPending) {
  auto decoder = make_command_decoder();
  decoder->feed("a NOOP\r\nb LOGIN al", false);
  EXPECT_EQ(decoder->pending(), "b LOGIN al");
}

TEST(CommandItems, GarbageIsSomethingAndNeverBreaks) {
  Bytes garbage;
  for (int i = 0; i < 5000; ++i) garbage += static_cast<char>((i * 131) >> 2);
  std::size_t octets = 0;
  for (const auto& item : items({{garbage}, {"\r\n"}})) octets += item.octets.size();
  EXPECT_GT(octets, 0u);
  EXPECT_EQ(kinds({{"\r\n"}, {"   \r\n"}}), (Kinds{"imap.line -", "imap.line -"}));
}

}  // namespace command_items

namespace answers {

// What a rule with this content answers to a command.
std::string answer(const std::string& name, const std::map<std::string, std::string>& attributes,
                   const std::string& text, const std::string& command) {
  language::Vocabulary vocabulary;
  register_module(vocabulary);
  auto decoder = make_command_decoder();
  const auto items = decoder->feed(command, false);
  language::ChannelValues values;
  language::EncodeContext context{&values, "seed", items.empty() ? nullptr : &items.front()};
  auto octets = vocabulary.encoders.at(name)({name, attributes, text, {}, {}}, context);
  return octets ? *octets : "error: " + octets.error().what;
}

TEST(Answers, AReplyBearsTheTagOfWhatItAnswers) {
  EXPECT_EQ(answer("imap:reply", {{"status", "OK"}}, "done", "t7 NOOP\r\n"), "t7 OK done\r\n");
  EXPECT_EQ(answer("imap:reply", {{"status", "NO"}, {"code", "ALERT"}}, "no", "t7 NOOP\r\n"), "t7 NO [ALERT] no\r\n");
  EXPECT_EQ(answer("imap:reply", {{"status", "BAD"}}, "what", "\r\n"), "* BAD what\r\n")
      << "what has no tag is answered without one";
  EXPECT_EQ(answer("imap:reply", {{"status", "OK"}}, "done", "").rfind("error: ", 0), 0u);
}

TEST(Answers, AFetchGetsWhatItAsksFor) {
  const auto fetched = [](const std::string& command) { return answer("imap:fetched", {}, "the text", command); };
  EXPECT_EQ(fetched("a FETCH 1 (FLAGS UID)\r\n"), "* 1 FETCH (FLAGS () UID 1)\r\n");
  EXPECT_EQ(fetched("a UID FETCH 1 FLAGS\r\n"), "* 1 FETCH (UID 1 FLAGS ())\r\n");
  EXPECT_EQ(fetched("a FETCH 1 BODY.PEEK[TEXT]\r\n"), "* 1 FETCH (BODY[TEXT] {10}\r\nthe text\r\n)\r\n");
  EXPECT_NE(fetched("a FETCH 1 RFC822.SIZE\r\n").find("RFC822.SIZE "), std::string::npos);
  EXPECT_EQ(fetched("a FETCH 1 (NO-SUCH-THING\r\n"), "") << "of what cannot be read nothing is told";
}

}  // namespace answers
}  // namespace
}  // namespace assay::protocol::imap
