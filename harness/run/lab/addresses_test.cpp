// Tests of the addresses of a profile: what is none of this host is told with the answer that gives it.
#include "run/lab/addresses.hpp"

#include <gtest/gtest.h>

#include "run/degenerate_trial_test.hpp"

namespace assay::run {
namespace addresses_tests {

using degenerate::required;

// Documentation addresses (RFC 5737, RFC 3849): no host has them.
const std::string kNowhere = "192.0.2.77", kNowhereV6 = "2001:db8::77";

Profile profile() { return required(load_profile(ASSAY_ROOT, "reference", degenerate::bench().catalogue)); }

std::vector<std::string> told(const Profile& given) {
  std::vector<std::string> out;
  for (const auto& error : wrong_addresses(given)) {
    EXPECT_NE(error.way_out, "") << error.what;
    EXPECT_TRUE(error.where.file.ends_with("/profile.xml")) << error.where.file;
    EXPECT_GT(error.where.line, 1) << error.what;
    out.push_back(error.what);
  }
  return out;
}

void stand(Profile& given, const std::string& name, const std::string& host) {
  for (auto& endpoint : given.endpoints)
    if (endpoint.name == name) endpoint.host = host;
}

TEST(Addresses, OfTheReferenceAreThoseOfThisHost) { EXPECT_TRUE(told(profile()).empty()); }

TEST(Addresses, ASourceThatIsNotOfThisHostIsNamed) {
  for (const std::string question : {"source.address", "source.other-address"}) {
    Profile given = profile();
    given.answers[question] = kNowhere;
    EXPECT_EQ(told(given),
              std::vector<std::string>{"the answer to '" + question + "' is no address of this host: " + kNowhere});
  }
  Profile list = profile();
  list.answers["source.address"] = "127.0.0.2 " + kNowhere;
  EXPECT_EQ(told(list).size(), 1U);
}

TEST(Addresses, WhereTheSuiteStandsHasToBeOfThisHost) {
  for (const std::string name : {"client-sip-tls", "client-imap", "suite-core-udp"}) {
    Profile given = profile();
    stand(given, name, kNowhere);
    const auto all = told(given);
    ASSERT_EQ(all.size(), 1U) << name;
    EXPECT_EQ(all.front().rfind("the endpoint '" + name + "' is where the suite stands", 0), 0U) << all.front();
  }
}

TEST(Addresses, WhereTheIutStandsMayBeAnywhereThatHasAName) {
  Profile given = profile();
  stand(given, "imap", kNowhere);
  EXPECT_TRUE(told(given).empty());
  stand(given, "imap", "no-such-host.invalid");
  ASSERT_EQ(told(given).size(), 1U);
  EXPECT_EQ(told(given).front().rfind("the endpoint 'imap'", 0), 0U) << told(given).front();
}

TEST(Addresses, ASourceOfAnotherFamilyReachesNothing) {
  Profile given = profile();
  stand(given, "sip-tcp", kNowhereV6);
  EXPECT_EQ(told(given),
            std::vector<std::string>{"from 'source.address' the endpoint 'sip-tcp' cannot be reached: 127.0.0.2 to " +
                                     kNowhereV6});
  stand(given, "sip-udp", kNowhereV6);
  EXPECT_EQ(told(given).size(), 3U) << "strangers come by UDP";
}

TEST(Addresses, TheSourceIsTheFirstOfTheFamily) {
  Profile given = profile();
  given.answers["source.address"] = "127.0.0.2 " + kNowhereV6 + " 127.0.0.3";
  EXPECT_EQ(source_for(given, "127.0.0.1"), "127.0.0.2");
  EXPECT_EQ(source_for(given, "::1"), kNowhereV6);
  given.answers["source.address"] = "127.0.0.2";
  EXPECT_EQ(source_for(given, "::1"), "127.0.0.2");
  given.answers["source.address"] = "";
  EXPECT_EQ(source_for(given, "::1"), "");
}

}  // namespace addresses_tests
}  // namespace assay::run
