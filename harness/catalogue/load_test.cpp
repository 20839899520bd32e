// Tests of what load() refuses: the specs of the suite with one thing made wrong, file and line told.
#include <gtest/gtest.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <set>
#include <sstream>

#include "catalogue/catalogue.hpp"

namespace assay::catalogue {
namespace load_tests {

namespace fs = std::filesystem;

// A copy of specs/ of its own, gone at the end of the test.
class LoadTest : public ::testing::Test {
 protected:
  void SetUp() override {
    const auto name = std::string(::testing::UnitTest::GetInstance()->current_test_info()->name());
    directory_ = fs::temp_directory_path() / ("assay-specs-" + std::to_string(::getpid()) + "-" + name);
    fs::copy(std::string(ASSAY_ROOT) + "/specs", directory_, fs::copy_options::recursive);
  }
  void TearDown() override { fs::remove_all(directory_); }

  std::string read(const std::string& file) const {
    std::ifstream in(directory_ / file, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
  }
  void write(const std::string& file, const std::string& text) const {
    std::ofstream(directory_ / file, std::ios::binary) << text;
  }

  // Replaces the first `from` after the first `after`; gives the line where that stands.
  int replace(const std::string& file, const std::string& after, const std::string& from, const std::string& to) const {
    auto text = read(file);
    const auto start = text.find(after);
    const auto at = start == std::string::npos ? start : text.find(from, start);
    if (at == std::string::npos) throw std::runtime_error("the test does not fit " + file);
    text.replace(at, from.size(), to);
    write(file, text);
    return 1 + static_cast<int>(std::count(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(start), '\n'));
  }

  // One error at this file and line whose text holds `part` is among those found, and load() fails.
  void expect_error(const std::string& file, int line, const std::string& part) const {
    EXPECT_FALSE(load(directory_.string()));
    std::ostringstream all;
    for (const auto& error : check(directory_.string())) {
      if (error.where.file == (directory_ / file).string() && error.where.line == line &&
          error.what.find(part) != std::string::npos)
        return;
      all << to_text(error) << "\n";
    }
    ADD_FAILURE() << "expected " << file << ":" << line << " … " << part << "; found\n" << all.str();
  }

  fs::path directory_;
};

const char* const kRequirements = "requirements/system-description.xml";

TEST_F(LoadTest, AcceptsTheCopyAsItIs) { EXPECT_TRUE(load(directory_.string())); }

TEST_F(LoadTest, UnknownInterpretation) {
  const int line = replace(kRequirements, "id=\"SD-5.1.3.4/certificate-tls\"", "D4 D11 D15", "D4 D99");
  expect_error(kRequirements, line, "D99");
}

TEST_F(LoadTest, UnknownRowThatAnOptionBelongsTo) {
  const std::string sip = "requirements/sip.xml";
  const int line = replace(sip, "id=\"RFC3325-8/untrusted-identity-unused\"", "belongs-to=\"AD-4.2.1/rely-on-core-security\"",
                           "belongs-to=\"AD-4.2.1/nowhere\"");
  expect_error(sip, line, "belongs to the unknown requirement AD-4.2.1/nowhere");
}

TEST_F(LoadTest, UnknownReference) {
  const int line = replace(kRequirements, "<citation reference=\"RFC2246\" clause=\"7.4.9\"", "RFC2246", "RFC9999");
  expect_error(kRequirements, line, "RFC9999");
}

TEST_F(LoadTest, UnknownDocument) {
  const int line =
      replace(kRequirements, "id=\"SD-5.1.3.4/certificate-tls\"", "OMA-TS-CPM_System_Description", "OMA-X");
  expect_error(kRequirements, line, "OMA-X");
}

TEST_F(LoadTest, UnknownIcsItemInACondition) {
  const int line = replace(kRequirements, "id=\"SD-5.1.3.4/client-certificate\"", "mss.client-certificate\"",
                           "mss.client-certificat\"");
  expect_error(kRequirements, line, "mss.client-certificat'");
}

TEST_F(LoadTest, MalformedCondition) {
  const int line = replace(kRequirements, "id=\"SD-5.1.3.4/client-certificate\"", "mss and", "mss and and");
  expect_error(kRequirements, line, "expected a name");
}

TEST_F(LoadTest, UnknownWhole) {
  const int line = replace(kRequirements, "id=\"SD-5.1.3.4/client-certificate\"",
                           "part-of=\"SD-5.1.3.4/client-authentication\"", "part-of=\"SD-5.1.3.4/nothing\"");
  expect_error(kRequirements, line, "SD-5.1.3.4/nothing");
}

TEST_F(LoadTest, DuplicateIdInOneFile) {
  const int line =
      replace(kRequirements, "id=\"SD-5.1.3.4/psk-tls\"", "SD-5.1.3.4/psk-tls", "SD-5.1.3.4/certificate-tls");
  expect_error(kRequirements, line, "SD-5.1.3.4/certificate-tls");
}

TEST_F(LoadTest, DuplicateIdAcrossFiles) {
  const int line = replace(kRequirements, "id=\"SD-5.1.3.4/tls-optional\"", "SD-5.1.3.4/tls-optional",
                           "RFC8996-4/no-tls10");
  expect_error(kRequirements, line, "defined twice");
}

TEST_F(LoadTest, PlannedWithoutAPlace) {
  const int line = replace(kRequirements, "id=\"SD-5.1.3.4/psk-tls\"", " place=\"PSK\"", "");
  expect_error(kRequirements, line, "where its cases will come");
}

TEST_F(LoadTest, AReasonThatExcusesATestableShall) {
  const int line = replace(kRequirements, "id=\"SD-5.1.3.4/client-certificate\"", "status=\"in-scope\"",
                           "status=\"in-scope\" reason=\"permission\"");
  expect_error(kRequirements, line, "excuses only a permission");
}

TEST_F(LoadTest, AWordThatTheSchemaDoesNotKnow) {
  const int line = replace("ics.xml", "<item id=\"mss\"", "status=\"o\"", "status=\"perhaps\"");
  expect_error("ics.xml", line, "perhaps");
}

TEST_F(LoadTest, AConditionalItemWithoutItsCondition) {
  const int line = replace("ics.xml", "<item id=\"mss.starttls\"", "status=\"o\"", "status=\"c\"");
  expect_error("ics.xml", line, "status c and a condition");
}

TEST_F(LoadTest, AQuestionWithTheNameOfAnItem) {
  const int line = replace("ixit.xml", "<question id=\"policy.prevails\"", "policy.prevails", "mss.starttls");
  expect_error("ixit.xml", line, "mss.starttls");
}

TEST_F(LoadTest, ATestOfARemovedRequirement) {
  const int line = replace("planned.xml", "<test id=\"CPM-1.0-con-101\"", "SD-5.1.3.4/client-certificate",
                           "SD-5.1.3.4/server-to-server-encryption");
  expect_error("planned.xml", line, "removed requirement");
}

TEST_F(LoadTest, ATestOfAnUnknownRequirement) {
  const int line = replace("planned.xml", "<test id=\"CPM-1.0-con-101\"", "SD-5.1.3.4/client-certificate",
                           "SD-5.1.3.4/client-certificates");
  expect_error("planned.xml", line, "unknown requirement");
}

TEST_F(LoadTest, ARowThatLeavesOutWhatTheTableHasNot) {
  const int line = replace("tables.xml", "<row id=\"select\"", "without=\"l r\"", "without=\"l sideways\"");
  expect_error("tables.xml", line, "leaves out 'sideways'");
}

TEST_F(LoadTest, ARowThatLeavesOutASideThatAColumnHasNot) {
  const int line = replace("tables.xml", "<row id=\"select\"", "without=\"l r\"", "without=\"folder/given\"");
  expect_error("tables.xml", line, "leaves out 'folder/given'");
}

TEST_F(LoadTest, ARowOfATableTwice) {
  const int line = replace("tables.xml", "<row id=\"examine\"", "id=\"examine\"", "id=\"select\"");
  expect_error("tables.xml", line, "select");
}

TEST_F(LoadTest, AMissingFile) {
  fs::remove(directory_ / "ixit.xml");
  expect_error("ixit.xml", 0, "cannot open");
}

TEST_F(LoadTest, AFileCutInHalf) {
  const auto text = read("references.xml");
  write("references.xml", text.substr(0, text.size() / 2));
  const auto errors = check(directory_.string());
  ASSERT_EQ(errors.size(), 1u);
  EXPECT_EQ(errors.front().where.file, (directory_ / "references.xml").string());
  EXPECT_GT(errors.front().where.line, 1);
}

TEST_F(LoadTest, ErrorsOfSeveralFilesComeTogether) {
  replace("ics.xml", "<item id=\"mss\"", "status=\"o\"", "status=\"perhaps\"");
  replace("ixit.xml", "<question id=\"policy.prevails\"", "yes-no", "maybe");
  std::set<std::string> files;
  for (const auto& error : check(directory_.string())) files.insert(fs::path(error.where.file).filename().string());
  EXPECT_EQ(files, (std::set<std::string>{"ics.xml", "ixit.xml"}));
}

TEST(Load, SaysThatTheDirectoryIsMissing) {
  const auto catalogue = load("no-such-directory");
  ASSERT_FALSE(catalogue);
  EXPECT_EQ(catalogue.error().where.file, "no-such-directory/requirements");
}

}  // namespace load_tests
}  // namespace assay::catalogue
