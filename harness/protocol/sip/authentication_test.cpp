// Challenges and credentials of messages: what they say, and whether credentials are right.
#include "protocol/sip/authentication.hpp"

#include <gtest/gtest.h>

#include <cctype>
#include <fstream>

#include "base/text.hpp"
#include "protocol/sip/exchange_test.hpp"

namespace assay::protocol::sip {
namespace authentication_tests {

using namespace exchange;
using Vector = std::map<std::string, std::string>;

Item challenged(const Texts& challenges) {
  return item_of(response("401 Unauthorized", "REGISTER", "a", "1", challenges));
}
Item asking(const Texts& credentials) { return item_of(request("REGISTER", "a", "1", credentials)); }

TEST(SipChallenges, TheTopmostThatCanBeAnsweredIsTheOne) {
  const Item item = challenged(
      {"WWW-Authenticate: Digest realm=\"a\", nonce=\"1\", algorithm=AKAv1-MD5, qop=\"auth\"",
       "Proxy-Authenticate: digest realm=\"b\", nonce=\"2\", algorithm=SHA-256, qop=\"auth\", stale=TRUE",
       "WWW-Authenticate: Digest realm=\"c\", nonce=\"3\", qop=\"auth\"", "WWW-Authenticate: Basic realm=\"d\""});
  EXPECT_EQ(field(item, "schemes"), "Digest digest Digest Basic");
  EXPECT_EQ(field(item, "algorithms"), "AKAv1-MD5 SHA-256 MD5");
  EXPECT_EQ(field(item, "realm"), "b");
  EXPECT_EQ(field(item, "nonce"), "2");
  EXPECT_EQ(field(item, "stale"), "yes");
  EXPECT_EQ(field(item, "lacks-qop"), "no");
  EXPECT_EQ(field(item, "challenge"),
            "Proxy-Authenticate: digest realm=\"b\", nonce=\"2\", algorithm=SHA-256, qop=\"auth\", stale=TRUE");
}

TEST(SipChallenges, ADigestWithoutQopIsSeenWhereverItStands) {
  EXPECT_EQ(field(challenged({"WWW-Authenticate: Digest realm=\"a\", nonce=\"1\", qop=\"auth\"",
                              "WWW-Authenticate: Digest realm=\"a\", nonce=\"1\", algorithm=SHA-256"}),
                  "lacks-qop"),
            "yes");
  EXPECT_EQ(field(challenged({"WWW-Authenticate: Basic realm=\"a\""}), "lacks-qop"), "no") << "Basic has none";
}

TEST(SipChallenges, WhatCannotBeAnsweredIsNoChallengeToGoOnWith) {
  const Item item =
      challenged({"WWW-Authenticate: Basic realm=\"a\"", "WWW-Authenticate: Digest realm=\"a\", algorithm=X"});
  EXPECT_EQ(field(item, "challenge"), "-");
  EXPECT_EQ(field(item, "schemes"), "Basic Digest");
  EXPECT_EQ(field(challenged({}), "schemes"), "-");
}

TEST(SipCredentials, AreTheFieldsOfTheFirstByDigest) {
  const Item item =
      asking({"Authorization: Basic YTpi",
              "Proxy-Authorization: Digest username=\"al\\\"ice\", realm=\"r\", nonce=\"n\", uri=\"sip:h\", "
              "response=\"00\", algorithm=MD5, qop=auth, nc=00000001, cnonce=\"c\", opaque=\"o\"",
              "Authorization: Digest username=\"bob\""});
  EXPECT_EQ(field(item, "credentials"), "yes");
  EXPECT_EQ(field(item, "schemes"), "Basic Digest Digest");
  EXPECT_EQ(field(item, "credentials-header"), "Proxy-Authorization");
  const std::map<std::string, std::string> wanted{
      {"username", "al\"ice"}, {"realm", "r"},     {"nonce", "n"},  {"algorithm", "MD5"}, {"credentials-uri", "sip:h"},
      {"qop", "auth"},         {"nc", "00000001"}, {"cnonce", "c"}, {"opaque", "o"}};
  for (const auto& [name, value] : wanted) EXPECT_EQ(field(item, name), value) << name;
  EXPECT_EQ(field(asking({}), "credentials"), "no");
  EXPECT_EQ(field(asking({"Authorization: Basic YTpi"}), "username"), "-");
}

std::string unescaped(const std::string& text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '\\')
      out += text[i];
    else if (text[++i] == 'x') {
      out += hex_decode(text.substr(i + 1, 2)).value();
      i += 2;
    } else {
      out += text[i] == 'r' ? '\r' : text[i] == 'n' ? '\n' : text[i] == 't' ? '\t' : '\\';
    }
  }
  return out;
}

