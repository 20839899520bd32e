// A run of cases of the SIP/IP core against a scripted server, and what holds whatever that server is; for tests.
#pragma once

#include <gtest/gtest.h>

#include "run/degenerate_scripts_test.hpp"
#include "run/degenerate_sip_server_test.hpp"

namespace assay::run::degenerate {

// One of each kind that the files of the core hold, so that a trial stays short.
inline const std::vector<std::string>& sip_selection() {
  static const std::vector<std::string> all{"sip-core/registration/challenges/udp",
                                            "sip-core/registration/challenges/tcp",
                                            "sip-core/registration/rejects-wrong-password/wrong-udp",
                                            "sip-core/registration/rejects-wrong-password/wrong-tcp",
                                            "sip-core/registration/binds-no-address-of-another",
                                            "sip-core/malformed-credentials/lets-in-nobody/no-response",
                                            "sip-core/replay/rejects-used-credentials/same-count",
                                            "sip-core/service-access/rejects-wrong-digest/udp",
                                            "sip-core/service-access/rejects-foreign-name/udp",
                                            "sip-core/service-access/rejects-unauthenticated-message/udp",
                                            "sip-core/service-access/rejects-unauthenticated/invite",
                                            "sip-core/service-access/rejects-stranger/with-registered-from",
                                            "sip-core/identity/keeps-identity-private/alone",
                                            "sip-core/signalling-protection/serves-nobody-outside-tls"};
  return all;
}

// Negative by its kind or by what it says it observes.
inline bool observes_a_negative(const std::string& case_id) {
  const auto* one = bench().suite.find(case_id);
  return one->kind == language::CaseKind::negative ||
         std::any_of(one->verifies.begin(), one->verifies.end(),
                     [](const auto& verified) { return verified.observation == "negative"; });
}

inline std::string passed_negatives(const std::map<std::string, CaseVerdict>& verdicts) {
  std::string found;
  for (const auto& [case_id, verdict] : verdicts)
    if (verdict.verdict == engine::Verdict::pass && observes_a_negative(case_id))
      found += case_id + ": " + verdict.reason + "\n";
  return found;
}

class SipTrial {
 public:
  // Short: a deadline alone decides nothing, so that a slow machine makes no verdict but inconclusive.
  explicit SipTrial(std::string response = "0.03") : response_(std::move(response)) {}

  std::map<std::string, CaseVerdict> run(SipScript script, const std::vector<std::string>& selectors = sip_selection()) {
    const std::string name = script.name;
    if (!script.engine) script.engine = engine();
    const SipServer server(std::move(script));
    trial_.write_profile(server.ports(), response_);
    auto verdicts = trial_.run(selectors);
    EXPECT_TRUE(verdicts) << name << ": " << to_text(verdicts.error());
    if (!verdicts) return {};
    expect_whole(name, *verdicts);
    return *verdicts;
  }

  // TLS that stands: which names its certificate bears matters to none of the cases that are selected.
  std::function<Result<std::unique_ptr<tls::Engine>>()> engine() const {
    tls::Config config;
    config.role = tls::Role::server;
    config.certificate_pem = required(read_file(trial_.directory() + "/pki/server.pem"));
    config.key_pem = required(read_file(trial_.directory() + "/pki/server.key"));
    return [config] { return tls::Engine::create(config); };
  }

  Trial& trial() { return trial_; }

 private:
  // What holds whatever the server is: every execution has a whole trace, and none is an error of the harness.
  void expect_whole(const std::string& name, const std::map<std::string, CaseVerdict>& verdicts) const {
    EXPECT_EQ(trial_.executions.size(), trial_.planned) << name;
    for (const auto& [id, judged] : trial_.executions) {
      EXPECT_TRUE(judged.state.finished) << name << ", " << id;
      EXPECT_NE(to_text(judged.verdict), "error") << name << ", " << id << ": " << judged.reason;
      EXPECT_NE(to_text(judged.verdict), "none") << name << ", " << id;
      EXPECT_LE(judged.records.size(), 200000u) << name << ", " << id;
    }
    EXPECT_FALSE(verdicts.empty()) << name;
  }

  Trial trial_{true};
  std::string response_;
};

// Runs it and expects that nothing negative passes.
inline std::map<std::string, CaseVerdict> undeserving(SipScript script,
                                                      const std::vector<std::string>& selectors = sip_selection(),
                                                      const std::string& response = "0.03") {
  SipTrial trial(response);
  const std::string name = script.name;
  auto verdicts = trial.run(std::move(script), selectors);
  EXPECT_EQ(passed_negatives(verdicts), "") << name;
  return verdicts;
}

// For questions that are all answered: it never passes.
constexpr const char* kLongForSip = "60";

inline std::string verdict_on(const std::map<std::string, CaseVerdict>& verdicts, const std::string& case_id) {
  const auto found = verdicts.find(case_id);
  return found == verdicts.end() ? "no verdict" : to_text(found->second.verdict);
}

// Nothing is decided by it: neither for nor against what was tested.
inline void expect_all_inconclusive(const std::string& name, const std::map<std::string, CaseVerdict>& verdicts) {
  for (const auto& [case_id, verdict] : verdicts)
    EXPECT_EQ(to_text(verdict.verdict), "inconclusive") << name << ", " << case_id << ": " << verdict.reason;
}

}  // namespace assay::run::degenerate
