// Tests of findings.xml: read, refused with file and line, and an entry that can be pasted as it is printed.
#include "run/judgement/findings.hpp"

#include "run/stored_run_test.hpp"

namespace assay::run {
namespace findings_tests {

using namespace stored;

class FindingsTest : public ::testing::Test {
 protected:
  void write(const std::string& entries) const {
    put(path_, "<?xml version=\"1.0\"?>\n<findings xmlns=\"urn:assay:findings\">\n" + entries + "</findings>\n");
  }
  auto load() const { return load_findings(ASSAY_ROOT, folder_.path()); }

  Folder folder_;
  std::string path_ = folder_.path("findings.xml");
};

TEST_F(FindingsTest, NoFileIsNoFindings) {
  const auto found = load();
  ASSERT_TRUE(found);
  EXPECT_TRUE(found->empty());
}

TEST_F(FindingsTest, WhatIsPrintedToBePastedCanBeReadAgain) {
  const KnownFinding finding{"a/b", "fail", "T-1/one", "* OK <b> \"x\" & \\x1b\\r\\n", "", "", "", {}};
  std::string entry = paste_ready(finding);
  entry.replace(entry.find("YYYY-MM-DD"), 10, "2030-12-31");
  write(entry);
  const auto found = load();
  ASSERT_TRUE(found) << to_text(found.error().front());
  ASSERT_EQ(found->size(), 1U);
  EXPECT_EQ(found->front().case_id, finding.case_id);
  EXPECT_EQ(found->front().verdict, "fail");
  EXPECT_EQ(found->front().clause, "T-1/one");
  EXPECT_EQ(found->front().octets, finding.octets);
  EXPECT_EQ(found->front().expires, "2030-12-31");
  EXPECT_EQ(found->front().where.line, 3);
}

TEST_F(FindingsTest, AFindingOccursAlwaysUnlessItIsSaid) {
  std::string entry = paste_ready({"a/b", "fail", "T-1/one", "a001 OK done", "", "", "", {}});
  entry.replace(entry.find("YYYY-MM-DD"), 10, "2030-12-31");
  std::string other = entry;
  other.replace(other.find("verdict="), 0, "occurs=\"sometimes\" ");
  write(entry + other);
  const auto found = load();
  ASSERT_TRUE(found) << to_text(found.error().front());
  ASSERT_EQ(found->size(), 2U);
  EXPECT_FALSE(found->front().sometimes);
  EXPECT_TRUE(found->back().sometimes);
}

TEST_F(FindingsTest, AFieldThatIsMissingOrWrongIsToldWithItsLine) {
  KnownFinding finding{"a/b", "fail", "T-1/one", "x", "", "", "", {}};
  std::string good = paste_ready(finding);
  good.replace(good.find("YYYY-MM-DD"), 10, "2030-12-31");
  for (const auto& [from, to] : {std::pair{"case=\"a/b\"", ""}, std::pair{"verdict=\"fail\"", "verdict=\"pass\""},
                                 std::pair{" owner=\"WHO LOOKS AFTER IT\"", ""}, std::pair{"2030-12-31", "soon"},
                                 std::pair{"<octets>x</octets>", ""}, std::pair{"<reason>WHY IT IS SO</reason>", ""}}) {
    std::string bad = good;
    bad.replace(bad.find(from), std::string(from).size(), to);
    write(bad);
    const auto found = load();
    ASSERT_FALSE(found) << from;
    EXPECT_EQ(found.error().front().where.file, path_);
    EXPECT_GE(found.error().front().where.line, 3);
    EXPECT_LE(found.error().front().where.line, 6);
  }
}

TEST_F(FindingsTest, XmlThatIsNotWellFormedIsTold) {
  write("<finding");
  const auto found = load();
  ASSERT_FALSE(found);
  EXPECT_EQ(found.error().front().where.file, path_);
  EXPECT_GT(found.error().front().where.line, 0);
}

}  // namespace findings_tests
}  // namespace assay::run
