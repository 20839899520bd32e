// What is written can be read back, and mailbox names are those that RFC 3501 5.1.3 prints.
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "codec/imap/command.hpp"

namespace assay::imap {
namespace writer_test {
namespace {

TEST(ImapWriter, AstringTakesTheSimplestForm) {
  const std::vector<std::pair<std::string, std::string>> rows{
      {"alice", "alice"},         {"a]b", "a]b"},        {"", "\"\""},
      {"a b", "\"a b\""},         {"a\"b\\", "\"a\\\"b\\\\\""}, {"nil", "\"nil\""},
      {"a%", "\"a%\""},           {"{3}", "\"{3}\""},    {"a\r\nb", "{4}\r\na\r\nb"},
      {"\xc3\xa9", "{2}\r\n\xc3\xa9"},
  };
  for (const auto& [text, written] : rows) EXPECT_EQ(astring(text), written);
}

TEST(ImapWriter, QuotedAlwaysQuotes) {
  EXPECT_EQ(quoted("a"), "\"a\"");
  EXPECT_EQ(quoted("\\\""), "\"\\\\\\\"\"");
}

RC_GTEST_PROP(ImapWriter, AstringIsReadBack, (const std::string& text)) {
  CommandDecoder decoder;
  auto events = decoder.feed("a1 X " + astring(text) + "\r\n");
  if (events.at(0).type == CommandEvent::Type::literal_wanted) events = decoder.feed({});
  RC_ASSERT(events.size() == 1u);
  RC_ASSERT(events[0].command.arguments.size() == 1u);
  RC_ASSERT(events[0].command.arguments[0].value == text);
}

TEST(ImapWriter, MailboxNamesOfTheRfc) {
  EXPECT_EQ(mailbox_name("~peter/mail/\xe5\x8f\xb0\xe5\x8c\x97/\xe6\x97\xa5\xe6\x9c\xac\xe8\xaa\x9e"),
            "~peter/mail/&U,BTFw-/&ZeVnLIqe-");
  EXPECT_EQ(mailbox_name("\xe5\x8f\xb0\xe5\x8c\x97\xe6\x97\xa5\xe6\x9c\xac\xe8\xaa\x9e"), "&U,BTF2XlZyyKng-");
  EXPECT_EQ(mailbox_name("\xe2\x98\xba!"), "&Jjo-!");
}

TEST(ImapWriter, MailboxNamesAtTheEdges) {
  EXPECT_EQ(mailbox_name(""), "");
  EXPECT_EQ(mailbox_name(" a~\\"), " a~\\");
  EXPECT_EQ(mailbox_name("a&b"), "a&-b");
  EXPECT_EQ(mailbox_name("\x7f"), "&AH8-");
  EXPECT_EQ(mailbox_name("\xf0\x9f\x98\x80"), "&2D3eAA-");
  // Not UTF-8: a lone octet, an overlong form, a surrogate.
  EXPECT_EQ(mailbox_name("\xff"), "&,,0-");
  EXPECT_EQ(mailbox_name("\xc0\x80"), "&,,3,,Q-");
  EXPECT_EQ(mailbox_name("\xed\xa0\x80x"), "&,,3,,f,9-x");
}

}  // namespace
}  // namespace writer_test
}  // namespace assay::imap
