// Tests of what gives a secret away, whatever messages it stands in.
#include "engine/disclosure.hpp"

#include <gtest/gtest.h>

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
