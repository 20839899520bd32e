// CPM Clients that are odd to everybody, and ones that are sly where the case differs: none passes undeserved.
#include "run/degenerate_sip_client_test.hpp"

#include <gtest/gtest.h>

namespace assay::run::degenerate {
namespace {
namespace sly_phone {

const std::string kSecret = "alice-secret-1";
const std::string kNoBasic = "cpm-client/digest/answers-no-basic";
const std::string kGivesUp = "cpm-client/server-certificate/gives-up/expired";
const std::vector<std::string> kSome{kNoBasic, kGivesUp, "cpm-client/digest/answers-no-session-variant-wrongly",
                                     "cpm-client/digest/stops-at-rejection", "cpm-client/digest/answers-challenge"};

// A client that is the same towards everybody.
std::map<std::string, CaseVerdict> odd(PhoneScript script) {
  script.distrusts = script.stands ? script.stands : [](Line& line) { line.phone.register_plainly(line); };
  PhoneTrial trial("0.1");
  auto verdicts = trial.run(script, kSome);
  EXPECT_EQ(passed_negatives(verdicts), "") << script.name;
  for (const auto& [case_id, verdict] : verdicts)
    EXPECT_NE(to_text(verdict.verdict), "error") << script.name << ", " << case_id << ": " << verdict.reason;
  return verdicts;
}

void expect_nothing(const PhoneScript& script) { expect_all_inconclusive(script.name, odd(script)); }

PhoneScript opens_with(const std::string& name, const Bytes& octets) {
  PhoneScript script{name};
  script.stands = [octets](Line& line) {
    for (std::size_t at = 0; at < octets.size(); at += 60000) line.say(ByteView(octets).substr(at, 60000));
    line.phone.end_after(100);
  };
  return script;
}

// A client that is right wherever it is challenged by Digest, and does `slyly` at a challenge by Basic alone.
void at_basic(const std::string& name, const std::string& wanted, const std::function<void(Line&)>& slyly) {
  PhoneScript script{name};
  script.answered = [slyly](Line& line, const sip::Message& answer) {
    if (answer.code != 401 || !ScriptedPhone::credentials(answer).empty()) return false;
    slyly(line);
    return true;
  };
  PhoneTrial trial("5");
  const auto verdicts = trial.run(script, {kNoBasic});
  EXPECT_EQ(verdict_on(verdicts, "cpm-client/digest/answers-digest-challenge"), "pass") << name;
  EXPECT_EQ(verdict_on(verdicts, kNoBasic), wanted) << name << ": " << verdicts.at(kNoBasic).reason;
  EXPECT_EQ(verdicts.at(kNoBasic).reason.find(kSecret), std::string::npos) << "a report may not show it";
}

void at_basic_with(const std::string& name, const std::string& wanted, const sip::HeaderLine& header) {
  at_basic(name, wanted, [header](Line& line) {
    line.say(line.phone.request(line, "REGISTER", {header}));
    line.phone.end_after(100);
  });
}

// The same towards a core whose certificate has expired.
void at_expired(const std::string& name, const std::string& wanted, const std::function<void(Line&)>& slyly) {
  PhoneScript script{name};
  script.distrusts = slyly;
  PhoneTrial trial("5");
  const auto verdicts = trial.run(script, {kGivesUp});
  EXPECT_EQ(verdict_on(verdicts, "cpm-client/server-certificate/registers-with-authentic-core"), "pass") << name;
  EXPECT_EQ(verdict_on(verdicts, kGivesUp), wanted) << name << ": " << verdicts.at(kGivesUp).reason;
}

TEST(OddPhone, ThatDoesNothingDecidesNothing) {
  PhoneScript absent{"never connects"};
  absent.begin = [](ScriptedPhone& phone) { phone.end(); };
  expect_nothing(absent);
  PhoneScript hangs{"never connects and never ends"};
  hangs.begin = [](ScriptedPhone&) {};
  expect_nothing(hangs);
  PhoneScript resets{"connects and is gone"};
  resets.stands = [](Line& line) { line.phone.end(); };
  expect_nothing(resets);
}

TEST(OddPhone, ThatTalksWhatIsNoSipDecidesNothing) {
  Bytes garbage;
  for (int i = 0; i < 50000; ++i) garbage += static_cast<char>((i * 7919) >> 3);
  expect_nothing(opens_with("garbage", garbage));
  expect_nothing(opens_with("NUL octets", Bytes(2000, '\0')));
  expect_nothing(opens_with("a line without end", std::string(900000, 'x')));
  expect_nothing(opens_with("keep-alives", std::string(50000, '\n')));
}

TEST(OddPhone, ThatFloodsIsKeptInBounds) {
  PhoneScript many{"200 ports or connections"};
  many.begin = [](ScriptedPhone& phone) {
    for (int i = 0; i < 200; ++i) phone.open();
    phone.end_after(2000);
  };
  odd(many);
  PhoneScript loud{"500 requests on each of two"};
  loud.begin = [](ScriptedPhone& phone) {
    phone.open();
    phone.open();
    phone.end_after(4000);
  };
  loud.stands = [](Line& line) {
    for (int i = 0; i < 500; ++i) line.phone.register_plainly(line);
  };
  loud.answered = [](Line&, const sip::Message&) { return true; };
  odd(loud);
}

TEST(OddPhone, ThatNeverAnswersAChallengePassesNothing) {
  PhoneScript deaf{"registers without credentials for ever"};
  deaf.answered = [](Line& line, const sip::Message&) {
    if (line.answers < 30) return line.phone.register_plainly(line), true;
    return line.phone.end(), true;
  };
  odd(deaf);
  for (const char* value : {"Digest", "Digest username=\"\", realm=\"\", nonce=\"\", uri=\"\", response=\"\"", "", "Digest ,,,="}) {
    PhoneScript empty{std::string("answers each challenge with ") + value};
    empty.answered = [value](Line& line, const sip::Message& answer) {
      if (answer.code != 401 || line.answers > 20) return false;
      line.say(line.phone.request(line, "REGISTER", {{"Authorization", value}}));
      return true;
    };
    odd(empty);
  }
}

TEST(OddPhone, ThatHangsWithinAMessageDecidesNothing) {
  PhoneScript half{"half a message, and silence"};
  half.stands = [](Line& line) {
    const Bytes whole = line.phone.request(line, "REGISTER");
    line.say(ByteView(whole).substr(0, whole.size() / 2));
  };
  half.answered = [](Line&, const sip::Message&) { return true; };
  odd(half);
}

TEST(SlyPhone, ThatLeavesPasses) {
  at_basic("ends", "pass", [](Line& line) { line.phone.end(); });
  at_expired("ends", "pass", [](Line& line) { line.phone.end(); });
}

TEST(SlyPhone, ThatGivesItsPasswordAwayFailsHoweverItSaysIt) {
  at_basic_with("Basic", "fail", {"Authorization", "Basic YWxpY2U6YWxpY2Utc2VjcmV0LTE="});
  at_basic_with("basic in lower case", "fail", {"authorization", "basic YWxpY2U6YWxpY2Utc2VjcmV0LTE="});
  at_basic_with("an empty Basic", "fail", {"Authorization", "Basic"});
  at_basic_with("for a proxy", "fail", {"Proxy-Authorization", "Basic YWxpY2U6YWxpY2Utc2VjcmV0LTE="});
  at_basic_with("folded", "fail", {"Authorization", "\r\n Basic\r\n YWxpY2U6YWxpY2Utc2VjcmV0LTE="});
  at_basic_with("Bearer", "fail", {"Authorization", "Bearer " + kSecret});
  at_basic_with("behind a Digest", "fail", {"Authorization", "Digest username=\"alice\"\r\nAuthorization: Basic YWxpY2U6eA=="});
  at_basic_with("in another header", "fail", {"X-Password", kSecret});
  at_basic("no message at all", "fail", [](Line& line) {
    line.say("password: " + kSecret);
    line.phone.end_after(100);
  });
  // Two datagrams are no message: it does not pass, and what it gave away is not put together.
  at_basic("cut in two", "inconclusive", [](Line& line) {
    line.say("alice-sec");
    line.say("ret-1");
    line.phone.end_after(100);
  });
}

TEST(SlyPhone, ThatTalksToAnExpiredCoreFails) {
  at_expired("registers", "fail", [](Line& line) { line.phone.register_plainly(line); });
  at_expired("asks for options", "fail", [](Line& line) {
    line.say(line.phone.request(line, "OPTIONS"));
    line.phone.end_after(100);
  });
  at_expired("says its password", "fail", [](Line& line) {
    line.say(kSecret);
    line.phone.end_after(100);
  });
}

// What a client of IMS says first, and what keeps its way through a NAT open.
TEST(SlyPhone, ThatNamesItselfBeforeItIsChallengedPasses) {
  PhoneScript ims{"names itself, and keeps its way open"};
  ims.stands = [](Line& line) {
    if (line.phone.entry() == "udp") {
      line.say(Bytes("\x00\x01\x00\x00\x21\x12\xa4\x42" "abcdefghijkl", 20));
      line.say(Bytes(4, '\0'));
    }
    line.say(line.phone.request(line, "REGISTER",
                                {{"Authorization", "Digest username=\"alice\", realm=\"example.test\", nonce=\"\", uri=\"sip:example.test\", response=\"\""}}));
  };
  PhoneTrial trial("5");
  for (const auto& [case_id, verdict] : trial.run(ims, {"cpm-client/digest/answers-challenge", kNoBasic}))
    EXPECT_EQ(to_text(verdict.verdict), "pass") << case_id << ": " << verdict.reason;
}

TEST(SlyPhone, ThatAnswersASessionVariantByAnotherAlgorithmFails) {
  for (const char* name : {"", ", algorithm=MD5"}) {
    PhoneScript plain{"plain MD5"};
    plain.answered = [name](Line& line, const sip::Message& answer) {
      std::string said = ScriptedPhone::credentials(answer);
      if (said.find("MD5-sess") == std::string::npos) return false;
      sip::Message other = answer;
      for (auto& header : other.headers) replace_all(header.value, "MD5-sess", "MD5"), replace_all(header.raw_value, "MD5-sess", "MD5");
      said = ScriptedPhone::credentials(other);
      replace_all(said, ", algorithm=MD5", name);
      line.say(line.phone.request(line, "REGISTER", {{"Authorization", said}}));
      return true;
    };
    PhoneTrial trial("5");
    const std::string id = "cpm-client/digest/answers-no-session-variant-wrongly";
    EXPECT_EQ(verdict_on(trial.run(plain, {id}), id), "fail") << name;
  }
}

TEST(SlyPhone, WhoseEndIsNoneDoesNotPass) {
  at_expired("its connection stands still", "inconclusive", [](Line& line) { line.phone.pretend_to_end(); });
  at_expired("half a message", "inconclusive", [](Line& line) {
    line.say("REGISTER sip:example.test SIP/2.0\r\nVia:");
    line.phone.end_after(100);
  });
  at_expired("silence", "inconclusive", [](Line&) {});
  at_basic("silence", "inconclusive", [](Line&) {});
  at_expired("more octets than are looked at", "inconclusive", [](Line& line) {
    line.say("OPTIONS sip:x SIP/2.0\r\nX: ");
    for (int i = 0; i < 20; ++i) line.say(Bytes(64 * 1024, 'x'));
    line.phone.end_after(3000);
  });
}

}  // namespace sly_phone
}  // namespace
}  // namespace assay::run::degenerate
