// Tests of explaining the real cases: every one can be printed, and the row holds what a tester needs.
#include <gtest/gtest.h>

#include "cli/modules.hpp"
#include "language/explain.hpp"
#include "run/lab/case_names.hpp"

namespace assay::cli {
namespace explain_suite_tests {

struct Loaded {
  catalogue::Catalogue catalogue = catalogue::load(std::string(ASSAY_ROOT) + "/specs").value();
  language::Suite suite = language::read_suite(std::string(ASSAY_ROOT) + "/testcases").value();
  language::Vocabulary vocabulary = full_vocabulary();
  language::Names names = run::case_names(catalogue);

  std::string row(const language::Case& subject) const {
    return language::explain(suite, catalogue, vocabulary, names, subject);
  }
};

TEST(ExplainSuite, EveryCaseHasARowWithAProcedureAndCriteria) {
  const Loaded loaded;
  for (const auto& subject : loaded.suite.cases) {
    const auto row = loaded.row(subject);
    EXPECT_NE(row.find("Test Procedure           1. "), std::string::npos) << row;
    EXPECT_NE(row.find("Pass-Criteria            1. In step"), std::string::npos) << row;
    EXPECT_EQ(row.find("{row."), std::string::npos) << row;
  }
}

TEST(ExplainSuite, ANegativeNamesItsControlItsDifferenceAndWhatFailsIt) {
  const Loaded loaded;
  const auto* subject = loaded.suite.find("message-store/client-certificate/rejects-expired-certificate");
  ASSERT_NE(subject, nullptr);
  const auto row = loaded.row(*subject);
  for (const char* part : {"CPM-1.0-con-104", "role of mss", "SD-5.1.3.4/client-certificate (SD-06b), negative observation",
                           "level shall (implied, D4), basis", "Reading D4,", "mss and mss.client-certificate",
                           "accepts-valid-certificate", "'alice' in the control, 'alice-expired' here",
                           "certificate alice-expired", "tls.ignores-client-certificate-expiry (defects"})
    EXPECT_NE(row.find(part), std::string::npos) << part << "\n" << row;
}

}  // namespace explain_suite_tests
}  // namespace assay::cli