std::vector<Vector> vectors() {
  std::vector<Vector> all;
  for (const char* name : {"rfc2617.txt", "rfc7616.txt", "combinations.txt"}) {
    std::ifstream file(std::string(ASSAY_ROOT "/fixtures/vectors/http-digest/") + name);
    all.emplace_back();
    for (std::string line; std::getline(file, line);) {
      const auto colon = line.find(": ");
      if (line.empty() && !all.back().empty()) all.emplace_back();
      if (!line.empty() && line[0] != '#') all.back()[line.substr(0, colon)] = unescaped(line.substr(colon + 2));
    }
  }
  return all;
}

std::string capitals(std::string text) {
  for (char& c : text) c = static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
  return text;
}

// The request that a vector speaks of, with this response.
Item request_of(Vector vector, const std::string& answer, const std::string& body) {
  std::string line = "Authorization: Digest response=\"" + answer + "\"";
  for (const char* name : {"username", "realm", "nonce", "uri", "cnonce"})
    if (vector.count(name)) line += std::string(", ") + name + "=\"" + vector[name] + "\"";
  for (const char* name : {"algorithm", "qop", "nc"})
    if (vector.count(name)) line += std::string(", ") + name + "=" + vector[name];
  return item_of(request(vector["method"], "a", "1", {line}, body));
}

TEST(SipProof, EveryVectorIsRightWithItsPasswordAlone) {
  std::size_t tried = 0;
  for (auto vector : vectors()) {
    if (vector.count("session-nonce")) continue;  // what a later request of a session is made of it does not say itself
    const std::string what = vector["clause"] + " " + vector["algorithm"] + " " + vector["qop"];
    const Item item = request_of(vector, vector["response"], vector["body"]);
    EXPECT_TRUE(proves(vector["password"], item)) << what;
    EXPECT_FALSE(proves(vector["password"] + "x", item)) << what;
    EXPECT_FALSE(proves("", item)) << what;
    EXPECT_TRUE(proves(vector["password"], request_of(vector, capitals(vector["response"]), vector["body"]))) << what;
    EXPECT_EQ(proves(vector["password"], request_of(vector, vector["response"], vector["body"] + "more")),
              lower(vector["qop"]) != "auth-int")
        << what;
    ++tried;
  }
  EXPECT_GT(tried, 20U);
}

TEST(SipProof, AnotherMethodRealmOrNonceIsWrong) {
  const Vector right = vectors().front();
  for (const char* name : {"method", "realm", "nonce", "uri", "nc", "cnonce", "username"}) {
    Vector wrong = right;
    wrong[name] += "0";
    EXPECT_FALSE(proves(right.at("password"), request_of(wrong, right.at("response"), ""))) << name;
  }
}

TEST(SipProof, WithoutADigestThereIsNone) {
  EXPECT_FALSE(proves("", asking({})));
  EXPECT_FALSE(proves("b", asking({"Authorization: Basic YTpi"})));
  EXPECT_FALSE(proves("", asking({"Authorization: Digest username=\"a\""})));
  EXPECT_FALSE(proves("", asking({"Authorization: Digest username=\"a\", response=\"\", algorithm=X"})));
}

}  // namespace authentication_tests
}  // namespace assay::protocol::sip
