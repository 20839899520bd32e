// Cores that are right in the control and cunning in the negative, or right in a way that looks wrong.
#include <gtest/gtest.h>

#include "run/degenerate_sip_core_test.hpp"

namespace assay::run::degenerate {
namespace {
namespace sip_cunning {

using Selectors = std::vector<std::string>;

std::map<std::string, CaseVerdict> verdicts_on(const CoreHabits& habits, const Selectors& selectors,
                                               const std::string& response = "2") {
  SipTrial trial(response);
  return trial.run(SmallCore::script(habits), selectors);
}

void expect(const CoreHabits& habits, const std::string& case_id, const std::string& wanted, const std::string& response = "2") {
  const auto verdicts = verdicts_on(habits, {case_id}, response);
  EXPECT_EQ(verdict_on(verdicts, case_id), wanted) << habits.name << ": " << verdicts.at(case_id).reason;
}

const std::string kForeign = "sip-core/service-access/rejects-foreign-name/udp";
const std::string kBeside = "sip-core/identity/asserts-authenticated-beside-from";
const std::string kWrong = "sip-core/registration/rejects-wrong-password/wrong-udp";
const std::string kWrongDigest = "sip-core/service-access/rejects-wrong-digest/udp";
const std::string kNobody = "sip-core/service-access/rejects-unauthenticated-message/udp";

}  // namespace sip_cunning
}  // namespace

// Reading D22.
TEST(SipCunning, a_core_that_leaves_from_to_the_user_and_asserts_who_it_is_conforms) {
  CoreHabits lends{"asserts beside From"};
  lends.lends_names = true;
  sip_cunning::expect(lends, sip_cunning::kForeign, "pass");
  sip_cunning::expect(lends, sip_cunning::kBeside, "pass");
}

TEST(SipCunning, who_leaves_from_to_the_user_and_asserts_nobody_fails) {
  CoreHabits nobody{"asserts nobody beside a foreign From"};
  nobody.lends_names = true;
  nobody.identity = [](const auto& user, const auto& request) {
    const bool own = sip::address(request, "From").uri.user == user;
    return own ? "<sip:" + user + "@example.test>" : std::string();
  };
  sip_cunning::expect(nobody, sip_cunning::kForeign, "fail", "0.3");
  sip_cunning::expect(nobody, sip_cunning::kBeside, "fail");
}

TEST(SipCunning, a_forged_identity_that_is_kept_in_other_words_fails) {
  for (const char* kept : {"<sip:mallory@example.test:5060>", "sips:mallory@example.test", "<sip:alice@example.test>, <sip:mallory@EXAMPLE.test;user=phone>"}) {
    CoreHabits keeps{std::string("keeps ") + kept};
    keeps.identity = [kept](const auto& user, const auto& request) {
      return request.first("P-Asserted-Identity") ? std::string(kept) : "<sip:" + user + "@example.test>";
    };
    sip_cunning::expect(keeps, "sip-core/identity/replaces-forged-identity", "fail");
  }
}

TEST(SipCunning, what_was_refused_and_reaches_the_other_in_other_words_does_not_pass) {
  const auto as_it_is = [](const Bytes& body) { return body; };
  const auto without_text = [](const Bytes& body) { return body.empty() ? Bytes() : Bytes("(no text)"); };
  for (const auto& id : {sip_cunning::kWrongDigest, sip_cunning::kNobody}) {
    CoreHabits whole{"delivers what it refused"};
    whole.delivers_nevertheless = as_it_is;
    sip_cunning::expect(whole, id, "fail");
    CoreHabits stripped{"delivers what it refused, without its text"};
    stripped.delivers_nevertheless = without_text;
    const auto verdicts = sip_cunning::verdicts_on(stripped, {id});
    EXPECT_NE(verdict_on(verdicts, id), "pass") << verdicts.at(id).reason;
  }
}

TEST(SipCunning, a_contact_that_is_bound_in_other_words_is_seen) {
  CoreHabits rewrites{"shows the contact with another host"};
  rewrites.shown_contact = [](std::string contact) {
    replace_all(contact, "192.0.2.1:5060", "198.51.100.7;alias=192.0.2.1");
    return contact;
  };
  sip_cunning::expect(rewrites, "sip-core/registration/registers-with-right-digest/udp", "inconclusive");
  rewrites.binds_nevertheless = true;
  sip_cunning::expect(rewrites, "sip-core/replay/rejects-used-credentials/same-count", "fail");
  sip_cunning::expect(rewrites, "sip-core/malformed-credentials/lets-in-nobody/no-nonce", "fail");
}

TEST(SipCunning, a_nonce_that_has_become_stale_is_no_refusal) {
  CoreHabits late{"says stale to the first right digest"};
  late.stale_first = true;
  for (const auto& [case_id, verdict] :
       sip_cunning::verdicts_on(late, {sip_cunning::kWrong, "sip-core/malformed-credentials/lets-in-nobody/no-nonce",
                                       "sip-core/replay/rejects-used-credentials/same-count", sip_cunning::kWrongDigest,
                                       "sip-core/registration/challenges/udp"}))
    EXPECT_EQ(to_text(verdict.verdict), "inconclusive") << case_id << ": " << verdict.reason;
}

}  // namespace assay::run::degenerate
