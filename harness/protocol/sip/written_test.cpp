// How credentials are written, what they are for, and how they count.
#include "protocol/sip/written.hpp"

#include <gtest/gtest.h>

#include "protocol/sip/exchange_test.hpp"

namespace assay::protocol::sip {
namespace written_tests {

using namespace exchange;

const std::string kDigits = "0123456789abcdef0123456789abcdef";
const std::string kRight =
    "Digest username=\"alice\", realm=\"r\", nonce=\"n\", uri=\"sip:bob@example.org\", response=\"" + kDigits +
    "\", algorithm=MD5, qop=auth, nc=00000001, cnonce=\"c\", opaque=\"o\"";

std::string with(const std::string& from, const std::string& to) {
  std::string out = kRight;
  return out.replace(out.find(from), from.size(), to);
}

std::string faults(const std::string& value) { return misspelt(assay::sip::read_authentication(value).value); }

TEST(SipWritten, RightCredentialsHaveNoFault) {
  EXPECT_EQ(faults(kRight), "");
  EXPECT_EQ(faults("Digest username=\"a\\\"b\", nonce = \"n\" ,\r\n realm=\"\""), "")
      << "white space, escapes, few parameters";
  EXPECT_EQ(faults(with(", opaque=", ", unheard=of, opaque=")), "") << "what is unknown may be a token";
  EXPECT_EQ(faults(with("username", "USERNAME")), "");
  EXPECT_EQ(faults(with("MD5", "md5-sess")), "");
}

TEST(SipWritten, QuotesStandWhereTheGrammarHasThem) {
  for (const std::string name : {"username=\"alice\"", "realm=\"r\"", "nonce=\"n\"", "uri=\"sip:bob@example.org\"",
                                 "cnonce=\"c\"", "opaque=\"o\""}) {
    std::string bare = name.substr(0, name.size() - 1);
    bare.erase(bare.find('"'), 1);
    EXPECT_EQ(faults(with(" " + name, " " + bare)), name.substr(0, name.find('='))) << bare;
  }
  EXPECT_EQ(faults(with("\"" + kDigits + "\"", kDigits)), "response");
  EXPECT_EQ(faults(with("=MD5", "=\"MD5\"")), "algorithm");
  EXPECT_EQ(faults(with("=00000001", "=\"00000001\"")), "nc");
  EXPECT_EQ(faults(with("\"o\"", "\"o")), "opaque") << "it does not end";
  EXPECT_EQ(faults(with("opaque=\"o\"", "opaque")), "opaque");
}

TEST(SipWritten, QuotesAroundQopAreToldByThemselves) {
  const std::string quoted = with("qop=auth", "qop=\"auth\"");
  EXPECT_EQ(faults(quoted), "");
  EXPECT_TRUE(quotes_qop(assay::sip::read_authentication(quoted).value));
  EXPECT_FALSE(quotes_qop(assay::sip::read_authentication(kRight).value));
  EXPECT_FALSE(quotes_qop({}));
}

TEST(SipWritten, DigitsAreAllThereAndSmall) {
  for (const char* count : {"1", "0000001", "000000001", "0000000A", "0000000g", "+0000001"})
    EXPECT_EQ(faults(with("00000001", count)), "nc") << count;
  EXPECT_EQ(faults(with("00000001", "0000000a")), "");
  for (const std::string& digits : {std::string("0123456789ABCDEF0123456789abcdef"), kDigits.substr(1), kDigits + "0",
                                    kDigits + kDigits, std::string()})
    EXPECT_EQ(faults(with(kDigits, digits)), "response") << digits;
  std::string longer = with("MD5", "SHA-256");
  EXPECT_EQ(faults(longer), "response") << "SHA-256 has 64";
  longer.replace(longer.find(kDigits), kDigits.size(), kDigits + kDigits);
  EXPECT_EQ(faults(longer), "");
  EXPECT_EQ(faults(with("MD5", "X")), "") << "nobody knows how many an unknown one has";
}

TEST(SipWritten, NoParameterComesTwice) {
  EXPECT_EQ(faults(kRight + ", realm=\"r\""), "realm");
  EXPECT_EQ(faults(kRight + ", QOP=auth, Nc=00000001"), "nc qop");
}

std::string for_whom(const std::string& uri, const std::string& asked) {
  const auto request = message({"REGISTER " + asked + " SIP/2.0", "To: <sip:alice@example.org>"});
  return stated_for(uri, assay::sip::read_datagram(request));
}

TEST(SipStated, IsTheUriOfTheRequestOfItsDomainOrOfNeither) {
  EXPECT_EQ(for_whom("sip:example.org", "sip:example.org"), "request");
  EXPECT_EQ(for_whom("sip:EXAMPLE.org", "sip:example.org"), "request");
  EXPECT_EQ(for_whom("tel:+1555", "tel:+1555"), "request");
  EXPECT_EQ(for_whom("sip:alice@example.org", "sip:example.org"), "domain");
  EXPECT_EQ(for_whom("sip:example.org:5070", "sip:example.org"), "domain");
  EXPECT_EQ(for_whom("sips:example.org", "sip:example.org"), "domain");
  EXPECT_EQ(for_whom("sip:example.org", "sip:192.0.2.1:5070;lr"), "domain") << "of whom To names";
  EXPECT_EQ(for_whom("sip:elsewhere.invalid", "sip:example.org"), "elsewhere");
  EXPECT_EQ(for_whom("sip:192.0.2.1", "sip:example.org"), "elsewhere");
  EXPECT_EQ(for_whom("", "sip:example.org"), "elsewhere");
  EXPECT_EQ(for_whom("example.org", "sip:example.org"), "elsewhere");
  EXPECT_EQ(for_whom("tel:+1556", "tel:+1555"), "elsewhere");
}

std::string authorization(const std::string& nonce, const std::string& count,
                          const std::string& name = "Authorization") {
  return name + ": Digest username=\"a\", nonce=\"" + nonce + "\", nc=" + count;
}

// How the requests count that come on one connection.
Texts counted(const Texts& all) {
  const auto decoder = make_stream_decoder();
  Texts out;
  for (const auto& one : all)
    for (const auto& item : decoder->feed(one, false))
      out.push_back(item.kind == "sip.repeated" ? "again" : field(item, "nonce-count"));
  return out;
}

TEST(SipNonceCounts, AreTheRequestsThatBoreTheNonce) {
  EXPECT_EQ(counted({request("REGISTER", "a", "1"), request("REGISTER", "b", "2", {authorization("n", "00000001")}),
                     request("REGISTER", "b", "2", {authorization("n", "00000001")}),
                     request("MESSAGE", "c", "3", {authorization("n", "2")}),
                     request("MESSAGE", "d", "4", {authorization("m", "00000001")}),
                     request("REGISTER", "e", "5", {authorization("n", "00000002")})}),
            (Texts{"-", "right", "again", "right", "right", "wrong"}));
  EXPECT_EQ(counted({request("REGISTER", "a", "1", {authorization("n", "00000005")})}), Texts{"wrong"});
  EXPECT_EQ(counted({request("REGISTER", "a", "1", {authorization("n", "x")})}), Texts{"wrong"});
  EXPECT_EQ(counted({request("REGISTER", "a", "1", {"Authorization: Digest nonce=\"n\""})}), Texts{"-"});
}

TEST(SipNonceCounts, GoOnInEitherHeaderAndNotWithAck) {
  const Texts both{authorization("n", "00000001"), authorization("m", "00000001", "Proxy-Authorization")};
  EXPECT_EQ(
      counted({request("INVITE", "a", "1", both), request("ACK", "a", "1", both), request("CANCEL", "a", "1", both),
               request("MESSAGE", "b", "2", {authorization("m", "00000002", "Proxy-Authorization")}),
               request("MESSAGE", "c", "3", {authorization("n", "00000002")})}),
      (Texts{"right", "-", "-", "right", "right"}));
}

}  // namespace written_tests
}  // namespace assay::protocol::sip
