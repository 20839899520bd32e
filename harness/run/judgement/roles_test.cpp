// Tests of each role alone: a product that is right reaches exit 0, and no case judges what is not claimed.
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "run/degenerate_trial_test.hpp"
#include "run/results/results.hpp"

namespace assay::run {
namespace roles_tests {

using degenerate::bench;
using degenerate::required;

const std::vector<std::string> kRoles{"mss", "msc", "cpm-client", "sip-core", "conversation-server"};

// The reference in this role alone, with every option of it but one, or with all.
Profile in_role(const std::string& role, const std::string& without = {}) {
  Profile profile = required(load_profile(ASSAY_ROOT, "reference", bench().catalogue));
  for (const auto& item : bench().catalogue.ics()) {
    const bool is_role = std::find(kRoles.begin(), kRoles.end(), item.id) != kRoles.end();
    const auto lookup = [&](const std::string& name) { return holds(profile, name); };
    const bool asked = !item.prerequisite || item.prerequisite->evaluate(lookup);
    profile.ics[item.id] = (is_role ? item.id == role : asked && profile.ics[item.id]) && item.id != without;
  }
  return profile;
}

// A run in which all that applies passed.
Judgement all_passed(const Profile& profile) {
  Judgement judgement{required(make_plan(bench().suite, bench().catalogue, profile, {})), {}, {}};
  for (const auto& execution : judgement.plan.executions)
    judgement.verdicts[execution.case_id] = {engine::Verdict::pass, "", "", {}};
  return judgement;
}

TEST(Roles, EachAloneReachesExitZero) {
  for (const auto& role : kRoles) {
    const Profile profile = in_role(role);
    const auto outcome =
        conclude(bench().suite, bench().catalogue, profile, all_passed(profile), nullptr, "2026-01-01");
    EXPECT_EQ(outcome.exit, Exit::conform) << role << ": " << outcome.why;
    EXPECT_GT(outcome.counts.at("not-applicable"), 0) << role;
  }
}

TEST(Roles, ACaseThatAppliesHasARequirementThatDoes) {
  for (const auto& role : kRoles)
    for (const auto& item : bench().catalogue.ics()) {
      const Profile profile = in_role(role, item.id);
      const Plan plan = required(make_plan(bench().suite, bench().catalogue, profile, {}));
      for (const auto& execution : plan.executions) {
        const auto& all = bench().suite.find(execution.case_id)->verifies;
        EXPECT_TRUE(std::any_of(
            all.begin(), all.end(),
            [&](const auto& one) { return is_claimed(profile, *bench().catalogue.requirement(one.requirement)); }))
            << execution.case_id << ", in the role " << role << " without " << item.id;
      }
    }
}

std::string verdict_of(const std::string& requirement, const Profile& profile, const Judgement& judgement,
                       const Outcome& outcome) {
  const degenerate::Folder folder;
  const RunFacts facts{};
  required(write_results(folder.path, {facts, bench().suite, bench().catalogue, profile, judgement, outcome}).map([] {
    return 0;
  }));
  const auto results = nlohmann::json::parse(required(read_file(folder.path + "/results.json")));
  for (const auto& row : results["requirements"])
    if (row["id"] == requirement) return row["verdict"];
  return "no row";
}

// A server that believes strangers fails what the change request says, and the RFC only where it claims that.
TEST(Roles, AFailCountsByWhatIsClaimed) {
  const std::string forged = "conversation-server/origin/refuses-stranger-with-forged-identity/plain";
  for (const bool claimed : {true, false}) {
    const Profile profile = in_role("conversation-server", claimed ? "" : "sip.asserted-identity");
    Judgement judgement = all_passed(profile);
    ASSERT_EQ(judgement.verdicts.count(forged), 1U);
    judgement.verdicts[forged].verdict = engine::Verdict::fail;
    const auto outcome = conclude(bench().suite, bench().catalogue, profile, judgement, nullptr, "2026-01-01");
    EXPECT_EQ(outcome.exit, Exit::nonconformity) << outcome.why;
    EXPECT_EQ(verdict_of("AD-4.2.1/client-authenticated-first", profile, judgement, outcome), "fail");
    EXPECT_EQ(verdict_of("AD-4.2.1/rely-on-core-security", profile, judgement, outcome), "fail");
    EXPECT_EQ(verdict_of("RFC3325-8/untrusted-identity-unused", profile, judgement, outcome),
              claimed ? "fail" : "not-applicable");
  }
}

}  // namespace roles_tests
}  // namespace assay::run
