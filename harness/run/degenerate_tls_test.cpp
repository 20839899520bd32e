// An IUT whose TLS stalls, is none, or breaks off: no negative passes, and where nothing was shown none fails.
#include <gtest/gtest.h>

#include "run/degenerate_scripts_test.hpp"

namespace assay::run::degenerate {
namespace {
namespace broken_tls {

using engine::Verdict;

constexpr const char* kSoon = "0.02";

std::map<std::string, CaseVerdict> run(Trial& trial, Script script) {
  if (!script.engine) script.engine = trial.right_engine();
  Served served(trial, std::move(script), kSoon);
  auto verdicts = trial.run();
  EXPECT_TRUE(verdicts) << to_text(verdicts.error());
  if (!verdicts) return {};
  EXPECT_EQ(undeserved(trial, *verdicts), "");
  return *verdicts;
}

// OK to STARTTLS, and nothing behind it; nothing at all on the endpoint imaps.
Script stalls() {
  Script script{"stalls in the handshake"};
  script.accepted = [](Peer& peer) { return !peer.implicit_tls; };
  script.command = [](Peer& peer, const Command& command) {
    if (command.verb == "STARTTLS") peer.say(command.tag + " OK begin\r\n");
  };
  return script;
}

Script speaks_plainly(const Trial& trial) {
  Script script = accepts_everything(trial, true);
  script.accepted = [](Peer& peer) {
    if (peer.implicit_tls) peer.say("* OK no TLS here\r\n" + Bytes("a001 NO\r\na002 NO\r\n"));
    return !peer.implicit_tls;
  };
  return script;
}

Script alerts(char description) {
  const Bytes alert{'\x15', '\x03', '\x03', '\x00', '\x02', '\x02', description};
  Script script{"alerts at once"};
  script.accepted = [alert](Peer& peer) {
    if (!peer.implicit_tls) return true;
    peer.say(alert);
    peer.close();
    return false;
  };
  script.command = [alert](Peer& peer, const Command& command) {
    if (command.verb == "STARTTLS") peer.say(command.tag + " OK begin\r\n");
    peer.say(alert);
    peer.close();
  };
  return script;
}

Script completes_and_closes() {
  Script script{"completes the handshake and closes"};
  script.greet = [](Peer& peer) {
    if (peer.implicit_tls) return peer.close();
    peer.say("* OK ready\r\n");
  };
  script.command = [](Peer& peer, const Command& command) {
    if (command.verb != "STARTTLS" || peer.is_protected) return peer.close();
    peer.say(command.tag + " OK begin\r\n");
    peer.server.start_tls(peer);
  };
  return script;
}

}  // namespace broken_tls
}  // namespace

TEST(Degenerate, tls_that_never_stands_decides_nothing) {
  for (const auto& script : {broken_tls::stalls(), broken_tls::alerts('\x50'), broken_tls::completes_and_closes()}) {
    SCOPED_TRACE(script.name);
    Trial trial;
    const auto verdicts = broken_tls::run(trial, script);
    EXPECT_EQ(with_verdict(verdicts, engine::Verdict::pass, false), "");
    EXPECT_EQ(with_verdict(verdicts, engine::Verdict::fail, false), "");
    EXPECT_EQ(with_verdict(verdicts, engine::Verdict::fail, true), "");
  }
}

TEST(Degenerate, plain_text_where_tls_has_to_be_passes_nothing_there) {
  Trial trial;
  const auto verdicts = broken_tls::run(trial, broken_tls::speaks_plainly(trial));
  EXPECT_EQ(verdicts.at("message-store/client-password/accepts-right-password").verdict, engine::Verdict::inconclusive);
  EXPECT_EQ(verdicts.at("message-store/client-password/rejects-wrong-password").verdict, engine::Verdict::inconclusive);
}

TEST(Degenerate, a_refusal_of_every_suite_is_charged_to_the_positive_cases_alone) {
  Trial trial;
  const auto verdicts = broken_tls::run(trial, broken_tls::alerts('\x28'));
  EXPECT_EQ(verdicts.at("message-store/protection/completes-tls-with-profile-suite").verdict, engine::Verdict::fail);
  EXPECT_EQ(verdicts.at("message-store/protection/refuses-weak-suites/null").verdict, engine::Verdict::inconclusive);
  EXPECT_EQ(with_verdict(verdicts, engine::Verdict::fail, true), "");
}

TEST(Degenerate, who_never_asks_for_a_certificate_rejects_none) {
  Trial trial;
  Script script = accepts_everything(trial, true);
  script.engine = trial.careless_engine(false);
  const auto verdicts = broken_tls::run(trial, std::move(script));
  EXPECT_EQ(verdicts.at("message-store/client-certificate/accepts-valid-certificate").verdict, engine::Verdict::fail);
  EXPECT_NE(verdicts.at("message-store/client-certificate/rejects-expired-certificate").verdict, engine::Verdict::pass);
}

}  // namespace assay::run::degenerate
