// Certificates and revocation lists as made, read back by OpenSSL's own eyes.
#include "crypto/certificate.hpp"

#include <gtest/gtest.h>

#include "crypto/pem.hpp"

namespace assay::crypto {
namespace {
namespace certificate_test {

constexpr std::int64_t year_2001 = 1000000000;
constexpr std::int64_t year_2065 = 3000000000;

CertificateRequest request(const std::string& name) {
  CertificateRequest made;
  made.common_name = name;
  made.not_before = year_2001;
  made.not_after = year_2065;
  return made;
}

Identity authority(const std::string& name) {
  auto made = request(name);
  made.authority = true;
  return make_certificate(made, nullptr).value();
}

Certificate parse(const Identity& identity) {
  return std::move(read_certificates(identity.certificate_pem).value().front());
}

}  // namespace certificate_test

using namespace certificate_test;

TEST(Certificate, HoldsWhatWasAskedFor) {
  auto wanted = request("alice");
  wanted.alternative_names = {"DNS:alice.example", "email:alice@example.com", "URI:sip:+1,2;user=phone@example.com",
                              "IP:127.0.0.1", "IP:0:0:0:0:0:0:0:1"};
  wanted.serial = 0xfedcba9876543210;
  const auto ca = authority("Root");
  const auto facts = read_certificate(make_certificate(wanted, &ca).value().certificate_pem).value();
  EXPECT_EQ(facts.subject, "CN=alice");
  EXPECT_EQ(facts.common_name, "alice");
  EXPECT_EQ(facts.alternative_names, wanted.alternative_names);
  EXPECT_EQ(facts.sip_domains, std::vector<std::string>{"alice.example"});
  EXPECT_EQ(facts.not_before, year_2001);
  EXPECT_EQ(facts.not_after, year_2065);
  EXPECT_EQ(facts.serial, wanted.serial);
}

TEST(Certificate, SubjectIsEscapedAndUtf8) {
  const auto made = make_certificate(request("Zoë, \"the\" <one>\n"), nullptr).value();
  const auto facts = read_certificate(made.certificate_pem).value();
  EXPECT_EQ(facts.common_name, "Zoë, \"the\" <one>\n");
  EXPECT_EQ(facts.subject, "CN=Zoë\\, \\\"the\\\" \\<one\\>\\0A");
}

TEST(Certificate, IsSignedByItsIssuerOrItself) {
  const auto ca = authority("Root");
  const auto leaf = parse(make_certificate(request("alice"), &ca).value());
  EXPECT_EQ(X509_check_issued(parse(ca).get(), leaf.get()), X509_V_OK);
  EXPECT_EQ(X509_verify(leaf.get(), read_key(ca.key_pem).value().get()), 1);
  const auto own = make_certificate(request("bob"), nullptr).value();
  EXPECT_EQ(X509_verify(parse(own).get(), read_key(own.key_pem).value().get()), 1);
  EXPECT_EQ(X509_verify(parse(own).get(), read_key(ca.key_pem).value().get()), 0);
}

TEST(Certificate, UsagesDecideThePurpose) {
  const auto ca = authority("Root");
  auto wanted = request("alice");
  wanted.extended_key_usages = {"clientAuth"};
  const auto client = parse(make_certificate(wanted, &ca).value());
  EXPECT_EQ(X509_check_purpose(client.get(), X509_PURPOSE_SSL_CLIENT, 0), 1);
  EXPECT_EQ(X509_check_purpose(client.get(), X509_PURPOSE_SSL_SERVER, 0), 0);
  EXPECT_EQ(X509_check_ca(client.get()), 0);
  EXPECT_EQ(X509_check_ca(parse(ca).get()), 1);
  const auto free = parse(make_certificate(request("any"), &ca).value());
  EXPECT_EQ(X509_check_purpose(free.get(), X509_PURPOSE_SSL_SERVER, 0), 1);
}

TEST(Certificate, FreshSerialsAndKeysEachTime) {
  const auto one = make_certificate(request("a"), nullptr).value();
  const auto two = make_certificate(request("a"), nullptr).value();
  EXPECT_NE(one.key_pem, two.key_pem);
  EXPECT_NE(read_certificate(one.certificate_pem)->serial, read_certificate(two.certificate_pem)->serial);
  EXPECT_TRUE(read_key(make_key()));
}

TEST(Certificate, MistakesAreErrors) {
  auto wrong_usage = request("a");
  wrong_usage.extended_key_usages = {"noSuchUsage"};
  EXPECT_FALSE(make_certificate(wrong_usage, nullptr));
  auto wrong_name = request("a");
  wrong_name.alternative_names = {"phone:1"};
  EXPECT_FALSE(make_certificate(wrong_name, nullptr));
  EXPECT_FALSE(read_certificate("no PEM at all"));
  EXPECT_FALSE(read_certificate("-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n"));
  const Identity broken{"", ""};
  EXPECT_FALSE(make_certificate(request("a"), &broken));
}

TEST(RevocationListMade, NamesTheSerialsAndVerifies) {
  const auto ca = authority("Root");
  const auto lists = read_revocation_lists(make_crl(ca, {7, 9}, year_2001, year_2065).value()).value();
  ASSERT_EQ(lists.size(), 1u);
  EXPECT_EQ(X509_CRL_verify(lists[0].get(), read_key(ca.key_pem).value().get()), 1);
  EXPECT_EQ(sk_X509_REVOKED_num(X509_CRL_get_REVOKED(lists[0].get())), 2);
  EXPECT_TRUE(make_crl(ca, {}, year_2001, year_2065));
}

}  // namespace
}  // namespace assay::crypto
