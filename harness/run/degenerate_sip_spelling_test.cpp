// CPM Clients whose digest is right: how they write it, what they tried before, and what else they say.
#include <gtest/gtest.h>

#include "crypto/http_digest.hpp"
#include "run/degenerate_sip_client_test.hpp"
#include "run/judgement/exchange.hpp"

namespace assay::run::degenerate {
namespace {
namespace spelling_phone {

const std::string kAnswers = "cpm-client/digest/answers-challenge/udp";

// Answers the first challenge with these credentials.
PhoneScript answers_with(const std::string& name, std::function<std::string(const sip::Message&)> credentials) {
  PhoneScript script{name};
  script.answered = [credentials](Line& line, const sip::Message& answer) {
    if (answer.code != 401 || line.answers > 1) return false;
    line.say(line.phone.request(line, "REGISTER", {{"Authorization", credentials(answer)}}));
    return true;
  };
  return script;
}

PhoneScript writes(const std::string& from, const std::string& to) {
  return answers_with(to, [from, to](const sip::Message& challenge) {
    std::string said = ScriptedPhone::credentials(challenge);
    EXPECT_NE(said.find(from), std::string::npos) << from;
    replace_all(said, from, to);
    return said;
  });
}

PhoneScript states(const std::string& uri) {
  return answers_with(uri, [uri](const sip::Message& challenge) { return ScriptedPhone::credentials(challenge, uri); });
}

// "pass", "fail" …, with the number of remarks behind it if there are any.
std::string told(const PhoneScript& script) {
  PhoneTrial trial("5");
  std::string out = verdict_on(trial.run(script, {kAnswers}), kAnswers);
  for (const auto& [id, judged] : trial.trial().executions)
    for (const auto& assertion : judged.state.assertions)
      if (assertion.outcome == language::Outcome::remark) out += ", remark";
  return out;
}

TEST(SpellingPhone, IsHeldToTheGrammar) {
  EXPECT_EQ(told(writes(", qop=auth", ", qop=auth")), "pass");
  EXPECT_EQ(told(writes(", qop=auth", ", unheard=\"of\", qop=auth")), "pass");
  EXPECT_EQ(told(writes(", qop=auth", ", qop=\"auth\"")), "pass, remark");
  EXPECT_EQ(told(writes("username=\"alice\"", "username=alice")), "fail");
  EXPECT_EQ(told(writes("nc=00000001", "nc=\"00000001\"")), "fail");
  EXPECT_EQ(told(writes("algorithm=MD5", "algorithm=\"MD5\"")), "fail");
  EXPECT_EQ(told(writes("algorithm=MD5", "algorithm=MD5, realm=\"example.test\"")), "fail");
}

TEST(SpellingPhone, StatesTheUriOfItsRequest) {
  EXPECT_EQ(told(states("sip:alice@example.test")), "pass, remark");
  EXPECT_EQ(told(states("sip:EXAMPLE.test")), "pass");
  EXPECT_EQ(told(states("sip:elsewhere.invalid")), "fail");
}

// Credentials of a session before this one.
std::string kept(const Line&) {
  return ScriptedPhone::credentials(
      sip::read_datagram("SIP/2.0 401 No\r\nWWW-Authenticate: Digest realm=\"example.test\", nonce=\"kept\", "
                         "qop=\"auth\", algorithm=MD5\r\n\r\n"));
}

PhoneScript keeps_nonce(const std::string& name) {
  PhoneScript script{name};
  script.stands = [](Line& line) { line.say(line.phone.request(line, "REGISTER", {{"Authorization", kept(line)}})); };
  return script;
}

TEST(KeepingPhone, IsToldThatItsNonceIsStale) {
  PhoneTrial trial("5");
  for (const auto& [case_id, verdict] :
       trial.run(keeps_nonce("answers"),
                 {kAnswers, "cpm-client/digest/answers-no-basic", "cpm-client/digest/stops-at-rejection",
                  "cpm-client/digest/answers-topmost-challenge", "cpm-client/digest/ignores-unknown-challenge",
                  "cpm-client/digest/claims-no-quality-that-was-not-offered"})) {
    // This client knows the known algorithms alone, and looks for the first of them.
    EXPECT_EQ(to_text(verdict.verdict), "pass") << case_id << ": " << verdict.reason;
  }
}

TEST(KeepingPhone, ThatGoesOnWithItFails) {
  PhoneScript script = keeps_nonce("goes on");
  script.answered = [](Line& line, const sip::Message& answer) {
    if (answer.code != 401 || line.answers > 3) return false;
    line.say(line.phone.request(line, "REGISTER", {{"Authorization", kept(line)}}));
    return true;
  };
  EXPECT_EQ(told(script), "fail");
}

TEST(KeepingPhone, ThatEndsThenDecidesNothing) {
  PhoneScript script = keeps_nonce("ends");
  script.answered = [](Line& line, const sip::Message&) { return line.phone.end(), true; };
  EXPECT_EQ(told(script), "inconclusive");
}

// Also where no case looks for it, a report does not show it.
TEST(TellingPhone, IsNotQuotedWithWhatDoesForThePassword) {
  for (const char* algorithm : {"MD5", "SHA-256"}) {
    const std::string key =
        crypto::digest_key(*crypto::digest_algorithm(algorithm), "alice", "example.test", "alice-secret-1");
    PhoneTrial trial("5");
    const std::string id = "cpm-client/digest/stops-at-rejection";
    trial.run(answers_with(algorithm,
                           [key](const sip::Message& challenge) {
                             return ScriptedPhone::credentials(challenge) + "\r\nX-Key: " + key;
                           }),
              {id});
    std::string records, shown;
    for (const auto& [execution, judged] : trial.trial().executions) {
      for (const auto& record : judged.records) records += record.data;
      for (const auto& entry : exchange_of(judged)) shown += entry.text;
    }
    EXPECT_NE(records.find(key), std::string::npos);
    EXPECT_EQ(shown.find(key), std::string::npos);
    EXPECT_NE(shown.find("X-Key: [redacted]"), std::string::npos);
  }
}

}  // namespace spelling_phone
}  // namespace
}  // namespace assay::run::degenerate
