// HTTP Digest against fixtures/vectors/http-digest: the examples of the RFCs, and all combinations by another hand.
#include "crypto/http_digest.hpp"

#include <gtest/gtest.h>

#include <fstream>
#include <map>
#include <set>

#include "base/text.hpp"

namespace assay::crypto {
namespace http_digest_test {
namespace {

using Vector = std::map<std::string, Bytes>;

// The way back from assay::escape.
Bytes unescape(std::string_view text) {
  const std::map<char, char> letters{{'r', '\r'}, {'n', '\n'}, {'t', '\t'}, {'\\', '\\'}};
  Bytes out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '\\') {
      out += text[i];
    } else if (text.at(++i) == 'x') {
      out += hex_decode(text.substr(i + 1, 2)).value();
      i += 2;
    } else {
      out += letters.at(text[i]);
    }
  }
  return out;
}

std::vector<Vector> vectors_of(const std::string& name) {
  std::ifstream file(ASSAY_ROOT "/fixtures/vectors/http-digest/" + name);
  std::vector<Vector> vectors(1);
  for (std::string line; std::getline(file, line);) {
    const auto colon = line.find(": ");
    if (line.empty() && !vectors.back().empty()) vectors.emplace_back();
    if (!line.empty() && line[0] != '#') vectors.back()[line.substr(0, colon)] = unescape(line.substr(colon + 2));
  }
  return vectors;
}

std::vector<Vector> all_vectors() {
  std::vector<Vector> all;
  for (const auto* name : {"rfc2617.txt", "rfc7616.txt", "combinations.txt"})
    for (auto& vector : vectors_of(name)) all.push_back(std::move(vector));
  return all;
}

std::optional<std::string> maybe(const Vector& vector, const std::string& name) {
  const auto found = vector.find(name);
  return found == vector.end() ? std::nullopt : std::optional(found->second);
}

std::string value(const Vector& vector, const std::string& name) { return maybe(vector, name).value_or(""); }

DigestInput input_of(const Vector& vector) {
  DigestInput in;
  in.algorithm = digest_algorithm(value(vector, "algorithm")).value();
  in.username = value(vector, "username");
  in.realm = value(vector, "realm");
  in.password = value(vector, "password");
  in.method = value(vector, "method");
  in.uri = value(vector, "uri");
  in.nonce = value(vector, "nonce");
  in.qop = value(vector, "qop");
  in.nonce_count = value(vector, "nc");
  in.cnonce = value(vector, "cnonce");
  in.body = value(vector, "body");
  in.session_nonce = maybe(vector, "session-nonce");
  in.session_cnonce = maybe(vector, "session-cnonce");
  return in;
}

std::string title(const Vector& vector) {
  return value(vector, "clause") + " " + value(vector, "algorithm") + " " + value(vector, "qop");
}

TEST(HttpDigest, AnswersEveryVector) {
  std::set<std::string> seen;
  for (const auto& vector : all_vectors()) {
    DigestInput in = input_of(vector);
    EXPECT_EQ(digest_response(in), value(vector, "response")) << title(vector);
    if (vector.count("userhash")) {
      EXPECT_EQ(digest_userhash(in.algorithm, in.username, in.realm), value(vector, "userhash")) << title(vector);
    }
    in.body = value(vector, "answer-body");
    if (vector.count("rspauth")) {
      EXPECT_EQ(digest_rspauth(in), value(vector, "rspauth")) << title(vector);
    }
    seen.insert(title(vector));
  }
  EXPECT_EQ(seen.size(), 1 + 3 + 6 * 3u);
}

// The response of RFC 2617 3.5, made of the key in place of the password.
TEST(HttpDigest, TheKeyDoesForThePassword) {
  const Vector vector = vectors_of("rfc2617.txt").at(0);
  const DigestInput in = input_of(vector);
  const std::string key = digest_key(in.algorithm, in.username, in.realm, in.password);
  EXPECT_EQ(key, "939e7578ed9e3c518a452acee763bce9");
  EXPECT_EQ(digest_key({DigestHash::md5, true}, in.username, in.realm, in.password), key) << "of no session";
  EXPECT_EQ(digest_key({DigestHash::sha256, false}, in.username, in.realm, in.password).size(), 64u);
}

// RFC 7616 prints digests of another hash in 3.9.2 (erratum 4897).
TEST(HttpDigest, Sha512Slash256IsNoTruncatedSha512) {
  const Vector vector = vectors_of("rfc7616.txt").at(2);
  const DigestInput in = input_of(vector);
  EXPECT_EQ(value(vector, "wrong-response").size(), digest_response(in).size());
  EXPECT_NE(digest_response(in), value(vector, "wrong-response"));
  EXPECT_NE(digest_userhash(in.algorithm, in.username, in.realm), value(vector, "wrong-userhash"));
}

DigestInput protected_message(const std::string& qop) {
  DigestInput in;
  in.username = "alice";
  in.method = "MESSAGE";
  in.uri = "sip:bob@example.test";
  in.qop = qop;
  in.body = "hello";
  return in;
}

TEST(HttpDigest, TheBodyCountsWithIntegrityAlone) {
  for (const std::string qop : {"", "auth", "auth-int", "AUTH-INT"}) {
    const DigestInput in = protected_message(qop);
    DigestInput other = in;
    other.body = "hallo";
    EXPECT_EQ(digest_response(in) != digest_response(other), lower(qop) == "auth-int") << qop;
    EXPECT_EQ(digest_rspauth(in) != digest_rspauth(other), lower(qop) == "auth-int") << qop;
  }
}

TEST(HttpDigest, TheMethodCountsInRequestsAlone) {
  const DigestInput in = protected_message("auth");
  DigestInput other = in;
  other.method = "INVITE";
  EXPECT_NE(digest_response(in), digest_response(other));
  EXPECT_EQ(digest_rspauth(in), digest_rspauth(other));
}

TEST(HttpDigest, CountAndClientNonceAreLeftOutWithoutQop) {
  const DigestInput in = protected_message("");
  DigestInput other = in;
  other.nonce_count = "00000002";
  other.cnonce = "other";
  EXPECT_EQ(digest_response(in), digest_response(other));
  other.algorithm.session = true;
  EXPECT_NE(digest_response(in), digest_response(other));
}

TEST(HttpDigest, KnowsTheRegisteredAlgorithmsInAnyCase) {
  EXPECT_EQ(digest_algorithm("")->hash, DigestHash::md5);
  EXPECT_FALSE(digest_algorithm("md5")->session);
  EXPECT_TRUE(digest_algorithm("MD5-Sess")->session);
  EXPECT_EQ(digest_algorithm("sha-512-256-sess")->hash, DigestHash::sha512_256);
  for (const auto* other : {"SHA-512", "SHA256", "SHA-256-", "-sess", "MD5-sess-sess", "AKAv1-MD5", "MD5 "})
    EXPECT_FALSE(digest_algorithm(other)) << other;
}

TEST(HttpDigest, ComparesWholeDigests) {
  EXPECT_TRUE(same_digest("6629fae4", "6629fae4"));
  EXPECT_FALSE(same_digest("6629fae4", "6629fae5"));
  EXPECT_FALSE(same_digest("6629fae4", "6629fae"));
  EXPECT_FALSE(same_digest("6629fae4", ""));
  EXPECT_FALSE(same_digest("", ""));
}

}  // namespace
}  // namespace http_digest_test
}  // namespace assay::crypto
