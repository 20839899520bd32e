// Cores that are right in other words than the reference: each passes; and cunning ones: none passes undeserved.
#include "run/degenerate_sip_core_test.hpp"

#include <gtest/gtest.h>

namespace assay::run::degenerate {
namespace {
namespace sip_habits {

const std::vector<std::string> kConformance{"sip-core/registration/challenges",
                                            "sip-core/registration/rejects-wrong-password/wrong-udp",
                                            "sip-core/registration/rejects-wrong-password/wrong-tls",
                                            "sip-core/registration/rejects-basic",
                                            "sip-core/registration/binds-no-address-of-another",
                                            "sip-core/malformed-credentials/lets-in-nobody",
                                            "sip-core/replay",
                                            "sip-core/service-access/rejects-wrong-digest/udp",
                                            "sip-core/service-access/rejects-foreign-name/udp",
                                            "sip-core/service-access/rejects-deregistered-client/udp",
                                            "sip-core/service-access/serves-nobody-unregistered/udp",
                                            "sip-core/service-access/rejects-unauthenticated-message/udp",
                                            "sip-core/service-access/rejects-unauthenticated/invite",
                                            "sip-core/service-access/rejects-unauthenticated/subscribe",
                                            "sip-core/service-access/rejects-stranger",
                                            "sip-core/service-access/rejects-stranger-within-tls",
                                            "sip-core/identity"};

const std::vector<std::string> kChallenged{"sip-core/registration/challenges/udp",
                                           "sip-core/registration/rejects-wrong-password/wrong-udp", "sip-core/replay",
                                           "sip-core/service-access/rejects-wrong-digest/udp",
                                           "sip-core/service-access/rejects-unauthenticated/invite"};

void expect_conform(const CoreHabits& habits, const std::vector<std::string>& selectors = kConformance) {
  SipTrial trial("2");
  for (const auto& [case_id, verdict] : trial.run(SmallCore::script(habits), selectors))
    EXPECT_EQ(to_text(verdict.verdict), "pass") << habits.name << ", " << case_id << ": " << verdict.reason.substr(0, 900);
}

CoreHabits challenging(const std::string& name, const std::vector<std::string>& challenges) {
  CoreHabits habits{name};
  habits.challenges = [challenges](const std::string& nonce) {
    auto lines = challenges;
    for (auto& line : lines) replace_all(line, "@@", nonce);
    return lines;
  };
  return habits;
}

// Says the names of headers otherwise, each line for itself.
CoreHabits spelling(const std::string& name, const std::function<std::string(const std::string& name, const std::string& value)>& line) {
  CoreHabits habits{name};
  habits.spelling = [line](const Bytes& octets) {
    const auto head = octets.find("\r\n\r\n");
    Bytes out;
    for (const auto& one : split(octets.substr(0, head), '\n')) {
      const std::string text = one.back() == '\r' ? one.substr(0, one.size() - 1) : one;
      const auto colon = text.find(": ");
      out += (out.empty() || colon == std::string::npos ? text : line(text.substr(0, colon), text.substr(colon + 2))) + "\r\n";
    }
    return out + octets.substr(head + 2);
  };
  return habits;
}

std::string compact(const std::string& name) {
  static const std::map<std::string, std::string> kForms{{"Via", "v"},     {"From", "f"},           {"To", "t"},     {"Call-ID", "i"},
                                                         {"Contact", "m"}, {"Content-Length", "l"}, {"Subject", "s"}};
  const auto found = kForms.find(name);
  return found == kForms.end() ? name : found->second;
}

}  // namespace sip_habits
}  // namespace

TEST(SipHabits, a_small_core_conforms) { sip_habits::expect_conform({"plain"}); }

TEST(SipHabits, challenges_of_other_shapes_are_answered) {
  const std::string rest = "realm=\"example.test\", nonce=\"@@\", qop=\"auth\"";
  using sip_habits::challenging;
  for (auto habits :
       {challenging("no algorithm", {"Digest " + rest}), challenging("lower case", {"digest " + rest + ", algorithm=md5"}),
        challenging("upper case", {"DIGEST REALM=\"example.test\", NONCE=\"@@\", QOP=\"auth\", ALGORITHM=MD5"}),
        challenging("both qualities", {"Digest realm=\"example.test\",nonce=\"@@\",qop=\"auth-int,auth\",stale=false,opaque=\"a\\\"b\""}),
        challenging("SHA-256 above MD5", {"Digest " + rest + ", algorithm=SHA-256", "Digest " + rest + ", algorithm=MD5"}),
        challenging("AKA above MD5", {"Digest " + rest + ", algorithm=AKAv1-MD5", "Digest " + rest + ", algorithm=MD5"}),
        challenging("session", {"Digest " + rest + ", algorithm=MD5-sess"}),
        challenging("blanks", {"Digest  realm = \"example.test\" , nonce = \"@@\" ,qop =auth"}),
        challenging("domain and more", {"Digest " + rest + ", domain=\"sip:example.test\", x-more=1"})})
    sip_habits::expect_conform(habits, sip_habits::kChallenged);
  CoreHabits as_registrar{"401 to a MESSAGE"};
  as_registrar.challenge_code = 401;
  sip_habits::expect_conform(as_registrar);
}

TEST(SipHabits, headers_of_other_spellings_are_read) {
  using sip_habits::spelling;
  for (const auto& habits :
       {spelling("compact", [](const auto& name, const auto& value) { return sip_habits::compact(name) + ":" + value; }),
        spelling("lower case", [](const auto& name, const auto& value) { return lower(name) + " :\t" + value; }),
        spelling("folded", [](const auto& name, const auto& value) { return name + ":\r\n " + value + " "; })})
    sip_habits::expect_conform(habits);
  CoreHabits received{"the Via says where the request came from"};
  received.spelling = [](Bytes octets) {
    replace_all(octets, ";rport", ";received=192.0.2.7;rport=4711");
    return octets;
  };
  sip_habits::expect_conform(received);
}

TEST(SipHabits, contacts_are_recognised_however_they_are_shown) {
  const std::vector<std::pair<std::string, std::function<std::string(std::string)>>> shown{
      {"named", [](auto one) { return "\"Alice, at home\" " + one + ";q=0.5;+sip.instance=\"<urn:uuid:1>\""; }},
      {"with others", [](auto one) { return "<sip:carol@192.0.2.9>;expires=5, " + one + ", <tel:+1>;expires=3"; }},
      {"another scheme's case", [](auto one) { return replace_all(one, "sip:", "SIP:"), one; }}};
  for (const auto& [name, show] : shown) {
    CoreHabits habits{name};
    habits.shown_contact = show;
    sip_habits::expect_conform(habits);
  }
}

TEST(SipHabits, other_ways_to_answer_and_to_deliver_conform) {
  CoreHabits once{"nonces that serve once"};
  once.once_only = true;
  CoreHabits trying{"100 first"};
  trying.trying_first = true;
  CoreHabits stores{"202 once it is delivered"};
  stores.delivered_code = 202;
  CoreHabits twice{"delivers twice"};
  twice.copies = 2;
  for (const auto& habits : {once, trying, twice}) sip_habits::expect_conform(habits);
  const std::vector<std::string> messages{"sip-core/service-access/rejects-wrong-digest/udp",
                                          "sip-core/service-access/rejects-unauthenticated-message/udp",
                                          "sip-core/service-access/rejects-stranger", "sip-core/identity"};
  sip_habits::expect_conform(stores, messages);
  stores.name = "202 before it is delivered";
  stores.answers_before_it_delivers = true;
  sip_habits::expect_conform(stores, messages);
}

TEST(SipHabits, answers_from_another_port_are_answers) {
  CoreHabits elsewhere{"speaks from another port"};
  elsewhere.other_port = true;
  sip_habits::expect_conform(elsewhere, sip_habits::kChallenged);
}

TEST(SipHabits, requests_of_the_core_itself_disturb_nothing) {
  CoreHabits pings{"asks for OPTIONS"};
  pings.pings = true;
  sip_habits::expect_conform(pings);
  CoreHabits welcomes{"welcomes by MESSAGE"};
  welcomes.welcomes = true;
  sip_habits::expect_conform(welcomes);
  for (const char* method :
       {"SUBSCRIBE", "INFO", "NOTIFY", "PUBLISH", "REFER", "INVITE", "BYE", "CANCEL", "ACK", "NEW-ONE"}) {
    CoreHabits curious{std::string("sends ") + method};
    curious.asks = {method};
    sip_habits::expect_conform(curious, {"sip-core/registration/challenges/udp", "sip-core/identity",
                                         "sip-core/service-access/rejects-wrong-digest"});
  }
}

// With the preflight, as on the command line.
TEST(SipHabits, requests_of_the_core_itself_do_not_make_the_profile_unfit) {
  CoreHabits curious{"asks for all sorts"};
  curious.asks = {"SUBSCRIBE", "INFO", "NOTIFY", "OPTIONS", "REFER"};
  SipTrial trial("60");
  SipScript script = SmallCore::script(curious);
  script.engine = trial.engine();
  const SipServer server(std::move(script));
  trial.trial().write_profile(server.ports(), "60");
  trial.trial().only_role("sip-core", {"sip-"});
  const std::string one = "sip-core/identity/asserts-own-identity";
  const auto ended = required(trial.trial().run_suite({one}));
  EXPECT_EQ(verdict_on(ended.judgement.verdicts, one), "pass") << ended.outcome.why;
}

}  // namespace assay::run::degenerate
