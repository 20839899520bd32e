// The text of an element as the parts of a message: indentation, folding, body.
#include "protocol/sip/text.hpp"

#include <gtest/gtest.h>

namespace assay::protocol::sip {
namespace text_tests {

std::string octets(const std::string& text, bool start_line = true) { return to_octets(read_text(text, start_line)); }

TEST(SipText, TheIndentationOfTheCaseIsNoPartOfTheMessage) {
  EXPECT_EQ(octets("MESSAGE sip:b@h SIP/2.0\n        From: <sip:a@h>\n        To: <sip:b@h>"),
            "MESSAGE sip:b@h SIP/2.0\r\nFrom: <sip:a@h>\r\nTo: <sip:b@h>\r\n\r\n");
  EXPECT_EQ(octets("From: <sip:a@h>\nTo: <sip:b@h>", false), "\r\nFrom: <sip:a@h>\r\nTo: <sip:b@h>\r\n\r\n");
}

TEST(SipText, WhatIsIndentedFurtherGoesOnWithTheHeaderBefore) {
  auto draft = read_text("M u SIP/2.0\n    Subject: a\n      b\n    To: x", true);
  ASSERT_EQ(draft.headers.size(), 2U);
  EXPECT_EQ(draft.headers[0].value, "a\r\n  b");
  EXPECT_EQ(draft.headers[1].name, "To");
}

TEST(SipText, AnEmptyLineBeginsTheBodyAndItsOwnIndentationStays) {
  const auto draft = read_text("M u SIP/2.0\n    To: x\n    \n    {\n      \"a\": 1\n\n    }", true);
  EXPECT_EQ(draft.headers.size(), 1U);
  EXPECT_EQ(draft.body, "{\r\n  \"a\": 1\r\n\r\n}");
}

TEST(SipText, WhatIsWrittenOddlyStaysOdd) {
  const auto draft = read_text("M u SIP/2.0\nTo  :x\nno colon\nSubject:", true);
  ASSERT_EQ(draft.headers.size(), 3U);
  EXPECT_EQ(to_octets(draft), "M u SIP/2.0\r\nTo  :x\r\nno colon\r\nSubject:\r\n\r\n");
}

TEST(SipText, OfNothingThereIsNothing) {
  EXPECT_TRUE(read_text("", true).start_line.empty());
  EXPECT_TRUE(read_text("", false).headers.empty());
  EXPECT_TRUE(read_text("", false).body.empty());
}

TEST(SipText, AHeaderIsFoundInWhateverFormItIsWritten) {
  auto draft = read_text("M u SIP/2.0\nf: a\nTO : b\ni: c\nf: d", true);
  ASSERT_NE(find_header(draft, "From"), nullptr);
  EXPECT_EQ(find_header(draft, "From")->value, "a") << "the first of them";
  ASSERT_NE(find_header(draft, "To"), nullptr);
  ASSERT_NE(find_header(draft, "Call-ID"), nullptr);
  EXPECT_EQ(find_header(draft, "Via"), nullptr);
}

}  // namespace text_tests
}  // namespace assay::protocol::sip
