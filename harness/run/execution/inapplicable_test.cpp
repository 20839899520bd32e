// Tests of what is said where nothing of a selection applies: what is lacking, and who needs it.
#include "run/execution/inapplicable.hpp"

#include <gtest/gtest.h>

namespace assay::run {
namespace inapplicable_tests {

using Lines = std::vector<std::string>;

Plan needing(const std::vector<std::pair<std::string, std::string>>& cases) {
  Plan plan;
  for (const auto& [case_id, condition] : cases) {
    plan.cases.push_back(case_id);
    plan.not_applicable[case_id] = condition;
  }
  return plan;
}

TEST(Inapplicable, TheNameThatIsLackingIsSaidOnceWithTheCasesThatNeedIt) {
  Profile profile;
  profile.ics["here"] = true;
  EXPECT_EQ(
      inapplicable_lines(profile, needing({{"a", "here and role and option"}, {"b", "role"}, {"c", "here and other"}})),
      (Lines{"'role' does not hold, and is needed by a, b", "'other' does not hold, and is needed by c"}));
}

TEST(Inapplicable, WhereNoNameDecidesAloneTheConditionIsSaid) {
  Profile profile;
  profile.ics["one"] = true;
  EXPECT_EQ(inapplicable_lines(profile, needing({{"a", "two  or three"}, {"b", "not one"}})),
            (Lines{"'two or three' does not hold, and is needed by a", "'not one' does not hold, and is needed by b"}));
  EXPECT_EQ(inapplicable_lines(profile, needing({{"a", "(two or three) and four and (four or two)"}})),
            Lines{"'four' does not hold, and is needed by a"});
}

TEST(Inapplicable, AHundredCasesAreCounted) {
  EXPECT_EQ(inapplicable_lines({}, needing({{"a", "x"}, {"b", "x"}, {"c", "x"}, {"d", "x"}, {"e", "x"}})),
            Lines{"'x' does not hold, and is needed by a, b, c and 2 more"});
}

TEST(Inapplicable, TheProfileAndTheNumberOfCasesAreNamed) {
  Profile profile;
  profile.name = "mine";
  profile.directory = "somewhere/mine";
  const auto errors = nothing_to_run(profile, needing({{"a", "x"}, {"b", "y"}}));
  ASSERT_EQ(errors.size(), 3U);
  EXPECT_EQ(
      to_text(errors.front())
          .rfind("somewhere/mine/profile.xml: nothing to run: none of the 2 selected case(s) applies to 'mine'", 0),
      0U)
      << to_text(errors.front());
}

}  // namespace inapplicable_tests
}  // namespace assay::run
