// Tests of the static review: each kind of finding, and silence where the claims are in order.
#include <gtest/gtest.h>

#include <algorithm>
#include <stdexcept>

#include "catalogue/review.hpp"

namespace assay::catalogue {
namespace review_tests {

const Catalogue& real() {
  static const auto catalogue = load(std::string(ASSAY_ROOT) + "/specs");
  if (!catalogue) throw std::runtime_error(to_text(catalogue.error()));
  return *catalogue;
}

// A store that claims certificates and passwords, and no other role.
std::map<std::string, bool> store() {
  return {{"mss", true},           {"msc", false},
          {"cpm-client", false},   {"sip-core", false},
          {"conversation-server", false}, {"interworking-function", false},
          {"security-gateway", false},    {"mss.certificate-tls", true},
          {"mss.psk-tls", false},  {"mss.client-certificate", true},
          {"mss.sasl", true},      {"mss.acl", false},
          {"mss.starttls", true},  {"mss.imaps", true},
          {"mss.policy-configurable", true}, {"mss.revocation", true},
          {"mss.tls10", false},    {"mss.tls11-or-later", true},
          {"mss.fallback-signal", true}, {"mss.resumption", false}};
}

// "kind item" of each finding.
std::vector<std::string> findings(const std::map<std::string, bool>& support) {
  std::vector<std::string> out;
  for (const auto& finding : static_review(real(), support)) {
    EXPECT_FALSE(finding.text.empty());
    out.push_back(finding.kind + " " + finding.item);
  }
  return out;
}

using Findings = std::vector<std::string>;

TEST(StaticReview, FindsNothingInAnOrderlyClaim) { EXPECT_EQ(findings(store()), Findings{}); }

TEST(StaticReview, FindsAnUnansweredItem) {
  auto support = store();
  support.erase("mss.acl");
  EXPECT_EQ(findings(support), Findings{"unanswered mss.acl"});
}

TEST(StaticReview, FindsAnItemThatTheProformaLacks) {
  auto support = store();
  support["mss.teleport"] = true;
  EXPECT_EQ(findings(support), Findings{"unknown-item mss.teleport"});
}

TEST(StaticReview, FindsAMissingPrerequisite) {
  auto support = store();
  support["msc.starttls"] = true;
  EXPECT_EQ(findings(support), Findings{"prerequisite-missing msc.starttls"});
}

TEST(StaticReview, FindsAConditionalItemThatIsNotSupported) {
  auto support = store();
  support["mss.client-certificate"] = false;
  support["mss.sasl"] = false;
  EXPECT_EQ(findings(support), Findings{"conditional-not-supported mss.sasl"});
}

TEST(StaticReview, FindsAMandatoryItemThatIsNotSupported) {
  auto support = store();
  for (const char* item : {"sip.aka", "sip.aka-ruim", "sip.sec-agree", "sip.digest", "user-plane.msrp",
                           "user-plane.srtp", "user-plane.nni", "user-plane.uui", "sip.tls", "sip.udp", "sip.tcp", "sip.ims"})
    support[item] = false;
  support["cpm-client"] = true;
  EXPECT_EQ(findings(support), Findings{"mandatory-not-supported sip.digest"});
}

TEST(StaticReview, FindsAnEmptyOptionGroupOnce) {
  auto support = store();
  support["mss.starttls"] = support["mss.imaps"] = false;
  const auto found = static_review(real(), support);
  ASSERT_EQ(found.size(), 1u);
  EXPECT_EQ(found.front().kind, "option-group-empty");
  EXPECT_NE(found.front().text.find("mss.starttls, mss.imaps"), std::string::npos) << found.front().text;
}

TEST(StaticReview, FindsAnImplementationWithoutARole) {
  const auto found = findings({});
  EXPECT_EQ(found.front(), "unanswered mss");
  EXPECT_NE(std::find(found.begin(), found.end(), "option-group-empty o.1"), found.end());
}

}  // namespace review_tests
}  // namespace assay::catalogue
