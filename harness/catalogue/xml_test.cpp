// Tests of reading XML with places: lines, columns, and what is refused.
#include <gtest/gtest.h>

#include <optional>

#include "catalogue/xml.hpp"

namespace assay::catalogue {
namespace xml_tests {

TEST(LoadXml, GivesTheLineAndColumnOfANode) {
  const auto document = load_xml_text("<a>\n  <b x='1'/>\n\n    <c/>\n</a>\n", "some.xml");
  ASSERT_TRUE(document) << to_text(document.error());
  EXPECT_EQ(document->where(document->root()).line, 1);
  const auto c = document->where(document->root().child("c"));
  EXPECT_EQ(c.file, "some.xml");
  EXPECT_EQ(c.line, 4);
  EXPECT_EQ(c.column, 6);
}

TEST(LoadXml, CountsLinesBehindAByteOrderMarkAndCarriageReturns) {
  const auto document = load_xml_text("\xef\xbb\xbf<a>\r\n<b/>\r\n<c/></a>", "some.xml");
  ASSERT_TRUE(document) << to_text(document.error());
  EXPECT_EQ(document->where(document->root().child("c")).line, 3);
}

TEST(LoadXml, CopiesShareTheTreeAfterTheFirstIsGone) {
  pugi::xml_node root;
  std::optional<Document> copy;
  {
    const auto document = load_xml_text("<a>text</a>", "some.xml");
    ASSERT_TRUE(document);
    root = document->root();
    copy = *document;
  }
  EXPECT_STREQ(root.child_value(), "text");
  EXPECT_EQ(copy->where(root).line, 1);
}

TEST(LoadXml, TellsWhereTheTextIsIllFormed) {
  const auto document = load_xml_text("<a>\n  <b>\n</a>\n", "some.xml");
  ASSERT_FALSE(document);
  EXPECT_EQ(document.error().where.file, "some.xml");
  EXPECT_EQ(document.error().where.line, 3);
}

TEST(LoadXml, RefusesADocumentType) {
  const auto document = load_xml_text("<?xml version='1.0'?>\n<!DOCTYPE a [<!ENTITY e 'x'>]>\n<a>&e;</a>", "some.xml");
  ASSERT_FALSE(document);
  EXPECT_NE(document.error().what.find("document type"), std::string::npos);
  EXPECT_EQ(document.error().where.line, 2);
}

TEST(LoadXml, RefusesNothingAtAll) {
  EXPECT_FALSE(load_xml_text("", "some.xml"));
  EXPECT_FALSE(load_xml_text("  \n", "some.xml"));
  EXPECT_FALSE(load_xml_text(std::string("<a>\0</a>", 8), "some.xml"));
}

TEST(LoadXml, NamesTheFileThatIsMissing) {
  const auto document = load_xml("no-such-file.xml");
  ASSERT_FALSE(document);
  EXPECT_EQ(document.error().where.file, "no-such-file.xml");
}

TEST(FlatText, JoinsLinesAndSkipsComments) {
  const auto document = load_xml_text("<a>\n  one\n  <!-- no --> two <b>three</b>\n</a>", "some.xml");
  ASSERT_TRUE(document);
  EXPECT_EQ(flat_text(document->root()), "one two three");
}

}  // namespace xml_tests
}  // namespace assay::catalogue
