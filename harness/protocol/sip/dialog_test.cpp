// Requests within a dialog: acknowledging, ending, cancelling, and what a response tells of the way.
#include "protocol/sip/dialog.hpp"

#include <gtest/gtest.h>

#include "protocol/sip/exchange_test.hpp"

namespace assay::protocol::sip {
namespace dialog_tests {

using namespace exchange;

const std::string kParties = " sip:bob@example.org SIP/2.0\nFrom: <sip:alice@example.org>\nTo: <sip:bob@example.org>";
const std::map<std::string, std::string> kCall{{"dialog", "INVITE"}};
const Texts kAccepted{"Contact: <sip:bob@192.0.2.9:5080;transport=tcp>", "Record-Route: <sip:p2;lr>, <sip:p1;lr>",
                      "Record-Route: <sip:p0;lr>"};

// A caller, and its INVITE as it left.
struct Call {
  Sender caller{};
  assay::sip::Message invite = caller.asks("INVITE" + kParties);

  void hears(const std::string& status, const Texts& more = {}) { caller.hears(answer_to(invite, status, more)); }
  assay::sip::Message then(const std::string& method, const std::map<std::string, std::string>& attributes = kCall) {
    return caller.asks(method + kParties, attributes);
  }
};

TEST(SipDialog, AnAcknowledgedFailureKeepsTheBranchAndTheWay) {
  Call call;
  call.hears("486 Busy Here", kAccepted);
  const auto ack = call.then("ACK");
  EXPECT_EQ(branch_of(ack), branch_of(call.invite));
  EXPECT_EQ(ack.request_uri, "sip:bob@example.org");
  EXPECT_EQ(ack.value("CSeq"), "1 ACK");
  EXPECT_EQ(address(ack, "To").tag(), "to");
  EXPECT_EQ(ack.value("From"), call.invite.value("From"));
  EXPECT_EQ(ack.value("Call-ID"), call.invite.value("Call-ID"));
  EXPECT_EQ(ack.first("Route"), nullptr);
}

TEST(SipDialog, AnAcknowledgedSuccessGoesTheWayOfTheDialog) {
  Call call;
  call.hears("200 OK", kAccepted);
  for (const char* method : {"ACK", "BYE"}) {
    const auto sent = call.then(method);
    EXPECT_NE(branch_of(sent), branch_of(call.invite)) << method;
    EXPECT_EQ(sent.request_uri, "sip:bob@192.0.2.9:5080;transport=tcp") << method;
    EXPECT_EQ(sent.value("Route"), "<sip:p0;lr>, <sip:p1;lr>, <sip:p2;lr>") << method;
    EXPECT_EQ(address(sent, "To").tag(), "to") << method;
    EXPECT_EQ(sent.value("CSeq"), std::string(method == std::string("ACK") ? "1 " : "2 ") + method);
  }
}

TEST(SipDialog, WhatIsAcknowledgedIsNoRequestThatAwaitsAnAnswer) {
  Call call;
  const std::string asked = call.caller.values["last-transaction"];
  call.hears("200 OK", kAccepted);
  call.then("ACK");
  EXPECT_EQ(call.caller.values["last-transaction"], asked);
}

TEST(SipDialog, CancellingKeepsBranchAndNumber) {
  Call call;
  const auto cancel = call.then("CANCEL");
  EXPECT_EQ(branch_of(cancel), branch_of(call.invite));
  EXPECT_EQ(cancel.value("CSeq"), "1 CANCEL");
  EXPECT_EQ(cancel.value("To"), call.invite.value("To"));
  EXPECT_EQ(cancel.request_uri, call.invite.request_uri);
  EXPECT_EQ(call.caller.values["last-transaction"], branch_of(call.invite) + " 1 CANCEL");
}

TEST(SipDialog, AfterAFailureTheNextRequestBeginsAnew) {
  Call call;
  call.hears("407 Proxy Authentication Required", kAccepted);
  call.then("ACK");
  const auto again = call.then("INVITE");
  EXPECT_EQ(again.value("CSeq"), "2 INVITE");
  EXPECT_TRUE(address(again, "To").tag().empty());
  EXPECT_EQ(again.request_uri, "sip:bob@example.org");
  EXPECT_NE(branch_of(again), branch_of(call.invite));
  call.invite = again;
  call.hears("200 OK", kAccepted);
  EXPECT_EQ(call.then("ACK").value("CSeq"), "2 ACK");
}

TEST(SipDialog, AWayThatTheCaseWritesStays) {
  Call call;
  call.hears("200 OK", kAccepted);
  const auto bye = call.caller.asks("BYE" + kParties + ";tag=own\nRoute: <sip:elsewhere;lr>", kCall);
  EXPECT_EQ(bye.value("Route"), "<sip:elsewhere;lr>");
  EXPECT_EQ(address(bye, "To").tag(), "own");
}

// A 200 to INFO bears no Contact, and says nothing of the way (RFC 3261 12.2.1.2).
TEST(SipDialog, AnAnswerWithinItDoesNotLoseTheWay) {
  Call call;
  call.hears("200 OK", kAccepted);
  call.then("ACK");
  call.caller.hears(answer_to(call.then("INFO"), "200 OK"));
  const auto bye = call.then("BYE");
  EXPECT_EQ(bye.request_uri, "sip:bob@192.0.2.9:5080;transport=tcp");
  EXPECT_EQ(bye.value("Route"), "<sip:p0;lr>, <sip:p1;lr>, <sip:p2;lr>");
}

// RFC 3261 12.1: these set up no dialog, so a second one begins anew.
TEST(SipDialog, OnlySomeMethodsSetOneUp) {
  for (const char* method : {"REGISTER", "MESSAGE", "OPTIONS", "PUBLISH"}) {
    Sender sender;
    sender.hears(answer_to(sender.asks(method + kParties), "200 OK", kAccepted));
    const auto again = sender.asks(method + kParties);
    EXPECT_TRUE(address(again, "To").tag().empty()) << method;
    EXPECT_EQ(again.request_uri, "sip:bob@example.org") << method;
    EXPECT_EQ(again.first("Route"), nullptr) << method;
  }
  Sender sender;
  sender.hears(answer_to(sender.asks("SUBSCRIBE" + kParties), "202 Accepted", kAccepted));
  EXPECT_EQ(address(sender.asks("SUBSCRIBE" + kParties), "To").tag(), "to");
}

TEST(SipDialog, AResponseOfNobodyIsForgotten) {
  Call call;
  const auto before = call.caller.values;
  call.caller.hears(response("200 OK", "INVITE", "a", "1", kAccepted));
  EXPECT_EQ(call.caller.values, before);
}

}  // namespace dialog_tests
}  // namespace assay::protocol::sip
