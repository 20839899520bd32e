// A SIP server that answers another question than it was asked, or asks itself: that is no answer and no delivery.
#include <gtest/gtest.h>

#include "run/degenerate_sip_trial_test.hpp"

namespace assay::run::degenerate {
namespace {
namespace sip_unasked {

using sip::Message;

// Takes the first header of that name for another.
Message altered(Message request, const std::string& name, const std::function<std::string(std::string)>& alter) {
  for (auto& header : request.headers)
    if (header.canonical == name) header.raw_value = header.value = alter(header.value);
  return request;
}

std::string other_branch(std::string via) {
  const auto at = via.find("branch=z9hG4bK");
  return at == std::string::npos ? via : via.insert(at + 14, "other");
}

SipScript answers_for(const std::string& name, const std::function<Message(const Message&)>& other) {
  SipScript script{name};
  script.request = [other](SipPeer& peer, const Message& request) {
    const Message shown = other(request);
    peer.say(challenge_to(shown, "shown"));
    peer.say(accept_all(shown));
    peer.say(answer_to(shown, 403));
  };
  return script;
}

// A request of the server's own to whoever has spoken to it.
Bytes request_of_its_own(const std::string& method, int number, const std::string& text) {
  return method + " sip:bob@127.0.0.1 SIP/2.0\r\nVia: SIP/2.0/UDP 127.0.0.1:5060;branch=z9hG4bKown" +
         std::to_string(number) + "\r\nMax-Forwards: 70\r\nFrom: <sip:alice@example.test>;tag=1\r\n" +
         "To: <sip:bob@example.test>\r\nCall-ID: own" + std::to_string(number) + "\r\nCSeq: 1 " + method +
         "\r\nContent-Length: " + std::to_string(text.size()) + "\r\n\r\n" + text;
}

// Registers everybody at once and shows every MESSAGE to all who are there, `times` times.
SipScript forwards_to_all(const std::string& name, int times, bool challenges) {
  SipScript script{name};
  script.request = [times, challenges](SipPeer& peer, const Message& request) {
    if (request.method == "MESSAGE" || request.method == "INVITE")
      for (int i = 0; i < times; ++i)
        for (const auto& other : peer.server.peers()) other->say(request.raw);
    peer.say(challenges && !request.first("Authorization") ? challenge_to(request, "n" + std::to_string(peer.asked))
                                                           : accept_all(request));
  };
  return script;
}

}  // namespace sip_unasked
}  // namespace

TEST(DegenerateSip, an_answer_to_another_question_is_none) {
  using sip_unasked::altered;
  const std::vector<std::string> selectors{"sip-core/registration/challenges",
                                           "sip-core/registration/rejects-wrong-password/wrong-udp",
                                           "sip-core/service-access/rejects-unauthenticated-message/udp"};
  for (const auto& script :
       {sip_unasked::answers_for("another branch",
                                 [](const auto& request) { return altered(request, "Via", sip_unasked::other_branch); }),
        sip_unasked::answers_for("no Via",
                                 [](const auto& request) { return altered(request, "Via", [](auto) { return ""; }); }),
        sip_unasked::answers_for(
            "another number", [](const auto& request) { return altered(request, "CSeq", [](auto old) { return "7" + old; }); }),
        sip_unasked::answers_for("another method", [](const auto& request) {
          return altered(request, "CSeq", [](auto old) { return old.substr(0, old.find(' ')) + " NOTIFY"; });
        })}) {
    for (const auto& [case_id, verdict] : undeserving(script, selectors))
      EXPECT_EQ(to_text(verdict.verdict), "inconclusive") << script.name << ", " << case_id << ": " << verdict.reason;
  }
}

TEST(DegenerateSip, an_answer_of_another_call_is_none) {
  const auto verdicts = undeserving(sip_unasked::answers_for(
      "another Call-ID",
      [](const auto& request) { return sip_unasked::altered(request, "Call-ID", [](auto old) { return "x" + old; }); }));
  EXPECT_EQ(verdict_on(verdicts, "sip-core/registration/challenges/udp"), "inconclusive");
}

TEST(DegenerateSip, an_answer_to_the_former_question_is_none) {
  SipScript late{"answers each question when the next comes"};
  late.request = [](SipPeer& peer, const sip::Message& request) {
    if (peer.asked == 1) return peer.say(challenge_to(request, "first"));
    peer.say(accept_all(peer.former));
    peer.say(answer_to(peer.former, 403));
  };
  undeserving(late);
}

TEST(DegenerateSip, answers_before_the_question_are_none) {
  SipScript early{"answers before it is asked"};
  early.stands = [](SipPeer& peer) {
    for (const char* code : {"401", "200", "403"})
      peer.say(std::string("SIP/2.0 ") + code + " So\r\nVia: SIP/2.0/TCP 127.0.0.2;branch=z9hG4bK1\r\n" +
               "CSeq: 1 REGISTER\r\nCall-ID: 1\r\nFrom: <sip:alice@example.test>\r\nTo: <sip:alice@example.test>\r\n" +
               "WWW-Authenticate: Digest realm=\"example.test\", nonce=\"early\", qop=\"auth\"\r\nContent-Length: 0\r\n\r\n");
  };
  expect_all_inconclusive(early.name, undeserving(early, {"sip-core/registration/challenges/tcp",
                                                          "sip-core/registration/rejects-wrong-password/wrong-tcp"}));
}

TEST(DegenerateSip, answering_twice_is_read_once) {
  SipScript twice{"answers everything three times"};
  twice.request = [](SipPeer& peer, const sip::Message& request) {
    for (int i = 0; i < 3; ++i)
      peer.say(request.first("Authorization") ? accept_all(request) : challenge_to(request, "n" + std::to_string(peer.asked)));
  };
  undeserving(twice, {"sip-core/service-access/rejects-wrong-digest/udp", "sip-core/replay/rejects-used-credentials"});
  const auto verdicts = undeserving(twice, {"sip-core/registration/rejects-wrong-password/wrong-udp"}, kLongForSip);
  EXPECT_EQ(verdict_on(verdicts, "sip-core/registration/registers-with-right-digest/udp"), "pass");
  EXPECT_EQ(verdict_on(verdicts, "sip-core/registration/rejects-wrong-password/wrong-udp"), "fail");
}

TEST(DegenerateSip, who_shows_every_message_to_everybody_passes_no_negative) {
  for (const bool challenges : {true, false})
    for (const int times : {1, 2}) {
      const auto script = sip_unasked::forwards_to_all("forwards to all", times, challenges);
      undeserving(script, {"sip-core/service-access/rejects-wrong-digest/udp", "sip-core/service-access/rejects-foreign-name/udp",
                           "sip-core/service-access/rejects-unauthenticated/invite", "sip-core/identity"});
    }
  const auto verdicts = undeserving(sip_unasked::forwards_to_all("forwards before it is sure", 1, false),
                                    {"sip-core/service-access/rejects-unauthenticated-message/udp",
                                     "sip-core/service-access/rejects-stranger/with-registered-from"},
                                    kLongForSip);
  EXPECT_EQ(verdict_on(verdicts, "sip-core/service-access/rejects-unauthenticated-message/udp"), "fail");
  EXPECT_EQ(verdict_on(verdicts, "sip-core/service-access/rejects-stranger/with-registered-from"), "fail");
}

TEST(DegenerateSip, requests_that_nobody_asked_for_decide_nothing) {
  SipScript guesses{"MESSAGEs with guessed texts, and a flood of OPTIONS"};
  guesses.request = [](SipPeer& peer, const sip::Message& request) {
    for (const auto& other : peer.server.peers()) {
      for (const char* text : {"assay", "marker", "", "assay-0000000000000000", "{fresh.marker}", "{fresh.folder}"})
        other->say(sip_unasked::request_of_its_own("MESSAGE", static_cast<int>(peer.asked), text));
      for (int i = 0; i < 300; ++i) other->say(sip_unasked::request_of_its_own("OPTIONS", 1000 + i, ""));
    }
    if (request.method != "ACK") peer.say(accept_all(request));
  };
  undeserving(guesses, {"sip-core/service-access/rejects-unauthenticated-message/udp", "sip-core/registration/challenges",
                        "sip-core/identity/keeps-identity-private/alone"});
}

}  // namespace assay::run::degenerate
