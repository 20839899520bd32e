// Requests as a case writes them: what is completed, what is left out, and what a case says otherwise.
#include "protocol/sip/request.hpp"

#include <gtest/gtest.h>

#include <set>

#include "base/text.hpp"
#include "protocol/sip/exchange_test.hpp"

namespace assay::protocol::sip {
namespace request_tests {

using namespace exchange;

const std::string kRegister =
    "REGISTER sip:example.org SIP/2.0\nFrom: <sip:alice@example.org>\nTo: <sip:alice@example.org>";
const std::string kMessage =
    "MESSAGE sip:bob@example.org SIP/2.0\nFrom: <sip:alice@example.org>\nTo: <sip:bob@example.org>\n\nhello";

TEST(SipRequest, WhatIsNotWrittenGetsARightValue) {
  Sender sender;
  const auto sent = sender.asks(kRegister);
  EXPECT_TRUE(sent.violations.empty()) << sent.violations.front().what << "\n" << sent.raw;
  const auto all = vias(sent);
  ASSERT_EQ(all.size(), 1U);
  EXPECT_EQ(sent.headers.front().canonical, "Via");
  EXPECT_EQ(all[0].host + ":" + all[0].port.value_or(""), "127.0.0.2:40000");
  EXPECT_TRUE(all[0].has_cookie());
  ASSERT_NE(all[0].rport(), nullptr);
  EXPECT_FALSE(all[0].rport()->value);
  EXPECT_EQ(sent.value("Max-Forwards"), "70");
  EXPECT_FALSE(address(sent, "From").tag().empty());
  EXPECT_TRUE(address(sent, "To").tag().empty());
  EXPECT_FALSE(sent.value("Call-ID").empty());
  EXPECT_EQ(sent.value("CSeq"), "1 REGISTER");
  EXPECT_EQ(sent.value("Contact"), "<sip:alice@127.0.0.2:40000;transport=tcp>");
  EXPECT_EQ(sent.value("Content-Length"), "0");
}

TEST(SipRequest, TheViaAndTheContactNameTheTransport) {
  const auto over = [](const std::string& transport, bool is_protected) {
    Sender sender(transport, "[::1]:7", is_protected);
    const auto sent = sender.asks(kRegister);
    return vias(sent).front().transport + " " + sent.value("Contact");
  };
  EXPECT_EQ(over("udp", false), "UDP <sip:alice@[::1]:7>");
  EXPECT_EQ(over("tcp", false), "TCP <sip:alice@[::1]:7;transport=tcp>");
  EXPECT_EQ(over("tcp", true), "TLS <sip:alice@[::1]:7;transport=tls>");
}

TEST(SipRequest, TheViaStatesAnotherSenderIfTheCaseWantsIt) {
  Sender sender("udp", "127.0.0.3:7", false);
  const auto sent = sender.asks(kMessage, {{"sent-by", "127.0.0.2:5060"}});
  EXPECT_EQ(vias(sent).front().host + ":" + vias(sent).front().port.value_or(""), "127.0.0.2:5060");
  ASSERT_NE(vias(sent).front().rport(), nullptr) << "the answer comes back to where it was sent from";
}

TEST(SipRequest, ABodyIsCountedAndAMessageHasNoContact) {
  Sender sender;
  const auto sent = sender.asks(kMessage);
  EXPECT_EQ(sent.body, "hello");
  EXPECT_EQ(sent.value("Content-Length"), "5");
  EXPECT_EQ(sent.first("Contact"), nullptr);
}

TEST(SipRequest, WhatIsWrittenStaysInWhateverForm) {
  Sender sender;
  const auto sent = sender.asks(
      "REGISTER sip:example.org SIP/2.0\nv: SIP/2.0/TCP x;branch=y\nmax-forwards: 0\n"
      "f: <sip:alice@example.org>;TAG=mine\nt: <sip:alice@example.org>\ni: own\n"
      "CSeq: 9 REGISTER\nm: *\nl: 7");
  const std::map<std::string, std::string> wanted{{"Via", "SIP/2.0/TCP x;branch=y"},
                                                  {"Max-Forwards", "0"},
                                                  {"From", "<sip:alice@example.org>;TAG=mine"},
                                                  {"Call-ID", "own"},
                                                  {"CSeq", "9 REGISTER"},
                                                  {"Contact", "*"},
                                                  {"Content-Length", "7"}};
  for (const auto& [name, value] : wanted) {
    EXPECT_EQ(sent.value(name), value);
    EXPECT_EQ(sent.all(name).size(), 1U) << name;
  }
}

TEST(SipRequest, EachHeaderCanBeLeftOut) {
  for (const std::string name : {"Via", "Max-Forwards", "Call-ID", "CSeq", "Contact", "Content-Length"}) {
    Sender sender;
    const auto sent = sender.asks(kRegister, {{"without", "Nothing " + lower(name)}});
    EXPECT_EQ(sent.first(name), nullptr) << name;
    EXPECT_EQ(sent.headers.size(), 7U) << sent.raw;
  }
}

TEST(SipRequest, TheRequestsOfADialogShareCallAndTagAndCountOn) {
  Sender sender;
  const auto one = sender.asks(kRegister), two = sender.asks(kRegister), other = sender.asks(kMessage);
  EXPECT_EQ(one.value("Call-ID"), two.value("Call-ID"));
  EXPECT_EQ(address(one, "From").tag(), address(two, "From").tag());
  EXPECT_EQ(two.value("CSeq"), "2 REGISTER");
  EXPECT_NE(branch_of(one), branch_of(two));
  EXPECT_NE(one.value("Call-ID"), other.value("Call-ID")) << "without a name the method names them";
  EXPECT_EQ(other.value("CSeq"), "1 MESSAGE");
  const auto named = sender.asks(kMessage, {{"dialog", "REGISTER"}});
  EXPECT_EQ(named.value("Call-ID"), one.value("Call-ID"));
  EXPECT_EQ(named.value("CSeq"), "3 MESSAGE");
}

TEST(SipRequest, ANumberThatTheCaseWritesIsCountedOnFrom) {
  Sender sender;
  sender.sends(kRegister + "\nCSeq: 41 REGISTER");
  EXPECT_EQ(sender.asks(kRegister).value("CSeq"), "42 REGISTER");
  sender.sends(kRegister + "\nCSeq: no REGISTER");
  EXPECT_EQ(sender.asks(kRegister).value("CSeq"), "43 REGISTER") << "what is no number counts nothing";
  sender.sends(kRegister + "\nCSeq: 18446744073709551615 REGISTER");
  EXPECT_TRUE(sender.asks(kRegister).first("CSeq")) << "a number that nothing follows breaks nothing";
}

TEST(SipRequest, NoTwoMessagesShareABranchAndTheSameSeedGivesTheSameOctets) {
  Sender one, two("tcp", "127.0.0.2:40001"), again, seeded;
  seeded.seed = "other";
  std::set<std::string> branches;
  for (auto* sender : {&one, &two, &seeded})
    for (int i = 0; i < 20; ++i) branches.insert(branch_of(sender->asks(kRegister)));
  EXPECT_EQ(branches.size(), 60U);
  Sender first;
  for (int i = 0; i < 3; ++i) EXPECT_EQ(first.sends(kRegister), again.sends(kRegister));
}

TEST(SipRequest, IsRememberedAsWhatTheNextAnswerIsHeldAgainst) {
  Sender sender;
  const auto sent = sender.asks(kRegister);
  EXPECT_EQ(sender.values["last-transaction"], branch_of(sent) + " 1 REGISTER");
  sender.sends(kMessage + "\n", {{"without", "CSeq"}});
  EXPECT_NE(sender.values["last-transaction"], branch_of(sent) + " 1 REGISTER");
}

TEST(SipRequest, BeforeTheChannelStandsItIsAnError) {
  Sender sender("tcp", "");
  const std::string made = sender.sends(kRegister);
  EXPECT_EQ(made.rfind("error: ", 0), 0U) << made;
}

}  // namespace request_tests
}  // namespace assay::protocol::sip
