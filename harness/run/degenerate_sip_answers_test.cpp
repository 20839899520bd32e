// A SIP server that has one answer to everything, or none: no negative case passes.
#include <gtest/gtest.h>

#include "run/degenerate_sip_trial_test.hpp"

namespace assay::run::degenerate {
namespace {
namespace sip_answers {

using sip::Message;

SipScript answers(const std::string& name, const std::function<Bytes(SipPeer&, const Message&)>& answer) {
  SipScript script{name};
  script.request = [answer](SipPeer& peer, const Message& request) {
    if (request.method != "ACK") peer.say(answer(peer, request));
  };
  return script;
}

SipScript always(int code) {
  return answers("answers " + std::to_string(code),
                 [code](SipPeer&, const Message& request) { return answer_to(request, code); });
}

SipScript accepts_all() {
  return answers("200 with everything that was asked for",
                 [](SipPeer&, const Message& request) { return accept_all(request); });
}

SipScript challenges_for_ever(int code) {
  return answers("challenges for ever", [code](SipPeer& peer, const Message& request) {
    return challenge_to(request, "nonce-" + std::to_string(peer.asked), code);
  });
}

SipScript challenges_with(const std::string& challenge) {
  return answers("challenges with " + challenge, [challenge](SipPeer&, const Message& request) {
    return answer_to(request, 401, {{"WWW-Authenticate", challenge}});
  });
}

// Nothing is left of it after the first answer of that code.
SipScript dies_after(int code) {
  SipScript script{"dies after its first " + std::to_string(code)};
  script.request = [code](SipPeer& peer, const Message& request) {
    peer.say(code == 401 && peer.asked == 1 ? challenge_to(request, "only") : accept_all(request));
    peer.server.die();
  };
  return script;
}

}  // namespace sip_answers
}  // namespace

TEST(DegenerateSip, silent_server_decides_nothing) {
  expect_all_inconclusive("silent", undeserving({"silent"}));
}

TEST(DegenerateSip, server_that_is_not_there_decides_nothing) {
  SipScript script{"gone"};
  script.request = [](SipPeer& peer, const sip::Message&) { peer.server.die(); };
  expect_all_inconclusive("gone", undeserving(script));
}

TEST(DegenerateSip, who_accepts_everything_fails_where_it_registers_without_authentication) {
  undeserving(sip_answers::accepts_all());
  const auto verdicts = undeserving(sip_answers::accepts_all(),
                                    {"sip-core/registration/challenges", "sip-core/registration/rejects-wrong-password/wrong-udp",
                                     "sip-core/service-access/rejects-stranger"},
                                    kLongForSip);
  for (const char* transport : {"udp", "tcp", "tls"})
    EXPECT_EQ(verdict_on(verdicts, std::string("sip-core/registration/challenges/") + transport), "fail");
  EXPECT_EQ(verdict_on(verdicts, "sip-core/registration/rejects-wrong-password/wrong-udp"), "inconclusive");
  EXPECT_EQ(verdict_on(verdicts, "sip-core/service-access/rejects-stranger/with-registered-from"), "fail");
}

TEST(DegenerateSip, ok_without_what_was_asked_for_is_never_conform) {
  const auto verdicts = undeserving(sip_answers::always(200));
  EXPECT_EQ(verdict_on(verdicts, "sip-core/registration/challenges/udp"), "inconclusive");
}

TEST(DegenerateSip, who_refuses_everything_passes_nothing) {
  for (const int code : {403, 503}) {
    undeserving(sip_answers::always(code));
    const auto verdicts = undeserving(
        sip_answers::always(code),
        {"sip-core/registration/challenges/udp", "sip-core/service-access/rejects-unauthenticated-message/udp"}, kLongForSip);
    EXPECT_EQ(verdict_on(verdicts, "sip-core/registration/challenges/udp"), code == 403 ? "fail" : "inconclusive");
    EXPECT_EQ(verdict_on(verdicts, "sip-core/service-access/rejects-unauthenticated-message/udp"), "inconclusive");
  }
}

TEST(DegenerateSip, who_challenges_for_ever_passes_no_negative) {
  for (const int code : {401, 407}) {
    undeserving(sip_answers::challenges_for_ever(code));
    const auto verdicts = undeserving(
        sip_answers::challenges_for_ever(code),
        {"sip-core/registration/rejects-basic", "sip-core/service-access/rejects-wrong-digest/udp"}, kLongForSip);
    EXPECT_EQ(verdict_on(verdicts, "sip-core/registration/registers-with-right-digest/udp"), "fail");
    // The owner of the address, too, is refused with the right digest.
    EXPECT_EQ(verdict_on(verdicts, "sip-core/registration/rejects-basic"), "fail");
    EXPECT_EQ(verdict_on(verdicts, "sip-core/service-access/serves-authenticated-client/udp"), "inconclusive");
  }
}

TEST(DegenerateSip, a_challenge_that_cannot_be_answered_decides_nothing) {
  for (const std::string& challenge :
       {std::string("Digest"), std::string("Digest realm=\"example.test, nonce=\"x"), std::string("\x01\x02,,,=="),
        std::string("Digest realm=\"example.test\", nonce=\"x\", qop=\"auth\", algorithm=UNHEARD-OF"),
        "Digest realm=\"example.test\", nonce=\"" + std::string(30000, 'n') + "\"", std::string(),
        std::string("Digest realm=\"{alice.password}\", nonce=\"{nothing}}{\", qop=\"{sip:basic x y z}\"")})
    undeserving(sip_answers::challenges_with(challenge),
                {"sip-core/registration/rejects-wrong-password/wrong-udp", "sip-core/registration/challenges/udp"});
}

TEST(DegenerateSip, who_dies_of_a_question_passes_nothing) {
  expect_all_inconclusive("after 401", undeserving(sip_answers::dies_after(401)));
  undeserving(sip_answers::dies_after(200));
}

TEST(DegenerateSip, codes_that_no_case_asks_for_pass_nothing) {
  for (const int code : {199, 299, 302, 305, 399, 423, 494, 699, 700, 999, 1})
    undeserving(sip_answers::always(code),
                {"sip-core/registration/challenges/udp", "sip-core/service-access/rejects-unauthenticated-message/udp"});
}

}  // namespace assay::run::degenerate
