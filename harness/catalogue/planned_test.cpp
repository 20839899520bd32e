// Tests of the test programme: no id is lost, and each leads somewhere.
#include <gtest/gtest.h>

#include <map>
#include <set>
#include <stdexcept>

#include "catalogue/catalogue.hpp"

namespace assay::catalogue {
namespace planned_tests {

const Catalogue& real() {
  static const auto catalogue = load(std::string(ASSAY_ROOT) + "/specs");
  if (!catalogue) throw std::runtime_error(to_text(catalogue.error()));
  return *catalogue;
}

std::multiset<int> numbers_of(const std::string& group) {
  std::multiset<int> out;
  for (const auto& row : real().planned())
    if (row.group == group) out.insert(std::stoi(row.id.substr(row.id.size() - 3)));
  return out;
}

std::multiset<int> range(int first, int last) {
  std::multiset<int> out;
  for (int i = first; i <= last; ++i) out.insert(i);
  return out;
}

TEST(Planned, GroupsAAndCStandCompleteAndOnce) {
  EXPECT_EQ(numbers_of("A"), range(101, 118));
  EXPECT_EQ(numbers_of("C"), range(201, 216));
}

TEST(Planned, TheProgrammeHas120TestsAndAReserve) {
  std::size_t reserve = 0;
  for (const auto& row : real().planned()) reserve += row.reserve ? 1 : 0;
  EXPECT_EQ(real().planned().size() - reserve, 120u);
  EXPECT_EQ(reserve, 21u);
}

TEST(Planned, EachTestIsHereOrInANamedIssue) {
  const std::set<std::string> issues{"the client role and the rest of store authentication",
                                     "PSK", "the policy table", "access control lists", "asserted services, which wait for the text of RFC 6050",
                                     "IMS AKA and IPsec", "network domain security", "user plane", "interworking"};
  for (const auto& row : real().planned())
    EXPECT_TRUE(row.here ? row.issue.empty() : issues.count(row.issue) == 1) << row.id << " " << row.issue;
}

TEST(Planned, EachRequirementInScopeHasATestHereOrAReason) {
  std::set<std::string> covered;
  for (const auto& row : real().planned())
    if (row.here) covered.insert(row.requirements.begin(), row.requirements.end());
  for (const auto& row : real().requirements()) {
    if (!may_fail(row) || row.status != Status::in_scope || row.by_parts || row.reason != Reason::none) continue;
    EXPECT_TRUE(covered.count(row.id)) << row.id;
  }
}

TEST(Planned, EachPlannedRequirementHasATestInTheIssueThatItNames) {
  std::map<std::string, std::set<std::string>> issues;
  for (const auto& row : real().planned())
    for (const auto& id : row.requirements) issues[id].insert(row.issue);
  for (const auto& row : real().requirements()) {
    if (row.status != Status::planned || row.level == Level::statement) continue;
    EXPECT_TRUE(issues[row.id].count(row.place)) << row.id << " at " << row.place;
  }
}

}  // namespace planned_tests
}  // namespace assay::catalogue
