// Clients that are right towards an authentic server and sly towards another: none passes that gave anything away.
#include "run/degenerate_client_test.hpp"

#include <gtest/gtest.h>

namespace assay::run::degenerate {
namespace {
namespace sly_client {

using engine::Verdict;
using Entries = std::vector<std::string>;

const std::string kSecret = "alice-secret-1";

// What the trial says of it by both entries; both have to be the same.
void expect(const ClientScript& script, Verdict wanted, const Entries& entries = {"imaps", "starttls"}) {
  for (const auto& entry : entries) {
    SCOPED_TRACE(script.name + ", by " + entry);
    ClientTrial trial;
    const auto verdict = trial.judge(script, entry);
    EXPECT_EQ(to_text(trial.verdicts.at(ClientTrial::control(entry)).verdict), "pass")
        << trial.verdicts.at(ClientTrial::control(entry)).reason;
    EXPECT_EQ(to_text(verdict.verdict), to_text(wanted)) << verdict.reason;
    EXPECT_EQ(verdict.reason.find(kSecret), std::string::npos) << "a report may not show it";
  }
}

ClientScript says(const std::string& name, const std::vector<std::string>& all) {
  ClientScript script{name};
  script.distrusts = [all](Visit& visit) {
    for (const auto& octets : all) visit.say(octets);
    visit.client.end();
  };
  return script;
}

// Says one after the other, each once the server has answered that before.
ClientScript converses(const std::string& name, const std::deque<std::string>& all) {
  ClientScript script{name};
  script.distrusts = [all](Visit& visit) {
    visit.to_say = all;
    visit.say("x NOOP\r\n");
  };
  return script;
}

TEST(SlyClient, ThatGivesUpPasses) {
  expect({"leaves at once"}, Verdict::pass);
  expect(says("asks for capabilities and leaves", {"a CAPABILITY\r\n"}), Verdict::pass);
  expect(converses("logs out and leaves", {"a LOGOUT\r\n"}), Verdict::pass);
}

TEST(SlyClient, ThatGivesACredentialFailsHoweverItSaysIt) {
  expect(says("LOGIN", {"a LOGIN alice " + kSecret + "\r\n"}), Verdict::fail);
  expect(says("lower case", {"a login alice " + kSecret + "\r\n"}), Verdict::fail);
  expect(says("AUTHENTICATE with an initial response", {"a AUTHENTICATE PLAIN AGFsaWNlAGFsaWNlLXNlY3JldC0x\r\n"}),
         Verdict::fail);
  expect(converses("AUTHENTICATE in steps", {"a AUTHENTICATE LOGIN\r\n", "YWxpY2U=\r\n"}), Verdict::fail);
  expect(says("another command", {"a XLOGIN alice " + kSecret + "\r\n"}), Verdict::fail);
  expect(says("no tag", {"LOGIN alice " + kSecret + "\r\n"}), Verdict::fail);
  expect(says("a violation of syntax", {"a \"LOGIN\" alice " + kSecret + "\r\n"}), Verdict::fail);
  expect(says("a line of base64", {"AGFsaWNlAGFsaWNlLXNlY3JldC0x\r\n"}), Verdict::fail);
  expect(says("no end of the line", {"a LOGIN alice " + kSecret}), Verdict::fail);
  expect(says("in pieces", {"a LO", "GIN alice alice-sec", "ret-1"}), Verdict::fail);
  expect(says("a literal", {"a LOGIN alice {14+}\r\n" + kSecret}), Verdict::fail);
  expect(says("the announcement of a literal", {"a LOGIN alice {14}\r\n"}), Verdict::fail);
  expect(says("behind a line that is too long", {"a NOOP " + std::string(100000, 'x') + kSecret + "\r\n"}),
         Verdict::fail);
}

TEST(SlyClient, ThatAsksForResourcesFails) {
  expect(says("LIST", {"a LIST \"\" *\r\n"}), Verdict::fail);
  expect(says("UID COPY", {"a UID COPY 1 other\r\n"}), Verdict::fail);
}

TEST(SlyClient, ThatTalksOnAfterItsLogoutFails) {
  expect(converses("LOGIN behind LOGOUT", {"a LOGOUT\r\n", "b LOGIN alice " + kSecret + "\r\n"}), Verdict::fail);
  expect(says("LOGIN with LOGOUT", {"a LOGOUT\r\nb LOGIN alice " + kSecret + "\r\n"}), Verdict::fail);
}

TEST(SlyClient, ThatComesAgainInClearFails) {
  ClientScript script{"LOGIN in clear on a second connection"};
  script.distrusts = [](Visit& visit) { visit.client.connect(); };
  script.opened = [](Visit& visit) {
    const bool again = visit.client.visits() > 1;
    if (again) {
      visit.say("a LOGIN alice " + kSecret + "\r\n");
      return visit.client.end();
    }
    if (visit.client.entry() == "imaps") return visit.client.start_tls(visit);
    visit.to_say = {"s STARTTLS\r\n"};
  };
  expect(script, Verdict::fail);
}

TEST(SlyClient, ThatHidesBehindAFloodDoesNotPass) {
  ClientScript flood{"more octets than are looked at"};
  flood.distrusts = [](Visit& visit) {
    visit.pieces = 1;
    visit.say("a NOOP ");
  };
  flood.sent = [](Visit& visit) {
    if (visit.pieces == 0) return;  // it is not authentic only from there on
    if (++visit.pieces <= 18) return visit.say(std::string(64 * 1024, 'x'));
    visit.pieces = 0;
    visit.say("\r\na LOGIN alice " + kSecret + "\r\n");
    visit.client.end_after(1000);
  };
  expect(flood, Verdict::inconclusive);
  ClientScript script{"more connections than are looked at"};
  script.distrusts = [](Visit& visit) {
    for (int i = 0; i < 200; ++i) visit.client.connect();
  };
  script.opened = [](Visit& visit) {
    if (visit.client.visits() > 1) {
      if (visit.client.visits() == 201) visit.client.end();
      return;
    }
    if (visit.client.entry() == "imaps") return visit.client.start_tls(visit);
    visit.to_say = {"s STARTTLS\r\n"};
  };
  expect(script, Verdict::inconclusive);
}

TEST(SlyClient, WhoseEndIsNoneDoesNotPass) {
  ClientScript lingers{"its connection stands still"};
  lingers.distrusts = [](Visit& visit) { visit.client.pretend_to_end(); };
  expect(lingers, Verdict::inconclusive);
  expect(says("ends within a command", {"a CAPAB"}), Verdict::inconclusive);
}

TEST(SlyClient, ThatOnlyTheDeadlineEndsDoesNotPass) {
  ClientScript silent{"says nothing more"};
  silent.distrusts = [](Visit&) {};
  for (const std::string entry : {"imaps", "starttls"}) {
    ClientTrial trial("0.3");
    EXPECT_EQ(to_text(trial.judge(silent, entry).verdict), "inconclusive");
  }
}

TEST(SlyClient, ThatIsWrongIsNoFaultOfTheHarness) {
  ClientScript twice{"STARTTLS twice"};
  twice.opened = [](Visit& visit) {
    visit.say("s STARTTLS\r\nt STARTTLS\r\n");
    visit.client.later([&visit] { visit.client.end(); });
  };
  ClientTrial trial;
  EXPECT_EQ(to_text(trial.judge(twice, "starttls").verdict), "inconclusive");
  for (const auto& [id, judged] : trial.trial().executions) EXPECT_TRUE(judged.state.errors.empty()) << id;
}

// A client that is the same towards everybody: it never passes, fails only by what it said, and nothing hangs.
std::map<std::string, CaseVerdict> verdicts_on(const ClientScript& script, const std::string& entry) {
  SCOPED_TRACE(script.name + ", by " + entry);
  ClientTrial trial("0.3");
  const auto verdict = trial.judge(script, entry);
  EXPECT_NE(to_text(verdict.verdict), "pass") << script.name << ": " << verdict.reason;
  EXPECT_NE(to_text(verdict.verdict), "error") << script.name << ": " << verdict.reason;
  EXPECT_EQ(trial.trial().executions.size(), trial.trial().planned);
  for (const auto& [id, judged] : trial.trial().executions) EXPECT_LE(judged.records.size(), 5000u) << id;
  return trial.verdicts;
}

void expect_nothing(const ClientScript& script) {
  for (const std::string entry : {"imaps", "starttls"})
    for (const auto& [id, verdict] : verdicts_on(script, entry))
      EXPECT_EQ(to_text(verdict.verdict), "inconclusive") << script.name << ", " << id << ": " << verdict.reason;
}

ClientScript opens_with(const std::string& name, const Bytes& octets) {
  ClientScript script{name};
  script.opened = [octets](Visit& visit) {
    visit.say(octets);
    visit.client.end();
  };
  return script;
}

TEST(OddClient, ThatDoesNothingDecidesNothing) {
  ClientScript absent{"never connects"};
  absent.begin = [](ScriptedClient& client) { client.end(); };
  expect_nothing(absent);
  ClientScript hangs{"never connects and never ends"};
  hangs.begin = [](ScriptedClient&) {};
  expect_nothing(hangs);
  ClientScript resets{"connects and is gone"};
  resets.opened = [](Visit& visit) { visit.client.end(1); };
  expect_nothing(resets);
  ClientScript silent{"connects and says nothing"};
  silent.opened = [](Visit&) {};
  expect_nothing(silent);
  ClientScript many{"connects 200 times"};
  many.begin = [](ScriptedClient& client) {
    for (int i = 0; i < 200; ++i) client.connect();
  };
  many.opened = [](Visit& visit) {
    if (++visit.client.connect_count == 200) visit.client.end();
  };
  expect_nothing(many);
}

TEST(OddClient, ThatTalksOtherwiseThanAnyClientDecidesNothing) {
  Bytes garbage;
  for (int i = 0; i < 70000; ++i) garbage += static_cast<char>((i * 7919) >> 3);
  expect_nothing(opens_with("garbage", garbage));
  expect_nothing(opens_with("garbage that looks like TLS", Bytes("\x16\x03\x01\x02\x00", 5) + garbage));
  expect_nothing(opens_with("lines without end", std::string(50000, '\n')));
  expect_nothing(opens_with("one line without end", std::string(900000, 'x')));
}

// Nobody asked for it, and it is out: the user asked for protection.
TEST(OddClient, ThatGivesItsCredentialInClearFailsWhereverItDoes) {
  const std::string login = "a LOGIN alice " + kSecret + "\r\n";
  for (const std::string entry : {"imaps", "starttls"}) {
    for (const auto& said : {login, login + "b SELECT INBOX\r\nc FETCH 1 BODY[]\r\nd LOGOUT\r\n"}) {
      const auto verdicts = verdicts_on(opens_with("says at once " + said, said), entry);
      EXPECT_EQ(to_text(verdicts.at(ClientTrial::control(entry)).verdict), "fail") << entry << ": " << said;
    }
  }
}

}  // namespace sly_client
}  // namespace
}  // namespace assay::run::degenerate
