// Tests of the real suite against its own rules, with the full vocabulary.
#include <gtest/gtest.h>

#include <set>

#include "catalogue/wrong.hpp"
#include "cli/modules.hpp"
#include "language/explain.hpp"
#include "language/lint.hpp"
#include "run/lab/case_names.hpp"
#include "run/lab/profile.hpp"

namespace assay::cli {
namespace suite_lint_tests {

const std::string kRoot = ASSAY_ROOT;

TEST(SuiteLint, TheSuiteHoldsToItsOwnRules) {
  const auto catalogue = catalogue::load(kRoot + "/specs");
  ASSERT_TRUE(catalogue) << to_text(catalogue.error());
  const auto suite = language::read_suite(kRoot + "/testcases");
  ASSERT_TRUE(suite) << to_text(suite.error().front());
  const auto defects = catalogue::load_defects(kRoot + "/fixtures/defects.xml", kRoot + "/specs");
  const auto faults = catalogue::load_faults(kRoot + "/fixtures/faults.xml", kRoot + "/specs");
  ASSERT_TRUE(defects && faults);
  std::set<std::string> fault_names;
  for (const auto& fault : *faults) fault_names.insert(fault.id);
  const auto names = run::case_names(*catalogue);
  const auto vocabulary = full_vocabulary();
  for (const auto& error : language::lint({*suite, *catalogue, vocabulary, *defects, fault_names, names}))
    ADD_FAILURE() << to_text(error);
}

TEST(SuiteLint, EveryValueOfAProfileIsANameThatCasesMayUse) {
  const auto catalogue = catalogue::load(kRoot + "/specs");
  ASSERT_TRUE(catalogue) << to_text(catalogue.error());
  const auto profile = run::load_profile(kRoot, "reference", *catalogue);
  ASSERT_TRUE(profile) << to_text(profile.error().front());
  const auto names = run::case_names(*catalogue);
  const auto values = run::values_of(*profile);
  for (const auto& [name, value] : values) EXPECT_TRUE(names.values.count(name)) << name;
  for (const auto& principal : names.principals) EXPECT_TRUE(values.count(principal + ".user")) << principal;
  EXPECT_FALSE(names.certificate_problems.empty());
}

}  // namespace suite_lint_tests
}  // namespace assay::cli
