// Tests of the exchange for reports: no password in it, and marks on the octets that decided.
#include "run/judgement/exchange.hpp"

#include <gtest/gtest.h>

#include "base/text.hpp"
#include "crypto/sasl.hpp"

namespace assay::run {
namespace exchange_tests {

trace::Record record(trace::Kind kind, std::uint64_t number, const std::string& name, const Bytes& data) {
  trace::Record made;
  made.kind = kind;
  made.number = number;
  made.time = static_cast<std::int64_t>(number) * 1'000'000;
  made.channel = "client";
  made.name = name;
  made.data = data;
  return made;
}

Judged judged_of(std::vector<trace::Record> records, std::vector<language::Evidence> evidence,
                 std::set<std::string> secrets = {}) {
  Judged judged;
  judged.records = std::move(records);
  judged.state.secrets = std::move(secrets);
  judged.state.assertions.push_back({"T-1/one", language::Outcome::conform, "", std::move(evidence), ""});
  return judged;
}

std::string marked(const ExchangeEntry& entry) { return entry.text.substr(entry.mark_offset, entry.mark_length); }

TEST(Redacted, HidesEverySecretWhereverItStands) {
  EXPECT_EQ(redacted("a LOGIN geheim geheim", {"geheim"}), "a LOGIN [redacted] [redacted]");
  EXPECT_EQ(redacted("geheim", {"geheim"}), "[redacted]");
  EXPECT_EQ(redacted("no secret", {"geheim", ""}), "no secret");
}

TEST(Redacted, HidesTheBase64OfSaslPlain) {
  const std::string plain = base64_encode(crypto::sasl_plain("", "alice", "geheim"));
  EXPECT_EQ(redacted(escape(plain + "\r\n"), {"geheim", plain}), "[redacted]\\r\\n");
}

TEST(Redacted, HidesASecretThatHoldsAnotherAsAWhole) {
  EXPECT_EQ(redacted("pass-1234 pass", {"pass", "pass-1234"}), "[redacted] [redacted]");
  EXPECT_EQ(redacted("not-geheim", {"geheim", "not-geheim"}), "[redacted]");
}

TEST(Redacted, EndsEvenIfTheSecretIsAPartOfWhatReplacesIt) {
  EXPECT_EQ(redacted("the red one", {"red"}), "the [redacted] one");
  EXPECT_EQ(redacted("[", {"["}), "[redacted]");
  EXPECT_EQ(redacted("eel", {"e"}), "[redacted][redacted]l");
}

TEST(Redacted, HidesWhatIsPercentEncodedInWhateverPart) {
  EXPECT_EQ(redacted("a g%65h%45im %67eheim", {"geheim"}), "a g%65h%45im [redacted]") << "%45 is another letter";
  EXPECT_EQ(redacted("%67%65%68%65%69%6d%6D", {"geheim"}), "[redacted]%6D");
  EXPECT_EQ(redacted(escape("a%5cb%01%FF!"), {"a\\b\x01\xff"}), "[redacted]!");
}

TEST(Redacted, HidesHexadecimalInEitherCase) {
  EXPECT_EQ(redacted("k=A1b2C3d4E5f6A7b8;", {"a1b2c3d4e5f6a7b8"}), "k=[redacted];");
  EXPECT_EQ(redacted("ABBA", {"abba"}), "ABBA") << "a short one may be a word";
}

TEST(Redacted, KnowsASecretWithOctetsThatAreEscaped) {
  const std::string secret = "a\\b\x01\xff";
  EXPECT_EQ(redacted(escape("LOGIN " + secret + "!"), {secret}), "LOGIN [redacted]!");
}

TEST(Exchange, MarksTheDecidingOctetsInTheEscapedText) {
  const Bytes data = "* \x01\xff note\r\na001 NO\x1b[0m\r\n* more\r\n";
  const auto at = data.find("a001");
  const auto all =
      exchange_of(judged_of({record(trace::Kind::event, 1, "bytes", data)}, {{1, at, data.find("* more") - at}}));
  ASSERT_EQ(all.size(), 1U);
  EXPECT_TRUE(all[0].marked);
  EXPECT_EQ(marked(all[0]), "a001 NO\\x1b[0m\\r\\n");
}

TEST(Exchange, MarksAreRightBehindRedactedText) {
  const Bytes data = "* your password is geheim\r\na001 OK\r\n";
  const auto at = data.find("a001");
  const auto all =
      exchange_of(judged_of({record(trace::Kind::event, 1, "bytes", data)}, {{1, at, data.size() - at}}, {"geheim"}));
  ASSERT_EQ(all.size(), 1U);
  EXPECT_EQ(marked(all[0]), "a001 OK\\r\\n");
  EXPECT_EQ(all[0].text.find("geheim"), std::string::npos);
}

TEST(Exchange, MarksAreRightBehindWhatWasPercentEncoded) {
  const Bytes data = "X: %67eh%65im\r\na001 OK\r\n";
  const auto at = data.find("a001");
  const auto all =
      exchange_of(judged_of({record(trace::Kind::event, 1, "bytes", data)}, {{1, at, data.size() - at}}, {"geheim"}));
  ASSERT_EQ(all.size(), 1U);
  EXPECT_EQ(marked(all[0]), "a001 OK\\r\\n");
  EXPECT_EQ(all[0].text.rfind("X: [redacted]\\r", 0), 0U) << all[0].text;
}

TEST(Exchange, AMarkThatCutsASecretStaysInTheText) {
  const Bytes data = "xxgeheimyy";
  for (std::size_t from = 0; from < data.size(); ++from)
    for (std::size_t length = 1; from + length <= data.size(); ++length) {
      const auto all =
          exchange_of(judged_of({record(trace::Kind::event, 1, "bytes", data)}, {{1, from, length}}, {"geheim"}));
      ASSERT_EQ(all[0].text, "xx[redacted]yy");
      EXPECT_LE(all[0].mark_offset + all[0].mark_length, all[0].text.size());
    }
}

TEST(Exchange, AFactIsMarkedAsAWhole) {
  auto alert = record(trace::Kind::event, 1, "tls.alert", "");
  alert.attributes = {{"level", "fatal"}, {"description", "unknown\x1b_ca"}};
  const auto all = exchange_of(judged_of({alert}, {{1, 0, 0}}));
  ASSERT_EQ(all.size(), 1U);
  EXPECT_EQ(marked(all[0]), all[0].text);
  EXPECT_NE(all[0].text.find("description=unknown\\x1b_ca"), std::string::npos) << all[0].text;
}

TEST(Exchange, WhatWasSentIsRedactedEscapedAndNeverMarked) {
  const auto all = exchange_of(judged_of(
      {record(trace::Kind::action, 1, "send", "a LOGIN alice geheim\r\n"), record(trace::Kind::action, 2, "await", ""),
       record(trace::Kind::evidence, 3, "wire", "geheim"), record(trace::Kind::event, 4, "sent", "")},
      {{1, 0, 4}}, {"geheim"}));
  ASSERT_EQ(all.size(), 1U);
  EXPECT_EQ(all[0].text, "a LOGIN alice [redacted]\\r\\n");
  EXPECT_EQ(all[0].direction, "out");
  EXPECT_FALSE(all[0].marked);
}

TEST(Exchange, ALongEntryIsCutBehindItsMark) {
  const Bytes data = Bytes(3000, 'x') + "a001 NO\r\n" + Bytes(3000, 'y');
  const auto all = exchange_of(judged_of({record(trace::Kind::event, 1, "bytes", data)}, {{1, 3000, 9}}));
  EXPECT_TRUE(all[0].truncated);
  EXPECT_EQ(marked(all[0]), "a001 NO\\r\\n");
  EXPECT_LT(all[0].text.size(), 3100U);
  const auto far =
      exchange_of(judged_of({record(trace::Kind::event, 1, "bytes", Bytes(900000, '\x01') + "NO")}, {{1, 900000, 2}}));
  EXPECT_LE(far[0].text.size(), 8000U);
  EXPECT_LE(far[0].mark_offset + far[0].mark_length, far[0].text.size());
}

}  // namespace exchange_tests
}  // namespace assay::run
