// What responses say of rights, however they are written, and what two refusals have in common.
#include <gtest/gtest.h>

#include "protocol/imap/decoder.hpp"
#include "protocol/imap/module.hpp"

namespace assay::protocol::imap {
namespace {
namespace rights {

using language::Item;

Item item(const std::string& line) {
  auto decoder = make_decoder();
  auto items = decoder->feed("* OK hi\r\n" + line + "\r\n", false);
  EXPECT_EQ(items.size(), 2u) << line;
  return items.back();
}

const language::Vocabulary& vocabulary() {
  static const language::Vocabulary all = [] {
    language::Vocabulary made;
    register_module(made);
    return made;
  }();
  return all;
}

bool fits(const std::string& matcher, const std::string& attribute, const std::string& wanted, const std::string& line) {
  return vocabulary().matchers.at(matcher).attributes.at(attribute).judge(wanted, item(line));
}

TEST(Rights, OwnRightsAreComparedLetterByLetter) {
  const std::string line = "* MYRIGHTS \"shared/a b\" lrswcd";
  EXPECT_TRUE(fits("imap:my-rights", "holds", "wl", line));
  EXPECT_TRUE(fits("imap:my-rights", "holds", "", line));
  EXPECT_FALSE(fits("imap:my-rights", "holds", "li", line));
  EXPECT_TRUE(fits("imap:my-rights", "lacks", "li", line));
  EXPECT_FALSE(fits("imap:my-rights", "lacks", "wl", line));
}

TEST(Rights, TheVirtualRightsGoBeyondNothing) {
  EXPECT_TRUE(fits("imap:my-rights", "within", "lrsw", "* MYRIGHTS x lrswcd"));
  EXPECT_TRUE(fits("imap:my-rights", "beyond", "lrs", "* MYRIGHTS x lrswcd"));
  EXPECT_TRUE(fits("imap:my-rights", "within", "", "* MYRIGHTS x \"\""));
  EXPECT_TRUE(fits("imap:my-rights", "beyond", "l", "* MYRIGHTS x l5")) << "rights of the server's own count";
}

TEST(Rights, TheMailboxTheyApplyToIsComparedAsItIsWrittenOnTheWire) {
  EXPECT_TRUE(fits("imap:my-rights", "other-than", "shared/a", "* MYRIGHTS shared/b lr"));
  EXPECT_FALSE(fits("imap:my-rights", "other-than", "shared/a b", "* MYRIGHTS \"Shared/A b\" lr"));
  EXPECT_FALSE(fits("imap:acl", "other-than", "a&b", "* ACL a&-b bob lr"));
  EXPECT_TRUE(fits("imap:list-rights", "other-than", "a", "* LISTRIGHTS b bob l r"));
  EXPECT_FALSE(fits("imap:acl", "other-than", "a", "* ACL shared/alice/a bob lr"));
}

TEST(Rights, WhoElseIsGivenSomethingIsSeenWhateverTheFormOfIdentifiers) {
  EXPECT_FALSE(fits("imap:acl", "gives-others-than", "alice bob", "* ACL x Alice@example.test lr user=bob w -carl r"));
  EXPECT_TRUE(fits("imap:acl", "gives-others-than", "alice bob", "* ACL x alice lr anyone r"));
  EXPECT_FALSE(fits("imap:acl", "gives-others-than", "alice bob", "* ACL x alice lr anyone \"\""));
  EXPECT_FALSE(fits("imap:acl", "gives-others-than", "alice bob", "* ACL x"));
}

TEST(Rights, AnEntryOfAListIsFoundByItsIdentifier) {
  const std::string line = "* ACL {3}\r\na b bob lr -bob w \"anna b\" x";
  EXPECT_TRUE(fits("imap:acl", "names", "Bob", line));
  EXPECT_TRUE(fits("imap:acl", "names", "anna b", line));
  EXPECT_TRUE(fits("imap:acl", "omits", "lr", line)) << "rights are no identifier";
  EXPECT_TRUE(fits("imap:acl", "holds", "-bob w", line));
  EXPECT_TRUE(fits("imap:acl", "lacks", "bob w", line));
  EXPECT_TRUE(fits("imap:acl", "beyond", "bob l", line));
}

TEST(Rights, OfAnIdentifierWithoutAnEntryNothingIsSaid) {
  for (const char* how : {"holds", "lacks", "within", "beyond"}) EXPECT_FALSE(fits("imap:acl", how, "carl l", "* ACL x bob lr")) << how;
  EXPECT_TRUE(fits("imap:acl", "omits", "carl", "* ACL x"));
}

TEST(Rights, ListRightsTellsWhatIsAlwaysThereAndWhatMayBe) {
  const std::string line = "* LISTRIGHTS x bob la r swi";
  EXPECT_TRUE(fits("imap:list-rights", "always", "a", line));
  EXPECT_FALSE(fits("imap:list-rights", "always", "r", line));
  EXPECT_TRUE(fits("imap:list-rights", "may", "rw", line));
  EXPECT_TRUE(fits("imap:list-rights", "never", "x", line));
  EXPECT_TRUE(fits("imap:list-rights", "repeats", "no", line));
  EXPECT_TRUE(fits("imap:list-rights", "repeats", "yes", "* LISTRIGHTS x bob la r sl"));
}

TEST(Rights, OneRefusalIsThatOfAnotherFolderButForNameAndNumbers) {
  const auto answer = [](const std::string& line) { return item(line).field("answer")->value; };
  const auto& derive = vocabulary().derivations.at("imap:answer-for").derive;
  const auto missing = answer("a01 NO [NONEXISTENT] No folder: shared/f12-none (0.001 secs).");
  EXPECT_EQ(derive({missing, "f12-none", "f12"}).value(), answer("a02 NO [NONEXISTENT] No folder: shared/f12 (0.012 secs)."));
  EXPECT_EQ(derive({missing, "f12-none", "f12"}).value(),
            answer("a02 NO [NONEXISTENT] No folder: shared/f12 (0.001 + 0.000 + 0.002 secs)."));
  EXPECT_EQ(answer("a01 NO refused (incident 3a33d30e10)"), answer("a02 NO refused (incident 156b111812)"));
  EXPECT_NE(answer("a01 NO refused (hidden)"), answer("a02 NO refused (missing)"));
  EXPECT_NE(derive({missing, "f12-none", "f12"}).value(), answer("a02 NO [NOPERM] No folder: shared/f12 (0.012 secs)."));
  EXPECT_NE(derive({missing, "f12-none", "f12"}).value(), answer("a02 BAD [NONEXISTENT] No folder: shared/f12 (0.012 secs)."));
}

TEST(Rights, AnAppendBearsItsFlags) {
  language::ChannelValues values;
  language::EncodeContext context{&values, "seed", nullptr};
  const auto& encode = vocabulary().encoders.at("imap:append");
  const auto with = encode({"imap:append", {{"mailbox", "x"}, {"flags", "\\Seen $A"}}, "t", {}, {}}, context);
  EXPECT_EQ(with->rfind("a001 APPEND x (\\Seen $A) {", 0), 0u) << *with;
  const auto without = encode({"imap:append", {{"mailbox", "x"}, {"flags", ""}}, "t", {}, {}}, context);
  EXPECT_EQ(without->rfind("a002 APPEND x {", 0), 0u) << *without;
}

}  // namespace rights
}  // namespace
}  // namespace assay::protocol::imap
