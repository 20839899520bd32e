// Tests of the rules: each has a bad example in bad_examples/, with the lines where it fires marked in it.
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <regex>
#include <set>
#include <sstream>

#include <fmt/format.h>

#include "language/example_suite_test.hpp"

namespace assay::language {
namespace lint_tests {

namespace fs = std::filesystem;
using Place = std::pair<std::string, int>;  // file and line

const std::string kExamples = std::string(ASSAY_ROOT) + "/harness/language/bad_examples";

std::string read(const fs::path& path) {
  std::ifstream in(path);
  std::stringstream text;
  text << in.rdbuf();
  return text.str();
}

std::vector<fs::path> examples() {
  std::vector<fs::path> out;
  for (const auto& entry : fs::directory_iterator(kExamples))
    if (entry.path().extension() == ".xml") out.push_back(entry.path());
  std::sort(out.begin(), out.end());
  return out;
}

// The number in the file's name.
int number_of(const fs::path& path) { return std::stoi(path.filename().string().substr(6, 3)); }
std::string prefix_of(int number) { return fmt::format("ASSAY-{:03}", number); }

// "ASSAY-029 at requirements.xml:7", or "ASSAY-014" for the line that it stands on.
std::set<Place> marks(const std::string& text, const std::string& name, int number) {
  const std::regex mark(prefix_of(number) + "( at ([^: ]+):([0-9]+))?");
  std::set<Place> out;
  std::istringstream lines(text);
  std::string line;
  for (int at = 1; std::getline(lines, line); ++at) {
    std::smatch found;
    if (!std::regex_search(line, found, mark)) continue;
    if (found[1].matched) out.insert({found[2].str(), std::stoi(found[3].str())});
    else out.insert({name, at});
  }
  return out;
}

// Rules about the catalogue need a row that breaks them.
catalogue::Rows rows_for(int number) {
  auto rows = example::rows();
  if (number == 29) {
    rows.requirements.push_back(example::requirement("T-1/uncovered"));
    rows.requirements.back().where = {"requirements.xml", 7, 1};
  }
  if (number == 30) {
    rows.planned.push_back(rows.planned.front());
    rows.planned.back().id = "CPM-1.0-con-103";
    rows.planned.back().case_id = "";
    rows.planned.back().where = {"planned.xml", 9, 1};
  }
  return rows;
}

std::vector<Error> errors_of(const std::map<std::string, std::string>& texts, int number) {
  const auto suite = read_suite_texts(texts, example::kSchema);
  if (!suite) return suite.error();
  const catalogue::Catalogue catalogue(rows_for(number));
  const auto vocabulary = example::vocabulary();
  const auto names = example::names();
  return lint({*suite, catalogue, vocabulary, example::defects(), {"flip"}, names});
}

std::map<std::string, std::string> base() {
  return {{"0-cases.xml", read(kExamples + "/base/cases.xml")}, {"0-procedures.xml", read(kExamples + "/base/procedures.xml")}};
}

TEST(Lint, WhatTheExamplesStandOnBreaksNoRule) {
  for (const auto& error : errors_of(base(), 0)) ADD_FAILURE() << to_text(error);
}

TEST(Lint, EachBadExampleFiresItsRuleAtTheMarkedLinesAndNoOther) {
  for (const auto& path : examples()) {
    const std::string name = path.filename().string();
    const int number = number_of(path);
    auto texts = base();
    texts[name] = read(path);
    std::set<Place> fired;
    for (const auto& error : errors_of(texts, number)) {
      EXPECT_EQ(error.what.rfind(prefix_of(number) + ": ", 0), 0u) << name << ": " << to_text(error);
      EXPECT_FALSE(error.way_out.empty()) << to_text(error);
      fired.insert({error.where.file, error.where.line});
    }
    EXPECT_FALSE(fired.empty()) << name;
    EXPECT_EQ(fired, marks(texts[name], name, number)) << name;
  }
}

TEST(Lint, EachRuleHasABadExample) {
  std::set<int> shown;
  for (const auto& path : examples()) shown.insert(number_of(path));
  std::set<int> rules;
  for (const auto& rule : lint_rules()) {
    EXPECT_TRUE(shown.count(rule.number)) << prefix_of(rule.number) << ": " << rule.title;
    EXPECT_TRUE(rules.insert(rule.number).second) << "twice: " << rule.number;
    EXPECT_FALSE(rule.title.empty());
  }
  EXPECT_EQ(shown, rules);
}

TEST(Lint, TheSameBreachIsSaidOnceHoweverManyWaysLeadToIt) {
  auto texts = base();
  texts["x.xml"] = read(kExamples + "/ASSAY-026-unknown-fault.xml");
  EXPECT_EQ(errors_of(texts, 26).size(), 2u);  // one for each line that is marked there
}

}  // namespace lint_tests
}  // namespace assay::language
