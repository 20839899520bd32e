// Tests of placeholders: parsing, binding of parameters, expanding.
#include <gtest/gtest.h>

#include "language/template.hpp"

namespace assay::language {
namespace template_tests {

using Words = std::vector<std::string>;

Result<std::string> expanded(const std::string& text) {
  return expand(
      text,
      [](const std::string& name) -> Result<std::string> {
        if (name == "missing") return failure("there is no value 'missing'");
        return "<" + name + ">";
      },
      [](const std::string& derivation, const Words& arguments) -> Result<std::string> {
        std::string out = derivation;
        for (const auto& argument : arguments) out += "|" + argument;
        return out;
      });
}

TEST(Template, PlaceholdersGiveWayToValuesAndAllElseStays) {
  EXPECT_EQ(expanded("LOGIN {alice.user} \"x\"\r\n").value(), "LOGIN <alice.user> \"x\"\r\n");
  EXPECT_EQ(expanded("").value(), "");
}

TEST(Template, DerivationsGetValuesAndQuotedWords) {
  EXPECT_EQ(expanded("{p:d alice.user 'two words' ''}").value(), "p:d|<alice.user>|two words|");
  EXPECT_EQ(expanded("{p:d}").value(), "p:d");
}

TEST(Template, TwoBracesAreOne) { EXPECT_EQ(expanded("{{5} {{{a}").value(), "{5} {<a>"); }

TEST(Template, WhatIsNotClosedOrEmptyIsAnError) {
  for (const char* wrong : {"{alice", "{", "{}", "{ }", "{p:d 'open}", "a {b 'c"}) {
    const auto pieces = parse_template(wrong);
    ASSERT_FALSE(pieces) << wrong;
    EXPECT_FALSE(pieces.error().way_out.empty());
    EXPECT_FALSE(expanded(wrong)) << wrong;
  }
}

TEST(Template, AMissingValueIsAnErrorAlsoInsideADerivation) {
  EXPECT_FALSE(expanded("{missing}"));
  EXPECT_FALSE(expanded("{p:d missing}"));
}

TEST(Template, BindingReplacesParametersAndLeavesOtherNames) {
  EXPECT_EQ(bind_names("{who} {alice.user}", {{"who", "bob"}}), "bob {alice.user}");
  EXPECT_EQ(bind_names("no placeholder", {{"who", "bob"}}), "no placeholder");
}

TEST(Template, AParameterInADerivationBecomesAWordOrTheNameThatItStandsFor) {
  EXPECT_EQ(bind_names("{p:d folder}", {{"folder", "INBOX x"}}), "{p:d 'INBOX x'}");
  EXPECT_EQ(bind_names("{p:d folder}", {{"folder", "{alice.message.folder}"}}), "{p:d alice.message.folder}");
  EXPECT_EQ(bind_names("{p:d folder}", {{"folder", ""}}), "{p:d ''}");
}

TEST(Template, AWordOfADerivationMayBearANameBeforeItsValue) {
  EXPECT_EQ(expanded("{p:d uri=bob.address 'nc=2' x=y=z}").value(), "p:d|uri=<bob.address>|nc=2|x=<y=z>");
  EXPECT_FALSE(expanded("{p:d uri=missing}"));
  EXPECT_EQ(names_in("{p:d uri=bob.address 'nc=alice' alice.user}"), (Words{"bob.address", "alice.user"}));
}

TEST(Template, AParameterBehindANameIsBoundToo) {
  EXPECT_EQ(bind_names("{p:d uri=target 'uri=target'}", {{"target", "sip:a@h"}}), "{p:d 'uri=sip:a@h' 'uri=target'}");
  EXPECT_EQ(bind_names("{p:d uri=target}", {{"target", "{bob.address}"}}), "{p:d uri=bob.address}");
  EXPECT_EQ(bind_names("{p:d uri=target}", {{"uri", "x"}}), "{p:d uri=target}") << "the name itself is no parameter";
  EXPECT_EQ(expanded(bind_names("{p:d uri=target}", {{"target", ""}})).value(), "p:d|uri=");
}

TEST(Template, AParameterOfSeveralPartsStaysWholeInADerivation) {
  const auto bound = bind_names("{p:d folder}", {{"folder", "{alice.folder}/{fresh} x"}});
  EXPECT_EQ(bound, "{p:d '{alice.folder}/{fresh} x'}");
  EXPECT_EQ(expanded(bound).value(), "p:d|<alice.folder>/<fresh> x");
  EXPECT_EQ(names_in(bound), (Words{"alice.folder", "fresh"}));
  EXPECT_EQ(bind_names("{p:d 'a{folder}'}", {{"folder", "{fresh}"}}), "{p:d 'a{fresh}'}");
  EXPECT_FALSE(expanded("{p:d '{missing}'}"));
}

TEST(Template, BindingKeepsWrittenBraces) {
  const auto bound = bind_names("{{ {who}", {{"who", "bob"}});
  EXPECT_EQ(expanded(bound).value(), "{ bob");
}

TEST(Template, NamesAreThoseOfValuesNotOfDerivationsOrQuotedWords) {
  EXPECT_EQ(names_in("{a} {p:d b 'c' d} {p:e}"), (Words{"a", "b", "d"}));
  EXPECT_TRUE(names_in("{broken").empty());
}

}  // namespace template_tests
}  // namespace assay::language
