// What cases of SIP take for themselves: the accounts of a core, and the place where the suite stands.
#include <gtest/gtest.h>

#include <set>

#include "run/degenerate_trial_test.hpp"
#include "run/schedule/units.hpp"

namespace assay::run {
namespace sip_demands_tests {

using degenerate::bench;
using degenerate::required;

// Which demands occur in what the selector names, run against the reference.
std::set<std::set<std::string>> demands(const std::string& selector) {
  const auto profile = required(load_profile(ASSAY_ROOT, "reference", bench().catalogue));
  const auto plan = required(make_plan(bench().suite, bench().catalogue, profile, {selector}));
  std::set<std::set<std::string>> out;
  for (const auto& demand : required(demands_of(bench(), profile, plan))) out.insert(demand.names);
  return out;
}

using Names = std::set<std::set<std::string>>;

TEST(SipDemands, WhoConnectsToACoreHoldsItsAccounts) {
  EXPECT_EQ(demands("sip-core"), Names{{"accounts"}}) << "each of them may bind an address, and the next would see it";
}

TEST(SipDemands, WhoStandsAtAPlaceOfTheProfileStandsThereAlone) {
  EXPECT_EQ(demands("conversation-server"), Names{{"stand at suite-core-udp"}});
}

TEST(SipDemands, WhoAwaitsAClientAtAFreePortHoldsNothing) {
  EXPECT_EQ(demands("cpm-client"), Names{{}});
  EXPECT_EQ(demands("message-store"), Names{{}});
}

}  // namespace sip_demands_tests
}  // namespace assay::run
