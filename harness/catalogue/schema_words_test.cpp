// Tests of what is said of a breach of a schema: the profile's, as a stranger breaks it.
#include "catalogue/schema_words.hpp"

#include <gtest/gtest.h>

#include <fstream>
#include <iterator>

#include "catalogue/schema.hpp"

namespace assay::catalogue {
namespace schema_words_tests {

const std::string kRoot = ASSAY_ROOT;

// What is said of the reference's profile with one text in it replaced.
std::string told(const std::string& from, const std::string& to) {
  std::ifstream file(kRoot + "/fixtures/iuts/reference/profile.xml");
  std::string text{std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
  const auto at = text.find(from);
  if (at == std::string::npos) return "the test does not fit the profile";
  text.replace(at, from.size(), to);
  const auto errors = Schema::load(kRoot + "/specs/schema/profile.xsd").value().check_text(text, "profile.xml");
  if (errors.size() != 1) return std::to_string(errors.size()) + " errors";
  EXPECT_GT(errors.front().where.line, 1) << from;
  return errors.front().what + " (" + errors.front().way_out + ")";
}

TEST(SchemaWords, SayWhatIsWrongAndTheWayOut) {
  const std::string item = "<item id=\"mss.psk-tls\" support=\"no\"/>";
  EXPECT_EQ(told(item, "<item id=\"mss.psk-tls\" support=\"maybe\"/>"),
            "'maybe' is no value for 'support' of 'item' (write one of 'yes', 'no')");
  EXPECT_EQ(told(item, "<item id=\"mss.psk-tls\"/>"),
            "the element 'item' lacks the attribute 'support' (add support=\"…\")");
  EXPECT_EQ(told(item, "<item id=\"mss.psk-tls\" support=\"no\" why=\"\"/>"),
            "the element 'item' takes no attribute 'why' (mend its name, or drop it)");
  EXPECT_EQ(told(item, "<itm/>"), "the element 'itm' does not belong here (here belongs item)");
  EXPECT_EQ(told(item, "no"), "there is text in the element 'ics', where none belongs (drop it)");
  EXPECT_EQ(told("port=\"free\"", "port=\"99999\""),
            "'99999' is no value for 'port' of 'endpoint' (write a port from 1 to 65535, or free)");
  EXPECT_EQ(told("ready-seconds=\"10\"", "ready-seconds=\"0\""),
            "'0' is no value for 'ready-seconds' of 'configuration' (write a whole number, 1 or more)");
  EXPECT_EQ(told("folder=\"assay-media\"", "folder=\"INBOX\""),
            "'INBOX' is no value for 'folder' of 'resource' (it has to fit the pattern assay-.+)");
  EXPECT_EQ(told("question=\"time.response\"", "question=\"sip.domain\""),
            "'sip.domain' stands here for the second time (drop one of the two)");
  EXPECT_EQ(told("xmlns=\"urn:assay:profile\"", ""),
            "'profile' is not what such a file begins with (is its name right, and its xmlns?)");
}

TEST(SchemaWords, WhatIsNotKnownStaysAsItIs) {
  const auto error = in_words("Something else, attribute 'a': it is wrong.", "schema x.xsd");
  EXPECT_EQ(error.what, "Something else, attribute 'a': it is wrong.");
  EXPECT_EQ(error.way_out, "schema x.xsd");
}

TEST(SchemaWords, AValueWithQuotesIsShownWhole) {
  EXPECT_EQ(
      in_words("Element 'a': [facet 'enumeration'] The value 'it's' is not an element of the set {'b'}.", "").what,
      "'it's' is no value for 'a'");
}

}  // namespace schema_words_tests
}  // namespace assay::catalogue
