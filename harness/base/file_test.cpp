// Tests of whole files and of run.json: never half of one, and what is missing is named.
#include <sys/stat.h>

#include "run/results/facts.hpp"
#include "run/stored_run_test.hpp"

namespace assay::run {
namespace file_tests {

using namespace stored;

TEST(File, WhatIsWrittenIsReadAgainOctetByOctet) {
  const Folder folder;
  Bytes octets("\0\r\n\xff", 4);
  ASSERT_TRUE(write_file(folder.path("x"), octets, 0600));
  EXPECT_EQ(read_file(folder.path("x")).value(), octets);
  ASSERT_TRUE(write_file(folder.path("x"), "", 0600));
  EXPECT_EQ(read_file(folder.path("x")).value(), "");
}

TEST(File, TheModeHoldsAlsoForAFileThatWasOpenToAll) {
  const Folder folder;
  put(folder.path("x"), "old");
  fs::permissions(folder.path("x"), fs::perms::all);
  ASSERT_TRUE(write_file(folder.path("x"), "new", 0600));
  struct stat status {};
  ASSERT_EQ(::stat(folder.path("x").c_str(), &status), 0);
  EXPECT_EQ(status.st_mode & 0777, 0600U);
}

TEST(File, AFailedWriteLeavesTheOldFileAndNothingElse) {
  const Folder folder;
  fs::create_directory(folder.path("x"));
  put(folder.path("x/inside"), "old");
  const auto before = snapshot(folder.path());
  EXPECT_FALSE(write_file(folder.path("x"), "new", 0600));
  EXPECT_FALSE(write_file(folder.path("no/such/place"), "new", 0600));
  EXPECT_EQ(snapshot(folder.path()), before);
}

TEST(File, ADirectoryOrNothingIsAnErrorThatNamesIt) {
  const Folder folder;
  for (const std::string& path : {folder.path(), folder.path("nothing")}) {
    const auto read = read_file(path);
    ASSERT_FALSE(read) << path;
    EXPECT_NE(read.error().what.find(path), std::string::npos);
  }
}

TEST(Facts, AreReadAgainAsTheyWereSaved) {
  const Folder folder;
  RunFacts facts;
  facts.report_id = "r-1";
  facts.op = "somebody";
  facts.selection = {"con-104", "SD-5.1.3.4"};
  facts.deviations = {"the preflight was skipped"};
  facts.known = true;
  facts.version = "1.0 \xff";  // a product may say anything
  ASSERT_TRUE(save_facts(folder.path(), facts));
  const auto read = load_facts(folder.path());
  ASSERT_TRUE(read) << to_text(read.error());
  EXPECT_EQ(read->report_id, "r-1");
  EXPECT_EQ(read->op, "somebody");
  EXPECT_EQ(read->selection, facts.selection);
  EXPECT_EQ(read->deviations, facts.deviations);
  EXPECT_TRUE(read->known);
}

TEST(Facts, AFieldThatIsMissingOrOfAnotherTypeIsNamed) {
  const Folder folder;
  ASSERT_TRUE(save_facts(folder.path(), {}));
  const std::string path = folder.path("run.json"), whole = text_of(path);
  stored::replace(path, "", "\"selection\": []", "\"selection\": \"all\"");
  auto read = load_facts(folder.path());
  ASSERT_FALSE(read);
  EXPECT_EQ(read.error().where.file, path);
  EXPECT_NE(read.error().what.find("'selection'"), std::string::npos);
  put(path, whole);
  stored::replace(path, "", "\"seed\"", "\"sead\"");
  read = load_facts(folder.path());
  ASSERT_FALSE(read);
  EXPECT_NE(read.error().what.find("'seed'"), std::string::npos);
  put(path, whole.substr(0, whole.size() / 2));
  read = load_facts(folder.path());
  ASSERT_FALSE(read);
  EXPECT_EQ(read.error().where.file, path);
  EXPECT_GT(read.error().where.line, 0);
}

}  // namespace file_tests
}  // namespace assay::run
