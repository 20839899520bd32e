// An IUT that floods, stammers or breaks off: bounded, judged, and the run goes on to its last case.
#include <gtest/gtest.h>

#include "base/text.hpp"
#include "run/degenerate_scripts_test.hpp"

namespace assay::run::degenerate {
namespace {
namespace hostile {

using engine::Verdict;

constexpr const char* kSoon = "0.02";
constexpr const char* kLong = "600";

bool printable(const std::string& text) {
  return std::all_of(text.begin(), text.end(), [](unsigned char c) { return c >= 0x20 && c < 0x7f; });
}

std::size_t octets_in(const Judged& judged) {
  std::size_t octets = 0;
  for (const auto& record : judged.records)
    if (record.name == "bytes") octets += record.data.size();
  return octets;
}

// What a report or a terminal would show of it is plain text, and what was kept of it has an end.
void expect_tame(const Trial& trial, const std::map<std::string, CaseVerdict>& verdicts) {
  EXPECT_EQ(undeserved(trial, verdicts), "");
  for (const auto& [case_id, verdict] : verdicts)
    EXPECT_TRUE(printable(verdict.reason) && verdict.reason.size() < 20000) << case_id;
  for (const auto& [id, judged] : trial.executions) {
    EXPECT_LE(octets_in(judged), 1024u * 1024u) << id;
    EXPECT_LE(judged.records.size(), 200000u) << id;
    for (const auto& step : judged.state.log) EXPECT_TRUE(printable(step.came + step.sent)) << id;
  }
}

std::map<std::string, CaseVerdict> run(Trial& trial, Script script, const std::string& response,
                                       const std::vector<std::string>& selectors = {}) {
  SCOPED_TRACE(script.name);
  if (!script.engine) script.engine = trial.right_engine();
  Served served(trial, std::move(script), response);
  auto verdicts = trial.run(selectors);
  EXPECT_TRUE(verdicts) << to_text(verdicts.error());
  if (!verdicts) return {};
  expect_tame(trial, *verdicts);
  return *verdicts;
}

// The same garbage each time: a case that fails on it can be looked at again.
Bytes garbage(std::size_t size) {
  Bytes out;
  std::uint32_t value = 12345;
  while (out.size() < size) out += static_cast<char>((value = value * 1664525 + 1013904223) >> 24);
  return out;
}

Script greets_with(const std::string& name, const Bytes& octets) {
  Script script{name};
  script.greet = [octets](Peer& peer) { peer.say(octets); };
  return script;
}

Script answers_with(const std::string& name, const std::function<Bytes(const Command&)>& answer) {
  Script script{name};
  script.command = [answer](Peer& peer, const Command& command) { peer.say(answer(command)); };
  return script;
}

// Sends `piece` for as long as the peer takes it.
Script endless(const std::string& name, const Bytes& first, const Bytes& piece) {
  Script script{name};
  script.greet = [first, piece](Peer& peer) { peer.say(first + piece); };
  script.sent = [piece](Peer& peer) { peer.say(piece); };
  return script;
}

Script dribbles(const Trial& trial) {
  Script script = accepts_everything(trial, true);
  script.name = "one octet at a time";
  const auto data = [profile = trial.profile()](const Command& command) { return data_for(command, profile); };
  script.command = [data](Peer& peer, const Command& command) {
    const bool asked_for_tls = command.verb == "STARTTLS" && peer.exchange.empty();
    const bool asked_for_more = command.verb == "AUTHENTICATE" && peer.exchange.empty();
    const std::string tag = peer.exchange.empty() ? command.tag : std::exchange(peer.exchange, "");
    if (asked_for_more) peer.exchange = tag;
    for (const char octet : asked_for_more ? "+ \r\n" : data(command) + tag + " OK done\r\n") peer.say(Bytes(1, octet));
    if (asked_for_tls && !peer.is_protected) peer.server.start_tls(peer);
  };
  return script;
}

Script breaks_off(const std::string& name, std::size_t after, const std::string& last) {
  Script script{name};
  script.command = [after, last](Peer& peer, const Command& command) {
    const bool enough = peer.answered++ >= after;
    peer.say(enough ? command.tag + last : command.tag + " OK done\r\n");
    if (enough) peer.close();
  };
  return script;
}

}  // namespace hostile
}  // namespace

TEST(Degenerate, garbage_decides_nothing) {
  for (const bool at_the_greeting : {true, false}) {
    Trial trial;
    const auto verdicts = hostile::run(
        trial,
        at_the_greeting
            ? hostile::greets_with("garbage", hostile::garbage(4096))
            : hostile::answers_with("garbage", [](const Command&) { return hostile::garbage(600) + "\r\n"; }),
        hostile::kSoon);
    EXPECT_EQ(with_verdict(verdicts, engine::Verdict::pass, false), "");
    EXPECT_EQ(
        with_verdict(verdicts, engine::Verdict::fail, false) + with_verdict(verdicts, engine::Verdict::fail, true), "");
  }
}

TEST(Degenerate, endless_lines_literals_and_chatter_come_to_an_end) {
  const Bytes block(64 * 1024, 'x');
  const std::vector<Script> scripts{
      hostile::endless("an endless line", "* OK ", block),
      hostile::endless("an endless literal", "* OK ready\r\n* 1 FETCH (BODY[] {4294967295}\r\n", block),
      hostile::endless("a literal of no size", "* OK ready\r\n* 1 FETCH (BODY[] {99999999999999999999}\r\n", block),
      hostile::endless("endless chatter", "* OK ready\r\n", "* OK still here, " + Bytes(2000, 'y') + "\r\n")};
  for (const auto& script : scripts) {
    Trial trial;
    const auto verdicts =
        hostile::run(trial, script, hostile::kSoon, {"message-store/client-password/rejects-wrong-password"});
    EXPECT_EQ(with_verdict(verdicts, engine::Verdict::pass, false), "") << script.name;
    EXPECT_EQ(with_verdict(verdicts, engine::Verdict::fail, true), "") << script.name;
  }
}

TEST(Degenerate, a_hundred_thousand_lines_before_the_answer_are_read_through) {
  Trial trial;
  Script script = accepts_everything(trial, true);
  Bytes lines;
  for (int i = 0; i < 100000; ++i) lines += "* OK\r\n";
  script.command = [lines, plain = script.command](Peer& peer, const Command& command) {
    if (command.verb == "SELECT") peer.say(lines);
    plain(peer, command);
  };
  const auto verdicts = hostile::run(trial, script, hostile::kLong,
                                     {"message-store/client-password/rejects-access-before-authentication"});
  EXPECT_EQ(verdicts.at("message-store/client-password/opens-folder-after-authentication").verdict,
            engine::Verdict::pass);
  EXPECT_EQ(verdicts.at("message-store/client-password/rejects-access-before-authentication").verdict,
            engine::Verdict::fail);
}

TEST(Degenerate, one_octet_at_a_time_is_read_like_any_other_answer) {
  Trial trial;
  const auto verdicts = hostile::run(trial, hostile::dribbles(trial), hostile::kLong,
                                     {"message-store/client-password", "message-store/transport-policy"});
  EXPECT_EQ(verdicts.at("message-store/client-password/accepts-right-password").verdict, engine::Verdict::pass);
  EXPECT_EQ(verdicts.at("message-store/client-password/rejects-wrong-password").verdict, engine::Verdict::fail);
}

TEST(Degenerate, texts_that_would_act_on_a_terminal_or_a_page_are_shown_escaped) {
  Trial trial;
  const char octets[] = "\x1b[2J\x1b]0;owned\x07<script>alert(1)</script>\0\x9b\xff";
  const Bytes evil(octets, sizeof octets - 1);
  const auto verdicts = hostile::run(
      trial,
      hostile::answers_with(
          "escapes", [evil](const Command& command) { return command.tag + " NO [" + evil + "] " + evil + "\r\n"; }),
      hostile::kSoon);
  EXPECT_EQ(with_verdict(verdicts, engine::Verdict::pass, false), "");
  Trial other;
  hostile::run(other, hostile::greets_with("escapes in the greeting", "* OK " + evil + "\r\n" + evil + "\r\n"),
               hostile::kSoon);
}

TEST(Degenerate, wrong_tags_answer_nothing) {
  Trial trial;
  const auto verdicts = hostile::run(
      trial, hostile::answers_with("wrong tags", [](const Command&) { return "zzz NO no\r\nzzz OK yes\r\n"; }),
      hostile::kSoon);
  EXPECT_EQ(with_verdict(verdicts, engine::Verdict::pass, false), "");
  EXPECT_EQ(with_verdict(verdicts, engine::Verdict::fail, false) + with_verdict(verdicts, engine::Verdict::fail, true),
            "");
}

TEST(Degenerate, breaking_off_in_an_answer_or_after_the_first_ok_passes_nothing) {
  for (const auto& script : {hostile::breaks_off("breaks off in its first answer", 0, " N"),
                             hostile::breaks_off("dies after its first OK", 1, " O")}) {
    Trial trial;
    const auto verdicts = hostile::run(trial, script, hostile::kSoon);
    EXPECT_EQ(with_verdict(verdicts, engine::Verdict::pass, false), "") << script.name;
    EXPECT_EQ(with_verdict(verdicts, engine::Verdict::fail, false), "") << script.name;
  }
}

}  // namespace assay::run::degenerate
