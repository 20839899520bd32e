// Tests of what gives a secret away, whatever messages it stands in.
#include "engine/disclosure.hpp"

#include <gtest/gtest.h>

#include <set>

#include "base/text.hpp"
#include "engine/toy_test.hpp"

namespace assay::engine {
namespace disclosure_tests {

using namespace toy;

const std::string kSecret = "s3cret\"pass";

TEST(Disclosure, IsTheSecretAsItIsOrEscapedOrInBase64AtAnyPlace) {
  EXPECT_TRUE(discloses("a LOGIN b " + kSecret, 0, kSecret));
  EXPECT_TRUE(discloses("a LOGIN b \"s3cret\\\"pass\"", 0, kSecret));
  for (const std::string before : {"", "x", "xy", "xyz", "xyzu"})
    for (const std::string behind : {"", "1", "12", "123"})
      EXPECT_TRUE(discloses(base64_encode(before + kSecret + behind), 0, kSecret)) << before << " " << behind;
  EXPECT_FALSE(discloses("a LOGIN b s3cre", 0, kSecret));
  EXPECT_FALSE(discloses(base64_encode("s3cret"), 0, kSecret));
}

TEST(Disclosure, IsTheSecretEscapedAsInAUri) {
  for (const char* said : {"sip:alice:s3cret%22pass@h", "x=s3cret%22pass", "s3cret%22pass"})
    EXPECT_TRUE(discloses(said, 0, kSecret)) << said;
  const std::string odd = "gehe/im+~x";
  for (const char* said : {"gehe%2Fim%2B~x", "gehe%2fim%2b~x", "gehe%2Fim%2B%7Ex", "gehe%2fim%2b%7ex"})
    EXPECT_TRUE(discloses(said, 0, odd)) << said;
  EXPECT_FALSE(discloses("gehe%2Fim", 0, odd));
}

TEST(Disclosure, EachFormIsKeptOnceAndTheSecretFirst) {
  const auto forms = forms_of("geheimnis");
  EXPECT_EQ(forms.front(), "geheimnis");
  EXPECT_EQ(std::set<std::string>(forms.begin(), forms.end()).size(), forms.size());
  const auto odd = forms_of("gehe/im+~x");
  EXPECT_EQ(std::set<std::string>(odd.begin(), odd.end()).size(), odd.size());
  EXPECT_EQ(forms_of("a/b"), std::vector<std::string>{"a/b"});
}

TEST(Disclosure, IsTheSecretWithWhicheverOctetsPercentEncoded) {
  EXPECT_TRUE(discloses("X: %61l%69ce-%73ecret%2d1", 0, "alice-secret-1"));
  EXPECT_TRUE(discloses("X: %61%6C%69%63%65%2D%73%65%63%72%65%74%2D%31", 0, "alice-secret-1"));
  EXPECT_TRUE(discloses("eDpnZWhlaW0vaXM%2F", 0, "geheim/is?")) << "of base64 as well";
  EXPECT_FALSE(discloses("X: %61l%69ce-%73ecret%2e1", 0, "alice-secret-1"));
  EXPECT_FALSE(discloses("X: %6", 0, "alice-secret-1"));
  EXPECT_TRUE(discloses("ge%41im%", 0, "ge%41im%")) << "its own percent signs are itself";
  EXPECT_TRUE(discloses("ge%2541im%25", 0, "ge%41im%"));
}

TEST(Disclosure, IsItsHexadecimalInEitherCase) {
  EXPECT_TRUE(discloses("k=616C6963652d7365637265742D31;", 0, "alice-secret-1"));
  EXPECT_FALSE(discloses("k=616C6963652d7365637265742D32;", 0, "alice-secret-1"));
  EXPECT_FALSE(discloses("GEHEIM", 0, "geheim")) << "of the secret itself the case counts";
}

// The vectors of RFC 4648 10 are too short to be secrets.
TEST(Disclosure, IsItsBase32AtAnyPlace) {
  EXPECT_TRUE(discloses("MFWGSY3FFVZWKY3SMV2C2MI=", 0, "alice-secret-1"));
  EXPECT_TRUE(discloses("mfwgsy3ffvzwky3smv2c2mi", 0, "alice-secret-1"));
  EXPECT_TRUE(discloses("MFWGSY3FHJQWY2LDMUWXGZLDOJSXILJR", 0, "alice-secret-1")) << "behind alice:";
  EXPECT_FALSE(discloses("MFWGSY3FFVZWKY3SMV2C", 0, "alice-secret-1")) << "its last octets are not there";
}

TEST(Disclosure, IsAPlainHashOfIt) {
  EXPECT_TRUE(discloses("X: 5EBE2294ECD0E0F08EAB7690D2A6EE69", 0, "secret")) << "MD5";
  EXPECT_TRUE(discloses("X: e5e9fa1ba31ecd1ae84f75caaa474f3a663f05f4", 0, "secret")) << "SHA-1";
  EXPECT_TRUE(discloses("X: 2bb80d537b1da3e38bd30361aa855686bde0eacd7162fef6a25fe97bf527a25b", 0, "secret")) << "SHA-256";
  EXPECT_FALSE(discloses("X: 5ebe2294ecd0e0f08eab7690d2a6ee68", 0, "secret"));
}

TEST(Disclosure, OfUriSafeBase64IsOne) {
  const std::string odd = "\xff\xfe\xfb\xef\xbe\xff";
  EXPECT_TRUE(discloses("k=//77777/", 0, odd));
  EXPECT_TRUE(discloses("k=__77777_", 0, odd));
}

TEST(Disclosure, OfAShortSecretIsNotLookedFor) {
  EXPECT_FALSE(discloses("abcde", 0, "abcde"));
  EXPECT_FALSE(discloses("abcde", 0, ""));
  EXPECT_TRUE(discloses("abcdef", 0, "abcdef"));
}

TEST(Disclosure, EndsBehindWhatWasLookedAtBefore) {
  const std::string said = "x" + kSecret;
  EXPECT_TRUE(discloses(said, said.size() - 1, kSecret));
  EXPECT_FALSE(discloses(said, said.size(), kSecret));
  EXPECT_TRUE(discloses(said + said, said.size(), kSecret));
}

Script looks() {
  Script script;
  script.add({Step::Kind::action,
              "s",
              element("listen", {{"actor", "s"}, {"endpoint", "e"}, {"protocol", "toy"}}),
              {},
              false});
  script.add(
      {Step::Kind::serve, "s", element("serve", {{"actor", "s"}}), {}, false, false, {{element("toy:line", {}), {}}}});
  return script
      .expect({{element("discloses", {{"secret", "geheim"}}), Outcome::fail}, {line("end"), Outcome::conform}}, "s")
      .end();
}

TEST(Disclosure, IsSeenAcrossReadsAndLinesThatNeverEnd) {
  Execution whole(looks());
  EXPECT_EQ(whole.hears("any geheim thing", "s#1").verdict(), Verdict::fail);
  Execution cut(looks());
  cut.hears("geh", "s#1").hears("x\n", "s#2").hears("e", "s#1");
  EXPECT_FALSE(cut.state.finished);
  EXPECT_EQ(cut.hears("im", "s#1").verdict(), Verdict::fail);
  EXPECT_EQ(cut.state.assertions.front().evidence.front().record, cut.number);
}

TEST(Disclosure, InTwoConnectionsOrBeforeTheDifferenceIsNone) {
  Execution two(looks());
  two.hears("geh", "s#1").hears("eim", "s#2").hears("end\n", "s#3");
  EXPECT_EQ(two.verdict(), Verdict::pass);
  Script late = looks();
  late.program.difference_served = true;
  Execution before(late);
  before.hears("geheim ", "s#1").hears("x\n", "s#1");
  EXPECT_FALSE(before.state.finished) << "it was said before anything was different";
}

}  // namespace disclosure_tests
}  // namespace assay::engine
