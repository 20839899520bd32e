// FETCH items and the parts of a message that answer them.
#include "codec/imap/wanted.hpp"

#include <gtest/gtest.h>

namespace assay::imap::wanted_test {
namespace {

TEST(ImapWanted, CutsAMessage) {
  const Bytes message = "From: a\r\nTo: b\r\n c\r\nSubject: s\r\n\r\nbody\r\n";
  const auto cut = [&](const char* item) { return wanted_octets(wanted_items(item)->front(), message); };
  EXPECT_EQ(cut("RFC822"), message);
  EXPECT_EQ(cut("body[text]"), "body\r\n");
  EXPECT_EQ(cut("BODY[HEADER.FIELDS (to)]"), "To: b\r\n c\r\n\r\n");
  EXPECT_EQ(cut("BODY[HEADER.FIELDS.NOT (To)]"), "From: a\r\nSubject: s\r\n\r\n");
  EXPECT_EQ(cut("BODY[TEXT]<2.100>"), "dy\r\n");
  EXPECT_EQ(cut("BODY[TEXT]<9.1>"), "");
  EXPECT_EQ(wanted_octets(wanted_items("BODY[TEXT]")->front(), "no header end"), "");
}

TEST(ImapWanted, KnowsWhatSetsSeen) {
  EXPECT_TRUE(wanted_items("BODY[]")->front().sets_seen);
  EXPECT_FALSE(wanted_items("BODY.PEEK[]")->front().sets_seen);
  EXPECT_FALSE(wanted_items("RFC822.HEADER")->front().sets_seen);
  EXPECT_EQ(wanted_items("BODY.PEEK[HEADER]<0.9>")->front().label, "BODY[HEADER]<0>");
  EXPECT_EQ(wanted_items("FAST")->size(), 3u);
}

}  // namespace
}  // namespace assay::imap::wanted_test
