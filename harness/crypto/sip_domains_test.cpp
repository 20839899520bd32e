// The rules of RFC 5922 7.1 and 7.2, one certificate each.
#include "crypto/sip_domains.hpp"

#include <gtest/gtest.h>

#include "crypto/certificate.hpp"
#include "crypto/pem.hpp"

namespace assay::crypto {
namespace sip_domains_test {
namespace {

using Names = std::vector<std::string>;

Certificate bearing(const std::string& common_name, const Names& alternative_names) {
  CertificateRequest request;
  request.common_name = common_name;
  request.alternative_names = alternative_names;
  request.not_after = 3000000000;
  return std::move(read_certificates(make_certificate(request, nullptr).value().certificate_pem).value().front());
}

Names domains(const Names& alternative_names, const std::string& common_name = "cn.example") {
  return sip_domains(bearing(common_name, alternative_names).get());
}

TEST(SipDomains, AUriGoesBeforeDnsNames) {
  EXPECT_EQ(domains({"DNS:a.example", "URI:sip:b.example", "URI:SIP:c.example"}), (Names{"b.example", "c.example"}));
  EXPECT_EQ(domains({"DNS:a.example", "DNS:b.example"}), (Names{"a.example", "b.example"}));
}

TEST(SipDomains, OtherSchemesAndUsersAreNone) {
  EXPECT_EQ(domains({"URI:sips:a.example", "URI:im:a.example", "URI:http://a.example/"}), Names{});
  EXPECT_EQ(domains({"URI:sip:alice@a.example"}), Names{});
  EXPECT_EQ(domains({"URI:sip:alice@a.example", "DNS:b.example"}), Names{"b.example"});
  EXPECT_EQ(domains({"email:alice@a.example", "IP:127.0.0.1"}), Names{});
}

TEST(SipDomains, OnlyTheHostOfAUriCounts) {
  EXPECT_EQ(domains({"URI:sip:a.example:5061;transport=tls?x=y", "URI:sip:b.example;lr", "URI:sip:[2001:db8::1]"}),
            (Names{"a.example", "b.example", "[2001:db8::1]"}));
}

TEST(SipDomains, TheCommonNameCountsOnlyWithoutAlternativeNames) {
  EXPECT_EQ(domains({}), Names{"cn.example"});
  EXPECT_EQ(domains({}, "Alice Liddell"), Names{});
  EXPECT_EQ(domains({"IP:127.0.0.1"}), Names{});
}

TEST(SipDomains, AreComparedWholeInAnyCaseAndWithoutWildcards) {
  const auto one = bearing("x", {"URI:sip:Example.COM"});
  EXPECT_TRUE(bears_sip_domain(one.get(), "example.com"));
  EXPECT_FALSE(bears_sip_domain(one.get(), "foo.example.com"));
  EXPECT_FALSE(bears_sip_domain(one.get(), "ample.com"));
  EXPECT_FALSE(bears_sip_domain(one.get(), ""));
  const auto wild = bearing("x", {"DNS:*.example.com"});
  EXPECT_FALSE(bears_sip_domain(wild.get(), "foo.example.com"));
  EXPECT_TRUE(bears_sip_domain(wild.get(), "*.example.com"));
}

}  // namespace
}  // namespace sip_domains_test
}  // namespace assay::crypto
