// PLAIN against the examples of RFC 4616 clause 4 and its grammar.
#include "crypto/sasl.hpp"

#include <gtest/gtest.h>

namespace assay::crypto {

using namespace std::string_literals;

TEST(SaslPlain, WritesTheExamplesOfTheRfc) {
  EXPECT_EQ(sasl_plain("", "tim", "tanstaaftanstaaf"), "\0tim\0tanstaaftanstaaf"s);
  EXPECT_EQ(sasl_plain("Ursel", "Kurt", "xipj3plmq"), "Ursel\0Kurt\0xipj3plmq"s);
}

TEST(SaslPlain, ReadsWhatItWrites) {
  const auto message = read_sasl_plain("Ursel\0Kurt\0xipj3plmq"s);
  ASSERT_TRUE(message);
  EXPECT_EQ(message->authorization, "Ursel");
  EXPECT_EQ(message->authentication, "Kurt");
  EXPECT_EQ(message->password, "xipj3plmq");
  EXPECT_EQ(read_sasl_plain("\0tim\0"s)->password, "");
}

TEST(SaslPlain, RefusesWhatTheGrammarDoesNotAllow) {
  EXPECT_FALSE(read_sasl_plain(""));
  EXPECT_FALSE(read_sasl_plain("tim"));
  EXPECT_FALSE(read_sasl_plain("\0tim"s));
  EXPECT_FALSE(read_sasl_plain("alice\0\0secret"s));
  EXPECT_FALSE(read_sasl_plain("\0tim\0se\0cret"s));
}

}  // namespace assay::crypto
