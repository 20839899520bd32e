// Credentials that a case makes: right ones, and each wish for wrong ones.
#include "protocol/sip/credentials.hpp"

#include <gtest/gtest.h>

#include "base/text.hpp"
#include "protocol/sip/authentication.hpp"
#include "protocol/sip/exchange_test.hpp"

namespace assay::protocol::sip {
namespace credentials_tests {

using namespace exchange;

const std::string kChallenge =
    "WWW-Authenticate: Digest realm=\"example.org\", nonce=\"n1\", algorithm=SHA-256, "
    "qop=\"auth-int, auth\", opaque=\"o\"";

std::string derived(const std::string& name, const Texts& arguments) {
  const auto value = vocabulary().derivations.at(name).derive(arguments);
  return value ? *value : "error: " + value.error().what;
}

std::string line(const Texts& wishes = {}, const std::string& challenge = kChallenge, const std::string& user = "alice",
                 const std::string& password = "geheim") {
  Texts arguments{challenge, user, password, "REGISTER", "sip:example.org"};
  arguments.insert(arguments.end(), wishes.begin(), wishes.end());
  return derived("sip:authorization", arguments);
}

Item asking(const std::string& credentials) { return item_of(request("REGISTER", "a", "1", {credentials})); }
bool right(const std::string& credentials, const std::string& password = "geheim") {
  return proves(password, asking(credentials));
}
std::string said(const std::string& credentials, const std::string& name) { return field(asking(credentials), name); }
std::string digest_in(const std::string& credentials) {
  const auto from = credentials.find("response=\"");
  return credentials.substr(from, credentials.find('"', from + 10) - from);
}
bool says(const std::string& credentials, const std::string& text) {
  return credentials.find(text) != std::string::npos;
}

// RFC 2617 3.5, and what no report may show of it.
TEST(SipKey, IsWhatDoesForThePassword) {
  const Texts account{"MD5", "Mufasa", "testrealm@host.com", "Circle Of Life"};
  EXPECT_EQ(derived("sip:key", account), "939e7578ed9e3c518a452acee763bce9");
  EXPECT_EQ(derived("sip:key", {"SHA-256", "Mufasa", "testrealm@host.com", "Circle Of Life"}).size(), 64U);
  EXPECT_EQ(derived("sip:key", {"X", "a", "b", "c"}).rfind("error: ", 0), 0U);
  EXPECT_EQ(vocabulary().secrets.size(), 6U) << "three algorithms for each of two accounts";
}

TEST(SipAuthorization, AnswersItsChallengeRightly) {
  const std::string made = line();
  EXPECT_EQ(made.rfind("Authorization: Digest username=\"alice\", ", 0), 0U) << made;
  EXPECT_TRUE(right(made));
  EXPECT_FALSE(right(made, "other"));
  const std::map<std::string, std::string> wanted{{"realm", "example.org"},
                                                  {"nonce", "n1"},
                                                  {"algorithm", "SHA-256"},
                                                  {"qop", "auth"},
                                                  {"nc", "00000001"},
                                                  {"opaque", "o"},
                                                  {"credentials-uri", "sip:example.org"}};
  for (const auto& [name, value] : wanted) EXPECT_EQ(said(made, name), value) << name;
}

TEST(SipAuthorization, TheSameChallengeGivesTheSameAndAnotherAnother) {
  EXPECT_EQ(line(), line());
  const std::string other = line({}, "WWW-Authenticate: Digest realm=\"example.org\", nonce=\"n2\", qop=\"auth\"");
  EXPECT_NE(said(line(), "cnonce"), said(other, "cnonce"));
}

TEST(SipAuthorization, AParameterIsLeftOutGivenTwiceOrNeverEnded) {
  for (const char* name : {"username", "nonce", "uri", "response", "realm"})
    EXPECT_FALSE(says(line({std::string("omit-") + name + "="}), std::string(" ") + name + "=")) << name;
  EXPECT_TRUE(says(line({"again-username=bob"}), "username=\"alice\", username=\"bob\", realm="));
  const std::string open = line({"open-response="});
  EXPECT_NE(open.back(), '"');
  EXPECT_TRUE(says(open, "opaque=\"o\", response=\"")) << "the line ends within it: " << open;
  EXPECT_TRUE(right(line({"again-opaque=p"}))) << "the digest is made as before";
}

TEST(SipAuthorization, AProxyIsAnsweredInItsOwnHeader) {
  const std::string made = line({}, "proxy-authenticate: Digest realm=\"r\", nonce=\"n\"");
  EXPECT_EQ(made.rfind("Proxy-Authorization: Digest ", 0), 0U) << made;
  EXPECT_TRUE(right(made));
}

TEST(SipAuthorization, WhatTheChallengeDoesNotOfferIsNotSaid) {
  const std::string old = line({}, "WWW-Authenticate: Digest realm=\"r\", nonce=\"n\"");
  for (const char* name : {"qop=", "nc=", "cnonce=", "algorithm=", "opaque="}) EXPECT_FALSE(says(old, name)) << old;
  EXPECT_TRUE(right(old));
  const std::string integrity = line({}, "WWW-Authenticate: Digest realm=\"r\", nonce=\"n\", qop=\"auth-int\"");
  EXPECT_FALSE(says(integrity, "qop=")) << "only auth is taken of what is offered";
}

TEST(SipAuthorization, EveryAlgorithmIsAnswered) {
  for (const char* algorithm : {"MD5", "MD5-sess", "SHA-256", "SHA-256-sess", "SHA-512-256", "sha-256"}) {
    const std::string made = line(
        {}, std::string("WWW-Authenticate: Digest realm=\"r\", nonce=\"n\", qop=\"auth\", algorithm=") + algorithm);
    EXPECT_EQ(said(made, "algorithm"), algorithm);
    EXPECT_TRUE(right(made)) << made;
  }
  EXPECT_EQ(line({}, "WWW-Authenticate: Digest realm=\"r\", nonce=\"n\", algorithm=X").rfind("error: ", 0), 0U);
}

TEST(SipAuthorization, AValueSaidOtherwiseIsHashedAndSent) {
  for (const char* name : {"username", "realm", "nonce", "cnonce"}) {
    const std::string made = line({std::string(name) + "=other"});
    EXPECT_EQ(said(made, name), "other");
    EXPECT_TRUE(right(made)) << "it is consistent: " << made;
  }
  const std::string counted = line({"nc=00000002"});
  EXPECT_EQ(said(counted, "nc"), "00000002");
  EXPECT_TRUE(right(counted));
  const std::string elsewhere = line({"uri=sip:b=c@h"});
  EXPECT_EQ(said(elsewhere, "credentials-uri"), "sip:b=c@h") << "the first = ends the name";
  EXPECT_TRUE(right(elsewhere));
  EXPECT_TRUE(right(line({"algorithm=MD5"})));
}

TEST(SipAuthorization, AValueHashedOtherwiseIsSentRightlyAndProvesNothing) {
  for (const char* name : {"username", "realm", "nonce", "uri", "cnonce", "nc", "method"}) {
    const std::string made = line({std::string("hashed-") + name + "=other"});
    EXPECT_FALSE(right(made)) << made;
    EXPECT_FALSE(says(made, "other")) << made;
  }
  EXPECT_FALSE(right(line({"hashed-algorithm=MD5"})));
  EXPECT_FALSE(right(line({"hashed-qop="})));
  EXPECT_TRUE(right(line({"method=REGISTER"})));
  EXPECT_FALSE(right(line({"method=INVITE"})));
}

TEST(SipAuthorization, AValueSentOtherwiseIsHashedRightly) {
  for (const char* name : {"username", "realm", "nonce", "uri", "cnonce"}) {
    const std::string made = line({std::string("sent-") + name + "=other"});
    EXPECT_TRUE(says(made, std::string(name) + "=\"other\"")) << made;
    EXPECT_FALSE(right(made)) << made;
    EXPECT_EQ(digest_in(made), digest_in(line()));
  }
  EXPECT_TRUE(says(line({"sent-response=00"}), "response=\"00\""));
  EXPECT_EQ(said(line({"username=both", "sent-username=sent"}), "username"), "sent");
}

TEST(SipAuthorization, AnEmptyQopLeavesOutCountAndClientNonce) {
  const std::string made = line({"qop="});
  for (const char* name : {"qop=", "nc=", "cnonce="}) EXPECT_FALSE(says(made, name)) << made;
  EXPECT_TRUE(right(made)) << "as RFC 2069 has it";
}

TEST(SipAuthorization, OddUsersRealmsAndPasswordsAreQuotedAndHashedAsTheyAre) {
  for (const std::string odd : {"a\"b", "a\\b", "\\\"", "a, b=c", "J\xc3\xa4s", "a b", "a:b"}) {
    const std::string made = line({}, kChallenge, odd, odd);
    EXPECT_EQ(said(made, "username"), odd);
    EXPECT_TRUE(right(made, odd)) << made;
  }
  const std::string realm = line({}, "WWW-Authenticate: Digest realm=\"a \\\"b\\\" \\\\\", nonce=\"n\", qop=\"auth\"");
  EXPECT_EQ(said(realm, "realm"), "a \"b\" \\");
  EXPECT_TRUE(right(realm));
}

TEST(SipBasic, IsUserAndPasswordInBase64) {
  EXPECT_EQ(derived("sip:basic", {kChallenge, "alice", "geheim"}),
            "Authorization: Basic " + base64_encode("alice:geheim"));
  EXPECT_EQ(derived("sip:basic", {"Proxy-Authenticate: Basic realm=\"r\"", "a", ""}),
            "Proxy-Authorization: Basic " + base64_encode("a:"));
}

TEST(SipFiller, HasAsManyLettersAsAskedWithinItsBounds) {
  EXPECT_EQ(derived("sip:filler", {"3"}), "xxx");
  EXPECT_EQ(derived("sip:filler", {"1048576"}).size(), 1048576U);
  for (const char* wrong : {"0", "1048577", "-1", "many", ""})
    EXPECT_EQ(derived("sip:filler", {wrong}).rfind("error: ", 0), 0U) << wrong;
}

}  // namespace credentials_tests
}  // namespace assay::protocol::sip
