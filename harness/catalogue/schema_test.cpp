// Tests of schema validation: every violation with its line, nothing fetched, nothing expanded.
#include <gtest/gtest.h>

#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <fstream>

#include "catalogue/schema.hpp"

namespace assay::catalogue {
namespace schema_tests {

const std::string kRoot = ASSAY_ROOT;

std::string xsd(const std::string& name) { return kRoot + "/specs/schema/" + name + ".xsd"; }

Schema interpretations() {
  auto schema = Schema::load(xsd("interpretations"));
  EXPECT_TRUE(schema);
  return *schema;
}

const char* const kOpen = "<interpretations xmlns='urn:assay:specs'>\n";
const char* const kGood =
    "<interpretation id='D1' title='t'><unclear>u</unclear><reading>r</reading><why>w</why></interpretation>\n";

TEST(Schema, EachSchemaOfTheSuiteCompiles) {
  for (const auto& entry : std::filesystem::directory_iterator(kRoot + "/specs/schema")) {
    if (entry.path().extension() != ".xsd") continue;
    const auto schema = Schema::load(entry.path().string());
    EXPECT_TRUE(schema) << entry.path() << ": " << (schema ? "" : to_text(schema.error()));
  }
}

TEST(Schema, AcceptsAValidText) {
  EXPECT_TRUE(interpretations().check_text(std::string(kOpen) + kGood + "</interpretations>", "i.xml").empty());
}

TEST(Schema, ListsEveryViolationWithItsLine) {
  const auto errors = interpretations().check_text(
      std::string(kOpen) + kGood + "<interpretation id='X9' title='t'>\n<unclear>u</unclear>\n<wrong/>" +
          "</interpretation>\n<mispelt/>\n</interpretations>",
      "i.xml");
  std::vector<int> lines;
  for (const auto& error : errors) {
    EXPECT_EQ(error.where.file, "i.xml");
    lines.push_back(error.where.line);
  }
  const auto has = [&](int line) { return std::find(lines.begin(), lines.end(), line) != lines.end(); };
  EXPECT_TRUE(has(3)) << "the id does not match its pattern";
  EXPECT_TRUE(has(5)) << "an element that is not allowed here";
  EXPECT_TRUE(has(6)) << "an element that is not allowed here";
  EXPECT_TRUE(std::is_sorted(lines.begin(), lines.end()));
}

TEST(Schema, PointsAtTheLineWhereAStartTagBegins) {
  const auto errors = interpretations().check_text(
      std::string(kOpen) + "<!-- c --><interpretation\n title='t'\n id='wrong'><unclear>u</unclear>"
                           "<reading>r</reading><why>w</why></interpretation></interpretations>",
      "i.xml");
  ASSERT_FALSE(errors.empty());
  EXPECT_EQ(errors.front().where.line, 2);
}

TEST(Schema, FindsADuplicateId) {
  const auto errors =
      interpretations().check_text(std::string(kOpen) + kGood + kGood + "</interpretations>", "i.xml");
  ASSERT_EQ(errors.size(), 1u);
  EXPECT_EQ(errors.front().where.line, 3);
  EXPECT_NE(errors.front().what.find("D1"), std::string::npos) << errors.front().what;
}

TEST(Schema, ShowsNamesWithoutTheirNamespace) {
  const auto errors = interpretations().check_text(std::string(kOpen) + "<mispelt/></interpretations>", "i.xml");
  ASSERT_FALSE(errors.empty());
  EXPECT_NE(errors.front().what.find("'mispelt'"), std::string::npos) << errors.front().what;
  EXPECT_EQ(errors.front().what.find("urn:"), std::string::npos) << errors.front().what;
}

TEST(Schema, RefusesADocumentTypeBeforeItsEntitiesAreRead) {
  const auto errors = interpretations().check_text(
      "<!DOCTYPE interpretations SYSTEM 'http://127.0.0.1:9/x.dtd'>\n<interpretations xmlns='urn:assay:specs'/>",
      "i.xml");
  ASSERT_EQ(errors.size(), 1u);
  EXPECT_NE(errors.front().what.find("document type"), std::string::npos);
}

TEST(Schema, RefusesAnUndefinedEntityAndBrokenUtf8) {
  EXPECT_FALSE(interpretations().check_text(std::string(kOpen) + "&nothing;</interpretations>", "i.xml").empty());
  EXPECT_FALSE(interpretations().check_text(std::string(kOpen) + "\xff</interpretations>", "i.xml").empty());
}

TEST(Schema, SaysWhichSchemaIsMissingOrWrong) {
  const auto missing = Schema::load(xsd("no-such"));
  ASSERT_FALSE(missing);
  EXPECT_NE(missing.error().where.file.find("no-such.xsd"), std::string::npos);

  const auto path = std::filesystem::temp_directory_path() / ("assay-schema-" + std::to_string(::getpid()) + ".xsd");
  std::ofstream(path) << "<xs:schema xmlns:xs='http://www.w3.org/2001/XMLSchema'>\n<xs:element name='a' type='b'/>\n"
                         "</xs:schema>\n";
  const auto wrong = Schema::load(path.string());
  std::filesystem::remove(path);
  ASSERT_FALSE(wrong);
  EXPECT_EQ(wrong.error().where.line, 2);
}

TEST(Validate, GivesTheFirstError) {
  EXPECT_TRUE(validate(kRoot + "/specs/interpretations.xml", xsd("interpretations")));
  const auto outcome = validate(kRoot + "/specs/interpretations.xml", xsd("references"));
  ASSERT_FALSE(outcome);
  EXPECT_EQ(outcome.error().where.line, 3);
  EXPECT_FALSE(validate("no-such-file.xml", xsd("ics")));
}

}  // namespace schema_tests
}  // namespace assay::catalogue
