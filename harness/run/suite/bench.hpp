// Everything of the suite that a run needs and that no IUT changes: specifications, cases, words, faults.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "catalogue/catalogue.hpp"
#include "catalogue/wrong.hpp"
#include "language/suite.hpp"
#include "language/vocabulary.hpp"

namespace assay::run {

struct Bench {
  std::string root;
  catalogue::Catalogue catalogue;
  language::Suite suite;
  language::Vocabulary vocabulary;
  std::map<std::string, tls::Fault> faults;
  std::vector<catalogue::Defect> defects;
  std::vector<catalogue::Setting> settings{};
};

constexpr const char* kSuiteVersion = "0.1.0";

// Reads specs/, testcases/ and fixtures/ below `root`. All errors, each with file and line.
tl::expected<Bench, std::vector<Error>> load_bench(const std::string& root, language::Vocabulary vocabulary);

// SHA-256 over the texts of the cases and procedures: what a trace was made with.
std::string cases_hash(const language::Suite& suite);
// SHA-256 over the cases and specifications, for reports.
std::string suite_hash(const Bench& bench);

}  // namespace assay::run
