// Values of headers: what is found in them and what is wrong with them.
#include <gtest/gtest.h>

#include "codec/sip/message.hpp"

namespace assay::sip {
namespace value_test {
namespace {

// "offset: text" of each violation.
std::string list(const std::vector<Violation>& violations) {
  std::string out;
  for (const auto& violation : violations) out += std::to_string(violation.offset) + ": " + violation.what + "\n";
  return out;
}

TEST(SipVia, Parts) {
  const auto reading =
      read_vias("SIP/2.0/TLS [2001:db8::9] : 5061;branch=z9hG4bKx;rport=5062;received=2001:db8::7, sip/2.0/UDP a");
  EXPECT_EQ(list(reading.violations), "");
  ASSERT_EQ(reading.value.size(), 2u);
  const Via& via = reading.value[0];
  EXPECT_EQ(via.protocol + via.version + via.transport, "SIP2.0TLS");
  EXPECT_EQ(via.host, "[2001:db8::9]");
  EXPECT_EQ(via.port, "5061");
  EXPECT_EQ(via.received(), "2001:db8::7");
  ASSERT_NE(via.rport(), nullptr);
  EXPECT_EQ(via.rport()->value, "5062");
  EXPECT_TRUE(via.has_cookie());
  EXPECT_FALSE(reading.value[1].has_cookie());
  EXPECT_EQ(reading.value[1].raw, "sip/2.0/UDP a");
}

TEST(SipVia, Violations) {
  EXPECT_EQ(list(read_vias("SIP/2.0/UDP").violations), "11: The host is missing.\n");
  EXPECT_EQ(list(read_vias("SIP/2.0/UDP a;branch").violations), "14: The branch has no value.\n");
  EXPECT_EQ(list(read_vias("SIP/2.0/UDP a;rport=x").violations), "14: The rport is no port number.\n");
  EXPECT_EQ(list(read_vias("SIP/2.0/UDP a;ttl=256").violations), "14: The ttl is no number up to 255.\n");
  EXPECT_EQ(list(read_vias("SIP/2.0/UDP a b").violations), "12: The host is no host name and no IP address.\n");
}

TEST(SipAddress, ListsBreakAtCommasOutsideQuotesAndBrackets) {
  const auto reading =
      read_addresses("\"A, \\\"B\" <sip:a,b@example.com>;q=0.5, tel:+123;x=\"1,2\" , <sip:c@example.com>");
  EXPECT_EQ(list(reading.violations), "");
  ASSERT_EQ(reading.value.size(), 3u);
  EXPECT_EQ(reading.value[0].display_name, "A, \"B");
  EXPECT_EQ(reading.value[0].uri.user, "a,b");
  EXPECT_EQ(reading.value[1].uri.scheme, "tel");
  EXPECT_FALSE(reading.value[1].bracketed);
  EXPECT_EQ(value_of(reading.value[1].parameters, "X"), "1,2");
  EXPECT_TRUE(reading.value[2].bracketed);
}

TEST(SipAddress, Violations) {
  EXPECT_EQ(list(read_addresses("<sip:a@b>,").violations), "10: An element of the list is empty.\n");
  EXPECT_EQ(list(read_address("<sip:a@b").violations), "0: The \"<\" is not closed.\n");
  EXPECT_EQ(list(read_address("\"A\" sip:a@b").violations),
            "4: Octets follow the quoted display name.\n3: No \"<\" follows the display name.\n");
  EXPECT_EQ(list(read_address("<sip:a@b>x;tag=1").violations), "9: Octets stand before the first parameter's \";\".\n");
  EXPECT_EQ(list(read_address("<sip:a@b>;tag=1;Tag=2").violations),
            "16: The parameter \"Tag\" comes more than once.\n");
  EXPECT_EQ(list(read_address("<sip:a@b>;tag=").violations), "14: A parameter has \"=\" and no value.\n");
  EXPECT_EQ(list(read_address("<sip:a@b>;tag=\"x").violations), "14: A quoted string is not terminated.\n");
  EXPECT_TRUE(read_addresses("*").value.at(0).wildcard);
}

TEST(SipAddress, WhatRepeatsIsKept) {
  const Address address = read_address("<sip:a@b>;tag=1;tag=2").value;
  ASSERT_EQ(address.parameters.size(), 2u);
  EXPECT_EQ(address.tag(), "1");
  EXPECT_EQ(address.parameters[1].value, "2");
}

TEST(SipAuthentication, Parameters) {
  const auto reading = read_authentication(
      "Digest realm=\"a, \\\"b\\\"\", qop=\"auth,auth-int\",\r\n nonce = \"x\", algorithm=AKAv1-MD5, NEW=1, "
      "stale=TRUE");
  EXPECT_EQ(list(reading.violations), "");
  EXPECT_EQ(reading.value.scheme, "Digest");
  ASSERT_EQ(reading.value.parameters.size(), 6u);
  EXPECT_EQ(value_of(reading.value.parameters, "realm"), "a, \"b\"");
  EXPECT_EQ(value_of(reading.value.parameters, "nonce"), "x");
  EXPECT_TRUE(find(reading.value.parameters, "qop")->quoted);
  EXPECT_FALSE(find(reading.value.parameters, "algorithm")->quoted);
  EXPECT_EQ(reading.value.parameters[4].raw, "NEW=1");
}

TEST(SipAuthentication, DuplicatesAreKept) {
  const auto reading = read_authentication("Digest nonce=\"1\", Nonce=\"2\"");
  EXPECT_EQ(list(reading.violations), "18: The parameter \"Nonce\" comes more than once.\n");
  ASSERT_EQ(reading.value.parameters.size(), 2u);
  EXPECT_EQ(reading.value.parameters[1].value, "2");
}

TEST(SipAuthentication, Violations) {
  EXPECT_EQ(list(read_authentication("").violations),
            "0: The scheme is missing or no token.\n0: No parameter follows the scheme.\n");
  EXPECT_EQ(list(read_authentication("Digest realm=\"x, nonce=\"y\"").violations),
            "24: Octets follow a quoted string.\n");
  EXPECT_EQ(list(read_authentication("Digest realm=\"x").violations), "13: A quoted string is not terminated.\n");
  EXPECT_EQ(list(read_authentication("Digest a=1,,b=2").violations), "11: An element of the list is empty.\n");
  EXPECT_EQ(list(read_authentication("Digest a=\"1\" b=2").violations), "12: Octets follow a quoted string.\n");
}

TEST(SipAuthentication, OtherForms) {
  EXPECT_EQ(read_authentication("Basic QWxhZGRpbjpvcGVu==").value.token68, "QWxhZGRpbjpvcGVu==");
  const auto info = read_authentication_info("nextnonce=\"n\", qop=auth, rspauth=\"0a\", nc=00000001");
  EXPECT_EQ(list(info.violations), "");
  EXPECT_EQ(info.value.scheme, "");
  EXPECT_EQ(value_of(info.value.parameters, "rspauth"), "0a");
}

TEST(SipSecurityMechanisms, InOrderWithParameters) {
  const auto reading = read_security_mechanisms(
      "ipsec-3gpp;q=0.1;alg=hmac-sha-1-96;ealg=aes-cbc;spi-c=98765432;port-s=5063, tls;q=0.2, digest;d-ver=\"00\"");
  EXPECT_EQ(list(reading.violations), "");
  ASSERT_EQ(reading.value.size(), 3u);
  EXPECT_EQ(reading.value[0].name, "ipsec-3gpp");
  EXPECT_EQ(value_of(reading.value[0].parameters, "spi-c"), "98765432");
  EXPECT_EQ(reading.value[1].raw, "tls;q=0.2");
  EXPECT_EQ(value_of(reading.value[2].parameters, "d-ver"), "00");
  EXPECT_EQ(read_security_mechanisms("tls;q=1.5").violations.size(), 1u);
  EXPECT_EQ(read_security_mechanisms("tls,,digest").violations.size(), 1u);
}

TEST(SipScalar, Numbers) {
  EXPECT_EQ(read_cseq(" 7\tACK ").value.number, 7u);
  EXPECT_EQ(read_cseq("2147483647 ACK").violations.size(), 0u);
  EXPECT_EQ(read_cseq("2147483648 ACK").violations.size(), 1u);
  EXPECT_EQ(read_cseq("ACK").violations.size(), 2u);
  EXPECT_EQ(read_number("0070", kMaximumHops).value, 70u);
  EXPECT_EQ(read_number("256", kMaximumHops).violations.size(), 1u);
  EXPECT_EQ(read_number("-1", kMaximumSeconds).violations.size(), 1u);
  EXPECT_EQ(read_number("99999999999999999999999", kMaximumSeconds).value, std::nullopt);
}

TEST(SipScalar, Words) {
  EXPECT_TRUE(check_call_id("a@b").empty());
  EXPECT_FALSE(check_call_id("a@b@c").empty());
  EXPECT_FALSE(check_call_id("").empty());
  EXPECT_TRUE(check_date("Sat, 13 Nov 2010 23:29:00 GMT").empty());
  EXPECT_FALSE(check_date("Sat, 13 Nov 2010 24:29:00 GMT").empty());
  EXPECT_TRUE(check_content_type("multipart/mixed ; boundary=\"a;b\"").empty());
  EXPECT_FALSE(check_content_type("text").empty());
  EXPECT_TRUE(is_qvalue("0.123"));
  EXPECT_TRUE(is_qvalue("1.000"));
  EXPECT_FALSE(is_qvalue("1.001"));
  EXPECT_FALSE(is_qvalue("0.1234"));
}

}  // namespace
}  // namespace value_test
}  // namespace assay::sip
