// Tests of the plan: what a selector selects, and what stands before and after each negative.
#include "run/execution/plan.hpp"

#include <algorithm>

#include "run/stored_run_test.hpp"

namespace assay::run {
namespace plan_tests {

using namespace stored;

const std::string kTopic = "message-store/client-certificate/";

Profile reference() { return load_profile(ASSAY_ROOT, Run::get().profile(), Run::get().bench().catalogue).value(); }
Result<Plan> plan_for(const std::vector<std::string>& selectors, const Profile& profile = reference()) {
  return make_plan(Run::get().bench().suite, Run::get().bench().catalogue, profile, selectors);
}
std::set<std::string> cases(const Plan& plan) { return {plan.cases.begin(), plan.cases.end()}; }

TEST(Plan, ASelectorNamesACaseByItsTestId) {
  for (const std::string selector :
       {"con-104", "CPM-1.0-con-104", "message-store/client-certificate/rejects-expired-certificate"}) {
    const auto plan = plan_for({selector});
    ASSERT_TRUE(plan) << selector;
    EXPECT_EQ(cases(*plan),
              (std::set<std::string>{kTopic + "accepts-valid-certificate", kTopic + "rejects-expired-certificate"}))
        << selector;
  }
}

TEST(Plan, ANegativeStandsBetweenTwoRunsOfItsControl) {
  const auto plan = plan_for({"con-104"});
  ASSERT_TRUE(plan);
  ASSERT_EQ(plan->executions.size(), 3U);
  EXPECT_EQ(plan->executions[0].role, Role::control_before);
  EXPECT_EQ(plan->executions[1].role, Role::test);
  EXPECT_EQ(plan->executions[2].role, Role::control_after);
  EXPECT_EQ(plan->executions[0].case_id, kTopic + "accepts-valid-certificate");
  EXPECT_EQ(plan->executions[2].case_id, kTopic + "accepts-valid-certificate");
  EXPECT_EQ(plan->executions[1].before, plan->executions[0].id);
  EXPECT_EQ(plan->executions[1].after, plan->executions[2].id);
}

TEST(Plan, ARequirementSelectsTheCasesThatVerifyIt) {
  const auto plan = plan_for({"SD-5.1.3.4/client-certificate"});
  ASSERT_TRUE(plan);
  for (const auto& id : plan->cases) {
    const auto* subject = Run::get().bench().suite.find(id);
    EXPECT_TRUE(std::any_of(subject->verifies.begin(), subject->verifies.end(), [](const auto& one) {
      return one.requirement == "SD-5.1.3.4/client-certificate";
    })) << id;
  }
  EXPECT_TRUE(cases(*plan).count(kTopic + "does-not-open-mailbox-of-another"));
}

bool lies_in_the_clause(const std::string& requirement) {
  const auto* row = Run::get().bench().catalogue.requirement(requirement);
  return row->id.rfind("SD-5.1.3.4/", 0) == 0 || row->belongs_to.rfind("SD-5.1.3.4/", 0) == 0;
}

TEST(Plan, AClauseSelectsAllOfItsRequirements) {
  const auto of_clause = plan_for({"SD-5.1.3.4"});
  const auto all = plan_for({});
  ASSERT_TRUE(of_clause && all);
  const auto chosen = cases(*of_clause);
  std::set<std::string> controls;
  for (const auto& id : chosen) controls.insert(Run::get().bench().suite.find(id)->control);
  for (const auto& id : cases(*all)) {
    const auto& verifies = Run::get().bench().suite.find(id)->verifies;
    const bool of_it = std::any_of(verifies.begin(), verifies.end(),
                                   [](const auto& one) { return lies_in_the_clause(one.requirement); });
    EXPECT_EQ(chosen.count(id) > 0, of_it || controls.count(id) > 0) << id;
  }
  EXPECT_FALSE(plan_for({"SD-5.1.3"}) && cases(*plan_for({"SD-5.1.3"})).empty());
}

TEST(Plan, APrefixOfACaseSelectsByWholeComponents) {
  const auto topic = plan_for({"message-store/client-password"});
  ASSERT_TRUE(topic);
  for (const auto& id : topic->cases) EXPECT_EQ(id.rfind("message-store/client-password/", 0), 0U) << id;
  const auto half = plan_for({"message-store/client-pass"});
  ASSERT_FALSE(half);
  EXPECT_NE(half.error().what.find("nothing is selected by 'message-store/client-pass'"), std::string::npos);
}

TEST(Plan, OneSelectorThatSelectsNothingIsAnErrorEvenBesideOthers) { EXPECT_FALSE(plan_for({"con-104", "con-999"})); }

TEST(Plan, EveryNegativeOfTheWholeSuiteHasItsControlBeforeAndAfter) {
  const auto plan = plan_for({});
  ASSERT_TRUE(plan);
  std::map<std::string, std::size_t> place;
  for (std::size_t i = 0; i < plan->executions.size(); ++i) place[plan->executions[i].id] = i;
  ASSERT_EQ(place.size(), plan->executions.size()) << "an id was given twice";
  for (const auto& execution : plan->executions) {
    const auto* subject = Run::get().bench().suite.find(execution.case_id);
    EXPECT_NE(subject->kind, language::CaseKind::check);
    if (subject->kind != language::CaseKind::negative) continue;
    EXPECT_LT(place.at(execution.before), place.at(execution.id)) << execution.case_id;
    EXPECT_GT(place.at(execution.after), place.at(execution.id)) << execution.case_id;
    EXPECT_EQ(plan->executions[place.at(execution.before)].case_id, subject->control);
    EXPECT_EQ(plan->executions[place.at(execution.after)].case_id, subject->control);
  }
}

TEST(Plan, WhatDoesNotApplyIsNotExecutedAndSaysWhy) {
  Profile profile = reference();
  profile.ics["mss.revocation"] = false;
  const auto plan = plan_for({}, profile);
  const auto with_it = plan_for({});
  ASSERT_TRUE(plan && with_it);
  ASSERT_EQ(plan->not_applicable.size(), with_it->not_applicable.size() + 1);
  const std::string id = kTopic + "rejects-revoked-certificate";
  EXPECT_FALSE(with_it->not_applicable.count(id));
  ASSERT_TRUE(plan->not_applicable.count(id));
  const std::string why = plan->not_applicable.at(id);
  EXPECT_NE(why.find("mss.revocation"), std::string::npos);
  EXPECT_TRUE(cases(*plan).count(id)) << "it is listed all the same";
  for (const auto& execution : plan->executions) EXPECT_NE(execution.case_id, id);
}

TEST(Plan, ANegativeWhoseControlDoesNotApplyDoesNotEither) {
  Profile profile = reference();
  profile.ics["mss.client-certificate"] = false;
  const auto plan = plan_for({"message-store/client-certificate"}, profile);
  ASSERT_TRUE(plan);
  EXPECT_TRUE(plan->executions.empty());
  EXPECT_EQ(plan->not_applicable.size(), plan->cases.size());
  for (const auto& [id, why] : plan->not_applicable)
    EXPECT_NE(why.find("mss.client-certificate"), std::string::npos) << id;
}

}  // namespace plan_tests
}  // namespace assay::run
