// Tests of the catalogue on the specs of the suite: complete, readable, selectable.
#include <gtest/gtest.h>

#include <algorithm>
#include <set>
#include <stdexcept>

#include "catalogue/catalogue.hpp"

namespace assay::catalogue {
namespace catalogue_tests {

const Catalogue& real() {
  static const auto catalogue = load(std::string(ASSAY_ROOT) + "/specs");
  if (!catalogue) throw std::runtime_error(to_text(catalogue.error()));
  return *catalogue;
}

std::set<std::string> ids(const std::vector<const Requirement*>& rows) {
  std::set<std::string> out;
  for (const auto* row : rows) out.insert(row->id);
  return out;
}

TEST(Catalogue, TheSpecsHaveNoError) {
  for (const auto& error : check(std::string(ASSAY_ROOT) + "/specs")) ADD_FAILURE() << to_text(error);
}

TEST(Catalogue, HoldsEveryKeyOfTheChangeRequests) {
  std::set<std::string> keys;
  for (const auto& row : real().requirements()) keys.insert(row.key);
  for (const char* key : {"SD-01", "SD-01a", "SD-01b", "SD-01c", "SD-01d", "SD-01e", "SD-02", "SD-03", "SD-04", "SD-05",
                          "SD-06", "SD-06a", "SD-06b", "SD-06c", "SD-07", "SD-08", "SD-09", "SD-10", "SD-X1", "SD-X2",
                          "SD-X3"})
    EXPECT_TRUE(keys.count(key)) << key;
  for (int i = 0; i <= 16; ++i) EXPECT_TRUE(keys.count("AD-" + std::to_string(i))) << i;
  for (int i = 1; i <= 17; ++i) EXPECT_NE(real().interpretation("D" + std::to_string(i)), nullptr) << i;
}

TEST(Catalogue, ARowSaysEverythingAboutItself) {
  const auto* row = real().requirement("SD-5.1.3.4/client-certificate");
  ASSERT_NE(row, nullptr);
  EXPECT_EQ(row->key, "SD-06b");
  EXPECT_EQ(row->clause, "5.1.3.4");
  EXPECT_EQ(row->level, Level::shall);
  EXPECT_EQ(row->level_source, "implied, D4");
  EXPECT_EQ(row->basis, Basis::seed);
  EXPECT_EQ(row->bound, std::vector<std::string>{"mss"});
  EXPECT_EQ(row->status, Status::in_scope);
  EXPECT_EQ(row->part_of, "SD-5.1.3.4/client-authentication");
  EXPECT_FALSE(row->positive.empty());
  EXPECT_FALSE(row->citations.empty());
  EXPECT_GT(row->where.line, 0);
  EXPECT_TRUE(may_fail(*row));
}

TEST(Catalogue, RowsThatDoNotBindNeverFail) {
  EXPECT_FALSE(may_fail(*real().requirement("AD-4.2.1/access-security-rfc3261")));
  EXPECT_FALSE(may_fail(*real().requirement("RFC5246-7.2.2/bad-record-mac-alert")));
  EXPECT_FALSE(may_fail(*real().requirement("SD-5.1.3.4/tls-optional")));
  EXPECT_FALSE(may_fail(*real().requirement("SD-5.1.3.4/server-to-server-encryption")));
  EXPECT_FALSE(may_fail(*real().requirement("AD-4.2.2/user-plane-all-interfaces")));
}

TEST(Catalogue, NothingIsCitedFromMemory) {
  for (const auto& row : real().requirements()) {
    EXPECT_FALSE(row.recall) << row.id;
    for (const auto& citation : row.citations) EXPECT_FALSE(citation.recall) << row.id;
  }
  for (const auto& row : real().references()) EXPECT_FALSE(row.recall) << row.id;
}

TEST(Catalogue, SelectsByPathClauseAndKey) {
  EXPECT_EQ(real().select("SD-5.1.3.4/tls-on-access").size(), 6u);
  EXPECT_EQ(real().select("SD-5.1.3.4/imap").size(), 6u);
  EXPECT_EQ(ids(real().select("SD-06b")), std::set<std::string>{"SD-5.1.3.4/client-certificate"});
  EXPECT_EQ(ids(real().select("5.1.3.4")), ids(real().select("SD-5.1.3.4")));
  EXPECT_EQ(real().select("AD-4.2").size(), 38u);
  EXPECT_TRUE(real().select("SD-5.1.3.4/client").empty());
  EXPECT_TRUE(real().select("").empty());
}

TEST(Selects, ComparesWholeComponents) {
  EXPECT_TRUE(selects("a/b", "a/b"));
  EXPECT_TRUE(selects("a/b", "a/b/c"));
  EXPECT_FALSE(selects("a/b", "a/bc"));
  EXPECT_FALSE(selects("a/b/c", "a/b"));
  EXPECT_TRUE(selects("AD-4.2", "AD-4.2.1/x"));
  EXPECT_FALSE(selects("AD-4.2", "AD-4.21/x"));
  EXPECT_FALSE(selects("a/b", "a/b.c"));
}

TEST(Catalogue, KnowsTheNamesThatExpressionsMayUse) {
  EXPECT_TRUE(real().knows_name("mss.client-certificate"));
  EXPECT_TRUE(real().knows_name("policy.prevails"));
  EXPECT_TRUE(real().knows_name("policy.tls.require"));
  EXPECT_FALSE(real().knows_name("policy.tls"));
  EXPECT_TRUE(real().knows_name("principal.lockout.0"));
  EXPECT_FALSE(real().knows_name("principal.lockout"));
  EXPECT_FALSE(real().knows_name("principal.lockout.never"));
  EXPECT_TRUE(real().knows_name("tls.versions.tlsv1.1"));
  EXPECT_FALSE(real().knows_name("tls.versions"));
  EXPECT_FALSE(real().knows_name("policy.tls.prefer"));
  EXPECT_FALSE(real().knows_name("mss.no-such-item"));
}

TEST(Catalogue, AsksForPolicyWithoutADefault) {
  const auto* question = real().ixit_question("policy.prevails");
  ASSERT_NE(question, nullptr);
  EXPECT_TRUE(question->required);
  EXPECT_EQ(question->type, "yes-no");
  EXPECT_TRUE(real().ixit_question("principal.password")->secret);
}

TEST(Catalogue, SurvivesBeingMoved) {
  auto first = load(std::string(ASSAY_ROOT) + "/specs");
  ASSERT_TRUE(first);
  const Catalogue second = std::move(*first);
  const auto* row = second.requirement("SD-5.1.3.4/imap");
  ASSERT_NE(row, nullptr);
  EXPECT_EQ(row, &*std::find_if(second.requirements().begin(), second.requirements().end(),
                                [](const Requirement& r) { return r.id == "SD-5.1.3.4/imap"; }));
}

}  // namespace catalogue_tests
}  // namespace assay::catalogue
