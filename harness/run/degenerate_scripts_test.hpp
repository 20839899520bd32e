// The ways to be degenerate that several tests need.
#pragma once

#include "run/degenerate_trial_test.hpp"

namespace assay::run::degenerate {

// Answers every command with one word, STARTTLS included.
inline Script refuses_with(const std::string& word) {
  Script script;
  script.name = "answers " + word + " to everything";
  script.command = [word](Peer& peer, const Command& command) { peer.say(command.tag + " " + word + " refused\r\n"); };
  return script;
}

// Every marker that a case looks for, in one message.
inline std::string all_markers(const Profile& profile) {
  std::string text;
  for (const auto& principal : profile.principals)
    for (const auto& resource : principal.resources) text += resource.marker + "\r\n";
  return text;
}

inline std::string data_for(const Command& command, const Profile& profile) {
  if (command.verb == "CAPABILITY") return "* CAPABILITY IMAP4rev1 STARTTLS AUTH=PLAIN AUTH=EXTERNAL\r\n";
  if (command.verb == "SELECT" || command.verb == "EXAMINE") return "* 1 EXISTS\r\n";
  if (command.verb == "FETCH") {
    const std::string markers = all_markers(profile);
    return "* 1 FETCH (BODY[] {" + std::to_string(markers.size()) + "}\r\n" + markers + ")\r\n";
  }
  std::string folders;
  if (command.verb == "LIST")
    for (const auto& principal : profile.principals)
      for (const auto& resource : principal.resources) folders += "* LIST () \"/\" \"" + resource.folder + "\"\r\n";
  return folders;
}

// OK to everything, and on request data that holds every marker.
inline void accept_command(Peer& peer, const Command& command, const std::function<std::string(const Command&)>& data) {
  if (!peer.exchange.empty()) return peer.say(std::exchange(peer.exchange, "") + " OK whatever you say\r\n");
  if (command.verb == "AUTHENTICATE") {
    peer.exchange = command.tag;
    return peer.say("+ \r\n");
  }
  peer.say(data(command) + command.tag + " OK done\r\n");
  if (command.verb == "STARTTLS" && !peer.is_protected) peer.server.start_tls(peer);
}

inline Script accepts_everything(const Trial& trial, bool with_data) {
  Script script;
  script.name = with_data ? "accepts everything" : "says OK to everything";
  const auto data = [profile = trial.profile(), with_data](const Command& command) {
    return with_data ? data_for(command, profile) : std::string();
  };
  script.command = [data](Peer& peer, const Command& command) { accept_command(peer, command, data); };
  script.engine = trial.careless_engine(true);
  return script;
}

// Serves `script` to a trial that was made for it: the ports are known only then.
struct Served {
  Trial& trial;
  Server server;
  Served(Trial& trial_in, Script script, const std::string& response) : trial(trial_in), server(std::move(script)) {
    trial.write_profile(server.ports(), response);
  }
};

inline bool is_negative(const std::string& case_id) {
  return bench().suite.find(case_id)->kind == language::CaseKind::negative;
}

// A server whose TLS is right earns what a ClientHello alone decides.
inline bool ends_at_the_hello(const std::string& case_id) {
  return case_id.find("hello") != std::string::npos || case_id.find("weak-suites") != std::string::npos;
}

// The same of what its handshake and its records alone decide.
inline bool earned_by_tls(const std::string& case_id) {
  return ends_at_the_hello(case_id) || case_id.rfind("message-store/handshake/", 0) == 0 ||
         case_id.find("repeated-record") != std::string::npos;
}

// Who answers at once and keeps nothing is asked there for more than answers: to await a message, to
// resume a session, to tell of rights.
inline bool needs_more_than_answers(const std::string& case_id) {
  for (const char* part :
       {"message-store/content/", "message-store/rights/", "message-store/resumption/", "truncated-message"})
    if (case_id.find(part) != std::string::npos) return true;
  return false;
}

// What holds whatever the IUT is: every execution has a whole trace, and no negative passes.
inline std::string undeserved(const Trial& trial, const std::map<std::string, CaseVerdict>& verdicts) {
  std::string wrong;
  if (trial.executions.size() != trial.planned) wrong += "not every execution was made\n";
  for (const auto& [case_id, verdict] : verdicts)
    if (is_negative(case_id) && !earned_by_tls(case_id) && verdict.verdict == engine::Verdict::pass)
      wrong += case_id + " passes: " + verdict.reason + "\n";
  return wrong;
}

// The cases with a verdict, each with its reason; those left out that a ClientHello alone decides.
inline std::string with_verdict(const std::map<std::string, CaseVerdict>& verdicts, engine::Verdict wanted,
                                bool negatives) {
  std::string found;
  for (const auto& [case_id, verdict] : verdicts)
    if (is_negative(case_id) == negatives && !ends_at_the_hello(case_id) && verdict.verdict == wanted)
      found += case_id + ": " + verdict.reason + "\n";
  return found;
}

}  // namespace assay::run::degenerate
