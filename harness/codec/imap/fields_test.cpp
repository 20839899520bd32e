// What matchers ask of a response.
#include <gtest/gtest.h>

#include "codec/imap/fields.hpp"

namespace assay::imap {
namespace fields_test {
namespace {

Response read_one(const Bytes& raw) {
  auto responses = ResponseDecoder().feed(raw);
  EXPECT_EQ(responses.size(), 1u) << raw;
  return responses.empty() ? Response{} : responses[0];
}

TEST(ImapFields, ListedMailbox) {
  const std::vector<std::pair<Bytes, std::optional<std::string>>> rows{
      {"* LIST (\\Noselect) \"/\" ~/Mail/foo\r\n", "~/Mail/foo"},
      {"* LSUB () NIL INBOX\r\n", "INBOX"},
      {"* LIST () \"/\" \"a \\\"b\\\" \\\\c\"\r\n", "a \"b\" \\c"},
      {"* LIST () \"\\\\\" {5}\r\nx\r\ny)\r\n", "x\r\ny)"},
      {"* LIST (\\A \\B) \"/\" \"\"\r\n", ""},
      {"* LIST () \"/\" [Gmail]/All\r\n", "[Gmail]/All"},
      {"* LIST () \"/\"\r\n", std::nullopt},
      {"* LIST\r\n", std::nullopt},
      {"* STATUS a (MESSAGES 1)\r\n", std::nullopt},
      {"* OK LIST () \"/\" a\r\n", std::nullopt},
  };
  for (const auto& [raw, name] : rows) EXPECT_EQ(listed_mailbox(read_one(raw)), name) << raw;
}

TEST(ImapFields, Values) {
  std::string seen;
  for (const auto& value : values(read_one("* ACL \"a b\" bob lr {5}\r\n-anna \"\"\r\n"))) seen += value.value + "|";
  EXPECT_EQ(seen, "a b|bob|lr|-anna||");
  EXPECT_TRUE(values(read_one("* 3 EXISTS\r\n")).empty());
}

TEST(ImapFields, Flags) {
  using Words = std::vector<std::string>;
  EXPECT_EQ(flags(read_one("* 1 FETCH (UID 4 FLAGS (\\Seen $Forwarded))\r\n")), (Words{"\\Seen", "$Forwarded"}));
  EXPECT_EQ(flags(read_one("* FLAGS (\\Seen \\Draft)\r\n")), (Words{"\\Seen", "\\Draft"}));
  EXPECT_EQ(flags(read_one("* OK [PERMANENTFLAGS (\\Seen \\*)] kept\r\n")), (Words{"\\Seen", "\\*"}));
  EXPECT_EQ(flags(read_one("* OK [PERMANENTFLAGS ()] none\r\n")), Words{});
  EXPECT_EQ(flags(read_one("* 1 FETCH (BODY[] \"FLAGS (x)\")\r\n")), Words{});
  for (const char* told : {"* 1 FETCH (FLAGS ())\r\n", "* FLAGS ()\r\n", "* OK [PERMANENTFLAGS ()] none\r\n"})
    EXPECT_TRUE(tells_flags(read_one(told))) << told;
  for (const char* other : {"* 1 FETCH (UID 7)\r\n", "* OK [UNSEEN 1] first\r\n", "* 1 EXISTS\r\n"})
    EXPECT_FALSE(tells_flags(read_one(other))) << other;
}

TEST(ImapFields, Capabilities) {
  using Words = std::vector<std::string>;
  EXPECT_EQ(capabilities(read_one("* CAPABILITY imap4rev1 STARTTLS  auth=Plain\r\n")),
            (Words{"IMAP4REV1", "STARTTLS", "AUTH=PLAIN"}));
  EXPECT_EQ(capabilities(read_one("* OK [CAPABILITY IMAP4rev1 LOGINDISABLED] hi\r\n")),
            (Words{"IMAP4REV1", "LOGINDISABLED"}));
  EXPECT_EQ(capabilities(read_one("* OK CAPABILITY IMAP4rev1\r\n")), Words{});
}

TEST(ImapFields, FetchItemsInOrder) {
  const auto response = read_one("* 4 FETCH (UID 9 body[HEADER.FIELDS (FROM \"TO\")]<0> {3}\r\na)( FLAGS ())\r\n");
  std::vector<std::string> names;
  for (const auto& item : fetch_items(response)) names.push_back(item.name);
  EXPECT_EQ(names, (std::vector<std::string>{"UID", "BODY[HEADER.FIELDS (FROM \"TO\")]<0>", "FLAGS"}));
}

TEST(ImapFields, FetchOctets) {
  const auto response = read_one(
      "* 4 FETCH (UID 9 FLAGS (\\Seen \\X) BODY[HEADER.FIELDS (FROM TO)] {7}\r\nFrom:)("
      " BODY[1] \"q\\\"\" BODY[2] NIL BODY[3] {3}\r\nNIL RFC822.SIZE 3)\r\n");
  EXPECT_EQ(fetch_items(response).size(), 7u);
  EXPECT_EQ(fetch_octets(response, "uid"), "9");
  EXPECT_EQ(fetch_octets(response, "FLAGS"), "\\Seen \\X");
  EXPECT_EQ(fetch_octets(response, "BODY[HEADER.FIELDS (FROM TO)]"), "From:)(");
  EXPECT_EQ(fetch_octets(response, "BODY[1]"), "q\"");
  EXPECT_EQ(fetch_octets(response, "BODY[2]"), std::nullopt);
  EXPECT_EQ(fetch_octets(response, "BODY[3]"), "NIL");
  EXPECT_EQ(fetch_octets(response, "RFC822.SIZE"), "3");
  EXPECT_EQ(fetch_octets(response, "BODY[]"), std::nullopt);
}

// Broken data gives what can be read of it, and never a crash.
TEST(ImapFields, FetchOfBrokenData) {
  EXPECT_EQ(fetch_octets(read_one("* 1 FETCH (BODY[] {2}\r\nab\r\n"), "BODY[]"), "ab");
  EXPECT_EQ(fetch_octets(read_one("* 1 FETCH (UID 3 BODY[ \"x)\r\n"), "UID"), "3");
  EXPECT_TRUE(fetch_items(read_one("* 1 FETCH UID 3\r\n")).empty());
  EXPECT_TRUE(fetch_items(read_one("* 1 FETCH (UID)\r\n")).empty());
  EXPECT_TRUE(fetch_items(read_one("* 1 FETCH\r\n")).empty());
}

TEST(ImapFields, FindInRaw) {
  const auto response = read_one("* OK abcabc\r\n");
  ASSERT_TRUE(find_in_raw(response, "bc"));
  EXPECT_EQ(find_in_raw(response, "bc")->offset, 6u);
  EXPECT_EQ(find_in_raw(response, "bc")->length, 2u);
  EXPECT_FALSE(find_in_raw(response, "cb"));
  EXPECT_FALSE(find_in_raw(response, ""));
}

}  // namespace
}  // namespace fields_test
}  // namespace assay::imap
