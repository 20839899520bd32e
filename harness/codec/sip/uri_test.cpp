// URIs: their parts, what is wrong with them, and the equality of RFC 3261 19.1.4 and RFC 3966 4.
#include "codec/sip/uri.hpp"

#include <gtest/gtest.h>

namespace assay::sip {
namespace uri_test {
namespace {

bool same(const char* a, const char* b) {
  const bool there = equal(read_uri(a).value, read_uri(b).value);
  EXPECT_EQ(there, equal(read_uri(b).value, read_uri(a).value)) << a << " " << b;
  return there;
}

TEST(SipUri, Parts) {
  const auto reading = read_uri("sips:alice;x:secret@[2001:db8::1]:5061;transport=tcp;lr?Subject=a%20b&Priority=");
  EXPECT_TRUE(reading.violations.empty());
  const Uri& uri = reading.value;
  EXPECT_EQ(uri.scheme, "sips");
  EXPECT_EQ(uri.user, "alice;x");
  EXPECT_EQ(uri.password, "secret");
  EXPECT_EQ(uri.host, "[2001:db8::1]");
  EXPECT_EQ(uri.port, "5061");
  ASSERT_EQ(uri.parameters.size(), 2u);
  EXPECT_EQ(uri.parameters[0].raw, "transport=tcp");
  EXPECT_EQ(uri.raw.substr(uri.parameters[1].offset), "lr?Subject=a%20b&Priority=");
  EXPECT_FALSE(uri.parameters[1].value);
  ASSERT_EQ(uri.headers.size(), 2u);
  EXPECT_EQ(uri.headers[0].name + "=" + uri.headers[0].value, "Subject=a%20b");
}

TEST(SipUri, PartsThatAreMissing) {
  const Uri uri = read_uri("sip:example.com").value;
  EXPECT_FALSE(uri.user);
  EXPECT_FALSE(uri.password);
  EXPECT_FALSE(uri.port);
  EXPECT_EQ(uri.host, "example.com");
}

TEST(SipUri, Tel) {
  const auto reading = read_uri("tel:+1-201-555-0123;ext=12");
  EXPECT_TRUE(reading.violations.empty());
  EXPECT_EQ(reading.value.user, "+1-201-555-0123");
  EXPECT_EQ(value_of(reading.value.parameters, "ext"), "12");
  EXPECT_EQ(read_uri("tel:7042").violations.size(), 1u);
  EXPECT_TRUE(read_uri("tel:7042;phone-context=example.com").violations.empty());
}

TEST(SipUri, Violations) {
  struct Row {
    const char* text;
    std::size_t offset;
    const char* part;
  };
  const Row rows[] = {
      {"", 0, "no scheme"},
      {"alice@example.com", 0, "no scheme"},
      {"sip:", 4, "host is missing"},
      {"sip:@example.com", 4, "user part is empty"},
      {"sip:a\"b@example.com", 4, "must be escaped"},
      {"sip:alice@evil@example.com", 4, "must be escaped"},
      {"sip:a%4@example.com", 5, "hexadecimal"},
      {"sip:exa_mple.com", 4, "host"},
      {"sip:example.com:99999", 16, "port"},
      {"sip:example.com:", 16, "port"},
      {"sip:[::1", 4, "not closed"},
      {"sip:example.com;", 16, "parameter is empty"},
      {"sip:example.com;lr=", 16, "no value"},
      {"sip:example.com;lr;LR", 19, "more than once"},
      {"sip:example.com?x", 16, "no \"=\""},
      {"sip:exam ple.com", 4, "host"},
      {"sip:b\xc3\xbc@example.com", 5, "not ASCII"},
  };
  for (const Row& row : rows) {
    bool found = false;
    for (const auto& violation : read_uri(row.text).violations)
      found |= violation.offset == row.offset && violation.what.find(row.part) != std::string::npos;
    EXPECT_TRUE(found) << row.text << " " << row.part;
  }
}

TEST(SipUri, EqualByTheExamplesOfTheClause) {
  EXPECT_TRUE(same("sip:%61lice@atlanta.com;transport=TCP", "sip:alice@AtLanTa.CoM;Transport=tcp"));
  EXPECT_TRUE(same("sip:carol@chicago.com", "sip:carol@chicago.com;newparam=5"));
  EXPECT_TRUE(same("sip:carol@chicago.com;newparam=5", "sip:carol@chicago.com;security=on"));
  EXPECT_TRUE(same("sip:biloxi.com;transport=tcp;method=REGISTER?to=sip:bob%40biloxi.com",
                   "sip:biloxi.com;method=REGISTER;transport=tcp?to=sip:bob%40biloxi.com"));
  EXPECT_TRUE(same("sip:alice@atlanta.com?subject=project%20x&priority=urgent",
                   "sip:alice@atlanta.com?priority=urgent&subject=project%20x"));
}

TEST(SipUri, UnequalByTheExamplesOfTheClause) {
  EXPECT_FALSE(same("SIP:ALICE@AtLanTa.CoM;Transport=udp", "sip:alice@AtLanTa.CoM;Transport=UDP"));
  EXPECT_FALSE(same("sip:bob@biloxi.com", "sip:bob@biloxi.com:5060"));
  EXPECT_FALSE(same("sip:bob@biloxi.com", "sip:bob@biloxi.com;transport=udp"));
  EXPECT_FALSE(same("sip:bob@biloxi.com", "sip:bob@biloxi.com:6000;transport=tcp"));
  EXPECT_FALSE(same("sip:carol@chicago.com", "sip:carol@chicago.com?Subject=next%20meeting"));
  EXPECT_FALSE(same("sip:bob@phone21.boxesbybob.com", "sip:bob@192.0.2.4"));
  EXPECT_FALSE(same("sip:carol@chicago.com;security=on", "sip:carol@chicago.com;security=off"));
}

TEST(SipUri, UnequalByTheRulesOfTheClause) {
  EXPECT_FALSE(same("sip:alice@example.com", "sips:alice@example.com"));
  EXPECT_FALSE(same("sip:alice@example.com", "sip:alice:@example.com"));
  EXPECT_FALSE(same("sip:alice@example.com", "sip:example.com"));
  EXPECT_FALSE(same("sip:+1@example.com", "sip:+1@example.com;user=phone"));
  EXPECT_FALSE(same("sip:a@example.com", "sip:a@example.com;maddr=192.0.2.1"));
  EXPECT_FALSE(same("sip:a%3Bb@example.com", "sip:a;b@example.com"));  // reserved: not equivalent to its escape
  EXPECT_TRUE(same("sip:a%3bb@example.com", "sip:a%3Bb@example.com"));
}

TEST(SipUri, EqualityOfTel) {
  EXPECT_TRUE(same("tel:+1-201-555-0123", "tel:+1(201)5550123"));
  EXPECT_TRUE(same("tel:+1201;a=b;ext=1-2", "TEL:+1201;EXT=12;A=B"));
  EXPECT_FALSE(same("tel:+1201", "tel:1201;phone-context=+1"));
  EXPECT_FALSE(same("tel:+1201", "tel:+1201;ext=1"));
}

}  // namespace
}  // namespace uri_test
}  // namespace assay::sip
