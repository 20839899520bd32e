// A SIP server that floods, stammers, breaks off or speaks what is no SIP: bounded, judged, and nothing negative passes.
#include <gtest/gtest.h>

#include <filesystem>

#include "run/degenerate_sip_trial_test.hpp"

namespace assay::run::degenerate {
namespace {
namespace sip_hostile {

using sip::Message;
using Selectors = std::vector<std::string>;

const Selectors kFew{"sip-core/registration/challenges/udp", "sip-core/registration/rejects-wrong-password/wrong-tcp",
                     "sip-core/service-access/rejects-unauthenticated-message/udp"};
const Selectors kOverTcp{"sip-core/registration/challenges/tcp", "sip-core/registration/rejects-wrong-password/wrong-tcp"};

// The same garbage each time.
Bytes garbage(std::size_t size) {
  Bytes out;
  std::uint32_t value = 12345;
  while (out.size() < size) out += static_cast<char>((value = value * 1664525 + 1013904223) >> 24);
  return out;
}

SipScript says(const std::string& name, const std::function<Bytes(const Message&)>& answer) {
  SipScript script{name};
  script.request = [answer](SipPeer& peer, const Message& request) { peer.say(answer(request)); };
  return script;
}

Bytes with(const Bytes& answer, const std::string& from, const std::string& to) {
  std::string text = answer;
  const auto at = text.find(from);
  if (at != std::string::npos) text.replace(at, from.size(), to);
  return text;
}

// An answer whose last header does not end.
Bytes begun(const Message& request) {
  Bytes octets = accept_all(request);
  octets.resize(octets.size() - 2);
  return octets + "X-Filler: ";
}

SipScript endless(const std::string& name, const std::function<Bytes(const Message&)>& first, const Bytes& piece) {
  SipScript script{name};
  script.request = [first, piece](SipPeer& peer, const Message& request) {
    if (!peer.by_datagram()) peer.say(first(request) + piece);
  };
  script.sent = [piece](SipPeer& peer) { peer.say(piece); };
  return script;
}

std::vector<Bytes> torture() {
  std::vector<Bytes> out;
  for (const auto& entry : std::filesystem::directory_iterator(std::string(ASSAY_ROOT) + "/fixtures/vectors/sip/rfc4475"))
    if (entry.path().extension() == ".dat") out.push_back(required(read_file(entry.path().string())));
  return out;
}

}  // namespace sip_hostile
}  // namespace

TEST(DegenerateSip, garbage_and_nul_octets_decide_nothing) {
  for (const Bytes& octets :
       {sip_hostile::garbage(1200), Bytes(600, '\0'), Bytes("SIP/2.0 200\r\n\r\n"), Bytes(), Bytes("\r\n\r\n"),
        Bytes("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"), Bytes(60000, '\n')})
    expect_all_inconclusive("garbage", undeserving(sip_hostile::says("garbage", [&](const sip::Message&) { return octets; }),
                                                   sip_hostile::kFew));
}

TEST(DegenerateSip, torture_messages_as_answers_decide_nothing) {
  SipScript script{"all torture messages to every question"};
  script.request = [all = sip_hostile::torture()](SipPeer& peer, const sip::Message&) {
    for (const auto& octets : all) peer.say(octets);
  };
  expect_all_inconclusive(script.name, undeserving(script, sip_hostile::kFew));
}

TEST(DegenerateSip, nul_octets_in_an_answer_are_shown_escaped) {
  const auto verdicts = undeserving(sip_hostile::says("NUL in the headers",
                                                      [](const sip::Message& request) {
                                                        return sip_hostile::with(accept_all(request), "degenerate",
                                                                                 std::string("a\0b\x1b[2J\xff", 8));
                                                      }),
                                    sip_hostile::kFew);
  for (const auto& [case_id, verdict] : verdicts)
    for (const unsigned char c : verdict.reason) ASSERT_TRUE(c >= 0x20 && c < 0x7f) << case_id;
}

TEST(DegenerateSip, an_answer_of_a_mebibyte_is_read_and_one_without_end_is_not) {
  const auto huge = undeserving(sip_hostile::says("1 MiB",
                                                  [](const sip::Message& request) {
                                                    return answer_to(request, 200, {{"X-Filler", Bytes(1 << 20, 'x')}});
                                                  }),
                                sip_hostile::kOverTcp);
  expect_all_inconclusive("1 MiB", huge);
  const Bytes block(64 * 1024, 'x');
  const auto large_body = [](const sip::Message& request) {
    return sip_hostile::with(answer_to(request, 200), "Content-Length: 0", "Content-Length: 99999999999");
  };
  for (const auto& script : {sip_hostile::endless("a header without end", sip_hostile::begun, block),
                             sip_hostile::endless("a body without end", large_body, block),
                             sip_hostile::endless("keep-alives without end", [](const sip::Message&) { return Bytes(); },
                                                  Bytes(2000, '\n')),
                             sip_hostile::endless(
                                 "100 without end", [](const sip::Message& request) { return answer_to(request, 100); },
                                 "SIP/2.0 100 Trying\r\nContent-Length: 0\r\n\r\n")})
    expect_all_inconclusive(script.name, undeserving(script, sip_hostile::kOverTcp));
}

TEST(DegenerateSip, half_an_answer_is_none) {
  SipScript half{"half an answer, and the end of the connection"};
  half.request = [](SipPeer& peer, const sip::Message& request) {
    const Bytes whole = accept_all(request);
    peer.say(ByteView(whole).substr(0, whole.size() / 2));
    peer.close();
  };
  undeserving(half, sip_hostile::kFew);
  half.name = "half an answer, and silence";
  half.request = [](SipPeer& peer, const sip::Message& request) {
    const Bytes whole = accept_all(request);
    peer.say(ByteView(whole).substr(0, whole.size() / 2));
  };
  undeserving(half, sip_hostile::kOverTcp);
}

TEST(DegenerateSip, who_closes_each_connection_after_one_answer_passes_nothing_undeserved) {
  for (const bool challenges : {true, false}) {
    SipScript script{"closes after each answer"};
    script.request = [challenges](SipPeer& peer, const sip::Message& request) {
      peer.say(challenges ? challenge_to(request, "once") : accept_all(request));
      peer.close();
    };
    undeserving(script);
  }
  SipScript at_once{"closes at once"};
  at_once.accepted = [](SipPeer& peer) { return peer.close(), false; };
  expect_all_inconclusive(at_once.name, undeserving(at_once, sip_hostile::kOverTcp));
}

TEST(DegenerateSip, tls_where_plain_sip_has_to_be_and_the_other_way_round) {
  SipScript plain = sip_hostile::says("plain SIP at the port of TLS", accept_all);
  plain.accepted = [](SipPeer& peer) {
    if (peer.at_tls_port) peer.say("SIP/2.0 200 OK\r\nContent-Length: 0\r\n\r\n");
    return !peer.at_tls_port;
  };
  const auto verdicts = undeserving(plain, {"sip-core/registration/challenges/tls", "sip-core/signalling-protection"});
  for (const auto& [case_id, verdict] : verdicts)
    EXPECT_NE(to_text(verdict.verdict), "pass") << case_id << ": " << verdict.reason;
  SipScript everywhere = sip_hostile::says("TLS at the port of plain SIP", accept_all);
  everywhere.speaks_tls_everywhere = true;
  expect_all_inconclusive(everywhere.name, undeserving(everywhere, sip_hostile::kOverTcp));
  SipScript stalls{"TLS that stalls"};
  stalls.accepted = [](SipPeer& peer) { return !peer.at_tls_port; };
  expect_all_inconclusive(stalls.name, undeserving(stalls, {"sip-core/registration/challenges/tls",
                                                            "sip-core/signalling-protection/refuses-weak-suites/null"}));
}

}  // namespace assay::run::degenerate
