// SIP's matchers: what belongs to the last request, what a request says, for whom a certificate speaks.
#include "protocol/sip/module.hpp"

#include <gtest/gtest.h>

#include <array>

#include "engine/match.hpp"
#include "protocol/sip/exchange_test.hpp"

namespace assay::protocol::sip {
namespace module_tests {

using namespace exchange;
using Attributes = std::map<std::string, std::string>;

bool fits(const std::string& name, const Attributes& attributes, const Item& item, const ChannelValues& values = {}) {
  return engine::matches(vocabulary(), {name, attributes, "", {}, {}}, item, values);
}

TEST(SipMatchers, AResponseBelongsToTheLastRequestUnlessTheCaseSaysOtherwise) {
  Sender sender;
  const std::string text = "REGISTER sip:h SIP/2.0\nFrom: <sip:a@h>\nTo: <sip:a@h>";
  const Item first = item_of(answer_to(sender.asks(text), "200 OK"));
  EXPECT_TRUE(fits("sip:response", {}, first, sender.values));
  const Item second = item_of(answer_to(sender.asks(text), "200 OK"));
  EXPECT_FALSE(fits("sip:response", {}, first, sender.values));
  EXPECT_TRUE(fits("sip:response", {}, second, sender.values));
  EXPECT_TRUE(fits("sip:response", {{"transaction", "any"}}, first, sender.values));
  EXPECT_TRUE(fits("sip:response", {{"transaction", field(first, "transaction")}}, first, sender.values));
  EXPECT_FALSE(fits("sip:response", {}, first)) << "nothing was asked";
  EXPECT_TRUE(engine::speaks_of_the_last(vocabulary(), {"sip:response", {}, "", {}, {}}));
  EXPECT_FALSE(engine::speaks_of_the_last(vocabulary(), {"sip:response", {{"transaction", "any"}}, "", {}, {}}));
}

TEST(SipMatchers, AResponseIsToldByCodeClassSchemeAndContacts) {
  const Item item =
      item_of(response("401 No", "REGISTER", "a", "1",
                       {"WWW-Authenticate: Digest realm=\"r\", nonce=\"n\"", "Contact: <sip:a@h1>, <sip:b@h2>"}));
  const auto answer = [&](Attributes attributes) {
    attributes["transaction"] = "any";
    return fits("sip:response", attributes, item);
  };
  for (const auto& [name, right, wrong] :
       std::vector<std::array<std::string, 3>>{{"code", "200 401", "403"},
                                               {"class", "4xx 5xx", "2xx"},
                                               {"method", "REGISTER", "INVITE"},
                                               {"scheme", "digest", "Basic"},
                                               {"lacks-qop", "yes", "no"},
                                               {"stale", "no", "yes"},
                                               {"contact", "sip:b@h2", "sip:c@h2"},
                                               {"lacks-contact", "sip:c@h2", "sip:a@h1"}}) {
    EXPECT_TRUE(answer({{name, right}})) << name;
    EXPECT_FALSE(answer({{name, wrong}})) << name;
  }
  EXPECT_FALSE(fits("sip:provisional", {}, item));
  EXPECT_TRUE(fits("sip:provisional", {{"code", "100"}}, item_of(response("100 Trying", "REGISTER", "a", "1"))));
}

TEST(SipMatchers, AGrantIsComparedInSeconds) {
  const Item item = item_of(response("200 OK", "REGISTER", "a", "1", {"Contact: <sip:a@h>;expires=60"}));
  const auto over = [&](const std::string& seconds, const Item& of) {
    return fits("sip:response", {{"transaction", "any"}, {"grants-more-than", seconds}}, of);
  };
  EXPECT_TRUE(over("7", item)) << "as numbers, not as texts";
  EXPECT_FALSE(over("60", item));
  EXPECT_FALSE(over("x", item));
  EXPECT_FALSE(over("0", item_of(response("200 OK", "REGISTER", "a", "1"))));
}

TEST(SipMatchers, AnIdentityOfAnotherSchemeAloneIsTold) {
  const auto only_as_tel = [](const Texts& more) {
    return fits("sip:received", {{"asserted-only-as", "tel"}}, item_of(request("MESSAGE", "a", "1", more)));
  };
  EXPECT_TRUE(only_as_tel({"P-Asserted-Identity: <tel:+1555>"}));
  EXPECT_FALSE(only_as_tel({"P-Asserted-Identity: <tel:+1555>, <sip:alice@example.org>"}));
  EXPECT_FALSE(only_as_tel({"P-Asserted-Identity: <sips:alice@example.org>"}));
  EXPECT_FALSE(only_as_tel({}));
}

TEST(SipMatchers, ARequestIsToldByWhatItSays) {
  const Item item =
      item_of(request("MESSAGE", "a", "1",
                      {"P-Asserted-Identity: <sip:alice@example.org>",
                       "Authorization: Digest username=\"alice\", realm=\"The R\", nonce=\"n\", uri=\"sip:h\", "
                       "response=\"0\", qop=auth, nc=00000001, cnonce=\"c\""},
                      "hello world"));
  for (const auto& [name, right, wrong] :
       std::vector<std::array<std::string, 3>>{{"method", "INVITE MESSAGE", "INVITE"},
                                               {"uri", "sip:bob@example.org", "sip:bob"},
                                               {"from", "sip:alice@example.org", "sip:eve@example.org"},
                                               {"contains", "lo wor", "low"},
                                               {"asserts", "sip:alice@example.org", "sip:eve@example.org"},
                                               {"lacks-asserted", "sip:eve@example.org", "sip:alice@example.org"},
                                               {"asserted", "yes", "no"},
                                               {"preferred", "no", "yes"},
                                               {"sequence", "new", "used"},
                                               {"credentials", "yes", "no"},
                                               {"answers", "Authorization", "Proxy-Authorization"},
                                               {"realm", "The R", "the r"},
                                               {"nonce", "n", "N"},
                                               {"nonce-other-than", "m N", "m n"},
                                               {"nonce-count", "right", "wrong"},
                                               {"counted", "yes", "no"},
                                               {"well-formed", "no", "yes"},
                                               {"quotes-qop", "no", "yes"},
                                               {"credentials-for", "domain elsewhere", "request domain"},
                                               {"credentials-uri", "sip:h", "sip:H"}}) {
    EXPECT_TRUE(fits("sip:received", {{name, right}}, item)) << name;
    EXPECT_FALSE(fits("sip:received", {{name, wrong}}, item)) << name;
  }
}

TEST(SipMatchers, WithoutCredentialsNothingIsSaidOfThem) {
  const Item item = item_of(request("REGISTER", "a", "1"));
  for (const Attributes& attributes : {Attributes{{"nonce-other-than", "n"}}, Attributes{{"nonce-count", "right"}},
                                       Attributes{{"nonce-count", "wrong"}}, Attributes{{"well-formed", "yes"}},
                                       Attributes{{"well-formed", "no"}}, Attributes{{"quotes-qop", "no"}},
                                       Attributes{{"credentials-for", "elsewhere"}}})
    EXPECT_FALSE(fits("sip:received", attributes, item)) << attributes.begin()->first;
}

TEST(SipMatchers, CredentialsProveAPassword) {
  const auto line = vocabulary()
                        .derivations.at("sip:authorization")
                        .derive({"WWW-Authenticate: Digest realm=\"r\", nonce=\"n\", qop=\"auth\"", "alice", "geheim",
                                 "MESSAGE", "sip:bob@example.org"});
  ASSERT_TRUE(line);
  const Item item = item_of(request("MESSAGE", "a", "1", {*line}));
  EXPECT_TRUE(fits("sip:received", {{"proves", "geheim"}}, item));
  EXPECT_FALSE(fits("sip:received", {{"proves", "other"}}, item));
  EXPECT_FALSE(fits("sip:received", {{"proves", "geheim"}}, item_of(request("MESSAGE", "a", "1"))));
}

bool speaks_for(const std::string& names, const std::string& domain) {
  Item item;
  item.kind = "tls.established";
  item.fields = {{"peer-names", names, 0, 0}};
  const auto& judge = vocabulary().matchers.at("tls:established").attributes.at("sip-domain");
  return judge.judge(domain, item);
}

// RFC 5922 7.1: URIs of a domain before DNS names.
TEST(SipDomain, IsThatOfAUriOrWithoutOneOfAName) {
  EXPECT_TRUE(speaks_for("URI:sip:example.org DNS:core.example.net", "example.org"));
  EXPECT_FALSE(speaks_for("URI:sip:example.org DNS:core.example.net", "core.example.net"));
  EXPECT_TRUE(speaks_for("DNS:core.example.net DNS:example.org", "example.org"));
  EXPECT_TRUE(speaks_for("URI:sip:a.example.org URI:sip:example.org", "example.org"));
  EXPECT_TRUE(speaks_for("URI:SIP:example.org", "example.org")) << "a scheme has no case";
  EXPECT_FALSE(speaks_for("", "example.org"));
}

TEST(SipDomain, IsNoUserAndNoOtherScheme) {
  EXPECT_FALSE(speaks_for("URI:sip:alice@example.org", "example.org"));
  EXPECT_FALSE(speaks_for("URI:https://example.org", "example.org"));
  EXPECT_FALSE(speaks_for("URI:sips:example.org", "example.org"));
  EXPECT_FALSE(speaks_for("email:alice@example.org IP:192.0.2.1", "example.org"));
  EXPECT_TRUE(speaks_for("URI:sip:alice@example.org DNS:example.org", "example.org")) << "a user's URI is no domain's";
}

// RFC 5922 7.2: the whole name, and no wildcard.
TEST(SipDomain, IsComparedAsAWholeInAnyCase) {
  EXPECT_TRUE(speaks_for("URI:sip:Example.ORG", "example.org"));
  EXPECT_TRUE(speaks_for("DNS:EXAMPLE.org", "example.org"));
  EXPECT_FALSE(speaks_for("DNS:*.example.org", "core.example.org"));
  EXPECT_FALSE(speaks_for("DNS:example.org", "core.example.org"));
  EXPECT_FALSE(speaks_for("DNS:core.example.org", "example.org"));
}

}  // namespace module_tests
}  // namespace assay::protocol::sip
