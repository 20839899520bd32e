// Responses that rules give: what is copied, added and proved, and where they go.
#include "protocol/sip/reply.hpp"

#include <gtest/gtest.h>

#include "crypto/http_digest.hpp"
#include "protocol/sip/authentication.hpp"
#include "protocol/sip/exchange_test.hpp"

namespace assay::protocol::sip {
namespace reply_tests {

using namespace exchange;

TEST(SipReply, BearsWhatItsRequestSays) {
  Sender server;
  const std::string asked = request("MESSAGE", "a", "3", {"Via: SIP/2.0/UDP b.invalid;branch=z9hG4bKb", "Subject: no"});
  const auto reply = server.replies(asked, "202");
  EXPECT_EQ(reply.start_line, "SIP/2.0 202 Accepted");
  const auto all = vias(reply);
  ASSERT_EQ(all.size(), 2U);
  EXPECT_EQ(all[0].branch() + " " + all[1].branch(), "z9hG4bKa z9hG4bKb");
  EXPECT_EQ(reply.value("From"), "<sip:alice@example.org>;tag=from");
  EXPECT_EQ(address(reply, "To").uri.raw, "sip:bob@example.org");
  EXPECT_FALSE(address(reply, "To").tag().empty());
  EXPECT_EQ(reply.value("Call-ID"), "call@a.invalid");
  EXPECT_EQ(reply.value("CSeq"), "3 MESSAGE");
  EXPECT_EQ(reply.value("Content-Length"), "0");
  EXPECT_EQ(reply.first("Subject"), nullptr);
  EXPECT_EQ(reply.first("Contact"), nullptr);
}

TEST(SipReply, SaysItsReasonAndWhatTheCaseWrites) {
  Sender server;
  EXPECT_EQ(server.replies(request("MESSAGE", "a", "1"), "401").reason, "Unauthorized");
  EXPECT_EQ(server.replies(request("MESSAGE", "a", "1"), "299").reason, "Success");
  EXPECT_EQ(server.replies(request("MESSAGE", "a", "1"), "599").reason, "Failure");
  const auto reply = server.replies(request("MESSAGE", "a", "1"), "200", "X-One: 1\n\nbody", {{"reason", "Fine"}});
  EXPECT_EQ(reply.reason, "Fine");
  EXPECT_EQ(reply.value("X-One"), "1");
  EXPECT_EQ(reply.body, "body");
  EXPECT_EQ(reply.value("Content-Length"), "4");
  EXPECT_EQ(server.replies(request("MESSAGE", "a", "1"), "200", "l: 9").all("Content-Length").size(), 1U);
}

TEST(SipReply, ARegisterIsAnsweredWithItsBindings) {
  Sender server;
  const Texts contacts{"Contact: <sip:a@h1>;expires=5, <sip:a@h2;transport=tls>", "Expires: 60"};
  const auto reply = server.replies(request("REGISTER", "a", "1", contacts), "200");
  const auto bound = addresses(reply, "Contact");
  ASSERT_EQ(bound.size(), 2U);
  EXPECT_EQ(bound[0].raw, "<sip:a@h1>;expires=5");
  EXPECT_EQ(bound[1].raw, "<sip:a@h2;transport=tls>;expires=60");
  EXPECT_EQ(
      addresses(server.replies(request("REGISTER", "a", "1", {"Contact: <sip:a@h>"}), "200"), "Contact").front().raw,
      "<sip:a@h>;expires=3600");
  EXPECT_EQ(server.replies(request("REGISTER", "a", "1", {"Contact: *", "Expires: 0"}), "200").first("Contact"),
            nullptr);
  EXPECT_EQ(server.replies(request("REGISTER", "a", "1", contacts), "401").first("Contact"), nullptr);
  EXPECT_EQ(server.replies(request("REGISTER", "a", "1", contacts), "200", "m: <sip:own@h>").value("Contact"),
            "<sip:own@h>");
}

TEST(SipReply, WhoIsCalledSaysWhereItIs) {
  Sender server("tcp", "127.0.0.3:5070");
  for (const char* method : {"INVITE", "SUBSCRIBE"})
    EXPECT_EQ(server.replies(request(method, "a", "1"), "200").value("Contact"), "<sip:127.0.0.3:5070>") << method;
  EXPECT_EQ(server.replies(request("INVITE", "a", "1"), "486").first("Contact"), nullptr);
}

const std::string kCredentials =
    "Authorization: Digest username=\"alice\", realm=\"r\", nonce=\"n\", uri=\"sip:h\", response=\"0\", "
    "algorithm=SHA-256, qop=auth, nc=0000000a, cnonce=\"c\"";

std::string rspauth_of(const assay::sip::Message& reply) {
  return assay::sip::value_of(assay::sip::read_authentication_info(reply.value("Authentication-Info")).value.parameters,
                              "rspauth");
}

TEST(SipReply, ProvesThatItKnowsThePassword) {
  Sender server;
  const std::string asked = request("REGISTER", "a", "1", {kCredentials}, "a body of the request");
  const auto reply = server.replies(asked, "200", "", {{"proves", "geheim"}});
  auto input = digest_of(assay::sip::read_datagram(asked));
  ASSERT_TRUE(input);
  input->password = "geheim";
  input->body.clear();
  EXPECT_EQ(rspauth_of(reply), crypto::digest_rspauth(*input));
  const auto said = assay::sip::read_authentication_info(reply.value("Authentication-Info")).value.parameters;
  EXPECT_EQ(assay::sip::value_of(said, "nc"), "0000000a");
  EXPECT_EQ(assay::sip::value_of(said, "cnonce"), "c");
  EXPECT_EQ(assay::sip::value_of(said, "qop"), "auth");
  EXPECT_NE(rspauth_of(server.replies(asked, "200", "", {{"proves", "other"}})), rspauth_of(reply));
}

TEST(SipReply, WithoutCredentialsOrWhereTheCaseProvesItselfNothingIsAdded) {
  Sender server;
  EXPECT_EQ(server.replies(request("REGISTER", "a", "1"), "200", "", {{"proves", "x"}}).first("Authentication-Info"),
            nullptr);
  EXPECT_EQ(server.replies(request("REGISTER", "a", "1", {kCredentials}), "200").first("Authentication-Info"), nullptr);
  const auto own = server.replies(request("REGISTER", "a", "1", {kCredentials}), "200",
                                  "Authentication-Info: rspauth=\"00\"", {{"proves", "x"}});
  ASSERT_EQ(own.all("Authentication-Info").size(), 1U);
  EXPECT_EQ(rspauth_of(own), "00");
}

TEST(SipReply, AnIntegrityProofCoversTheBodyOfTheAnswer) {
  Sender server;
  std::string integrity = kCredentials;
  integrity.replace(integrity.find("qop=auth"), 8, "qop=auth-int");
  const std::string asked = request("REGISTER", "a", "1", {integrity}, "asked");
  const auto reply = server.replies(asked, "200", "X: y\n\nanswered", {{"proves", "geheim"}});
  auto input = digest_of(assay::sip::read_datagram(asked));
  ASSERT_TRUE(input);
  input->password = "geheim";
  input->body = "answered";
  EXPECT_EQ(rspauth_of(reply), crypto::digest_rspauth(*input));
}

std::string way(const std::string& via, const std::string& remote) {
  Sender server("udp");
  server.replies(message({"MESSAGE sip:b@h SIP/2.0", "Via: " + via, "CSeq: 1 MESSAGE"}), "200", "", {}, remote);
  return server.to;
}

// RFC 3261 18.2.2, RFC 3581 4.
TEST(SipReply, GoesBackAsTheViaAsks) {
  EXPECT_EQ(way("SIP/2.0/UDP a:5062;branch=z9hG4bKa;rport", "192.0.2.1:40000"), "192.0.2.1:40000");
  EXPECT_EQ(way("SIP/2.0/UDP a:5062;branch=z9hG4bKa", "192.0.2.1:40000"), "192.0.2.1:5062");
  EXPECT_EQ(way("SIP/2.0/UDP a;branch=z9hG4bKa", "192.0.2.1:40000"), "192.0.2.1:5060");
  EXPECT_EQ(way("SIP/2.0/UDP [2001:db8::9]:5062;branch=z9hG4bKa", "[2001:db8::1]:40000"), "[2001:db8::1]:5062");
  EXPECT_EQ(way("SIP/2.0/UDP a:5062;branch=z9hG4bKa", ""), "") << "to whoever asked";
}

TEST(SipReply, AnswersNothingWhereNothingWasAsked) {
  Sender server;
  EXPECT_FALSE(server.encode("sip:reply", "", {{"code", "200"}}));
}

}  // namespace reply_tests
}  // namespace assay::protocol::sip
