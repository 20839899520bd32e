// Tests of what a terminal gets to see.
#include "cli/terminal.hpp"

#include <gtest/gtest.h>

namespace assay::cli {
namespace terminal_tests {

TEST(Visible, TextOfPeopleStaysAsItIs) {
  EXPECT_EQ(visible("add value=\"…\" – for Zoë, \\x1b and \\"), "add value=\"…\" – for Zoë, \\x1b and \\");
}

TEST(Visible, ControlCharactersOfBothRangesAreEscaped) {
  EXPECT_EQ(visible("a\x1b[2Jb\r\n\x07\x7f"), "a\\x1b[2Jb\\r\\n\\x07\\x7f");
  EXPECT_EQ(visible("\xc2\x9b"), "\\xc2\\x9b");
  EXPECT_EQ(visible(std::string("\0", 1)), "\\x00");
}

TEST(Visible, MarksOfDirectionAndInvisibleCharactersAreEscaped) {
  EXPECT_EQ(visible("\u202e\u2066\u200b\ufeff"), "\\xe2\\x80\\xae\\xe2\\x81\\xa6\\xe2\\x80\\x8b\\xef\\xbb\\xbf");
}

TEST(Visible, OctetsThatAreNoUtf8AreEscaped) {
  EXPECT_EQ(visible("\xff\xc3"), "\\xff\\xc3");
  EXPECT_EQ(visible("\xc3("), "\\xc3(");
  EXPECT_EQ(visible("\xe0\x80\x9b"), "\\xe0\\x80\\x9b") << "an overlong control character";
  EXPECT_EQ(visible("\xc0\x9b"), "\\xc0\\x9b");
  EXPECT_EQ(visible("\xf0\x9f\x98\x80"), "\\xf0\\x9f\\x98\\x80");
}

}  // namespace terminal_tests
}  // namespace assay::cli
