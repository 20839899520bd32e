// Tests of the certificates of a SIP core: which domain each of them speaks for (RFC 5922 7.1, 7.2).
#include <gtest/gtest.h>

#include "crypto/certificate.hpp"
#include "crypto/pem.hpp"
#include "crypto/sip_domains.hpp"
#include "run/degenerate_trial_test.hpp"
#include "run/lab/pki.hpp"

namespace assay::run {
namespace core_certificates_tests {

using degenerate::required;
using Texts = std::vector<std::string>;

constexpr std::int64_t kNow = 1'780'000'000;

// The certificates of a profile in a folder of its own.
struct Given {
  degenerate::Folder folder;
  Profile profile = required(load_profile(ASSAY_ROOT, "reference", degenerate::bench().catalogue));
  Pki pki;

  explicit Given(const std::string& domain = "example.test") {
    profile.directory = folder.path;
    profile.answers["sip.domain"] = domain;
    pki = required(provision(profile, kNow));
  }
  std::string pem(const std::string& name) {
    Certificates certificates(profile, pki, kNow);
    return required(certificates.get(name)).certificate_pem;
  }
  Texts names(const std::string& name) { return required(crypto::read_certificate(pem(name))).alternative_names; }
};

Texts domains(const std::string& pem) {
  return crypto::sip_domains(crypto::read_certificates(pem).value().front().get());
}

TEST(CoreCertificate, ARightOneSpeaksForTheDomain) {
  Given given;
  EXPECT_EQ(domains(given.pem("core")), Texts{"example.test"});
  EXPECT_EQ(given.names("core"), (Texts{"URI:sip:example.test", "DNS:example.test"}));
}

TEST(CoreCertificate, AWildcardBearsNoNameButTheWildcard) {
  Given given;
  EXPECT_EQ(given.names("core-wildcard"), Texts{"DNS:*.test"});
  EXPECT_EQ(domains(given.pem("core-wildcard")), Texts{"*.test"});
}

TEST(CoreCertificate, AUsersAddressSpeaksForNoDomain) {
  Given given;
  EXPECT_EQ(given.names("core-user-address"), Texts{"URI:sip:alice@example.test"});
  EXPECT_EQ(domains(given.pem("core-user-address")), Texts{});
}

TEST(CoreCertificate, AnotherAddressStandsBeforeTheRightDnsName) {
  Given given;
  EXPECT_EQ(given.names("core-other-address"), (Texts{"URI:sip:other.example.invalid", "DNS:example.test"}));
  EXPECT_EQ(domains(given.pem("core-other-address")), Texts{"other.example.invalid"});
}

TEST(CoreCertificate, TheCommonNameHelpsNoneOfThem) {
  Given given;
  for (const char* name : {"core-wildcard", "core-user-address", "core-other-address", "core-wrong-name"})
    EXPECT_EQ(required(crypto::read_certificate(given.pem(name))).common_name, "other.example.invalid") << name;
}

TEST(CoreCertificate, WithAnyOtherProblemItSpeaksForTheDomainStill) {
  Given given;
  for (const char* name : {"core-expired", "core-not-yet-valid", "core-self-signed", "core-unknown-ca", "core-revoked",
                           "core-wrong-usage"})
    EXPECT_EQ(domains(given.pem(name)), Texts{"example.test"}) << name;
  for (const char* name : {"core-wrong-name", "core-wrong-alternative-name"})
    EXPECT_EQ(domains(given.pem(name)), Texts{"other.example.invalid"}) << name;
}

TEST(CoreCertificate, ADomainThatIsAnAddressStandsAsOne) {
  Given given("127.0.0.1");
  EXPECT_EQ(given.names("core"), (Texts{"URI:sip:127.0.0.1", "IP:127.0.0.1"}));
}

TEST(CoreCertificate, ProblemsOfACoreAreNobodyElses) {
  Given given;
  Certificates certificates(given.profile, given.pki, kNow);
  for (const std::string who : {"server", "alice"})
    for (const std::string problem : {"wildcard", "user-address", "other-address"})
      EXPECT_FALSE(certificates.get(who + "-" + problem)) << who << " " << problem;
}

TEST(CoreCertificate, OfTheIutIsMadeWhereThereIsADomain) {
  Given given;
  EXPECT_EQ(domains(required(read_file(given.pki.directory + "/sip.pem"))), Texts{"example.test"});
  const Given none("");
  EXPECT_FALSE(std::filesystem::exists(none.pki.directory + "/sip.pem"));
}

}  // namespace core_certificates_tests
}  // namespace assay::run
