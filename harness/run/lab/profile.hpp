// An IUT profile: ICS, IXIT and how the IUT is started (fixtures/iuts/NAME/profile.xml).
#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

#include "base/error.hpp"

namespace assay::catalogue {
class Catalogue;
struct Requirement;
}

namespace assay::run {

struct Endpoint {
  std::string name;
  std::string host;  // as written
  int port{0};       // 0: a free one is taken when the IUT is started
  Location where{};
};

struct Resource {
  std::string kind;
  std::string folder;
  std::string marker;
};

struct Principal {
  std::string id;
  std::string user;
  std::string password;
  std::string address;
  std::string certificate_name;
  bool disposable{false};
  std::vector<Resource> resources;
};

// How something is had done: by a client IUT, or to an IUT. One of the two is given.
struct TriggerLine {
  std::string action;   // "fetch"
  std::string entry;    // "imaps", "starttls"; empty if no client acts
  std::string command;  // a shell line, run in the profile's folder; what it finds is in fixtures/iuts/README.md
  std::string ask;      // of the operator
};

struct Profile {
  std::string name;
  std::string directory;
  std::string text;  // of profile.xml, for hashes and copies
  std::string iut_name, vendor, version, version_command, build;
  std::map<std::string, bool> ics;
  std::vector<Endpoint> endpoints;
  std::vector<Principal> principals;
  std::map<std::string, std::string> answers;  // IXIT question -> answer
  std::map<std::string, Location> places;      // IXIT question -> where its answer stands
  std::vector<TriggerLine> triggers;
  bool already_running{false};
  std::string configuration{"standard"};
  std::string start;
  int ready_seconds{10};
  std::vector<std::string> ready;  // endpoints whose connections show that it is ready; empty: all that connect

  std::string answer(const std::string& question) const;
  Location place(const std::string& question) const;
  const Endpoint* endpoint(const std::string& name) const;
  const TriggerLine* trigger(const std::string& action, const std::string& entry) const;
};

// True for an endpoint at which the suite listens for a client IUT: "client-imaps".
bool is_offer(const std::string& endpoint);
// True for an address of the suite that the IUT is told at its start: "suite-core-udp".
bool is_own(const std::string& endpoint);
// True for an endpoint of datagrams: "sip-udp".
bool is_datagram(const std::string& endpoint);

// Reads and checks it: schema, unknown questions and ICS items, required questions without an
// answer, accounts not marked disposable. All errors, each with file and line.
tl::expected<Profile, std::vector<Error>> load_profile(const std::string& root, const std::string& name,
                                                       const catalogue::Catalogue& catalogue);

// Passwords that are not `right`, by the names that cases use: "wrong-password", "longer-password" …
std::map<std::string, std::string> wrong_passwords(const std::string& right);

// What the placeholders of cases can name: "alice.user", "alice.message.marker", "store.entry",
// every answer under its question's id, and computed values such as "alice.wrong-password".
std::map<std::string, std::string> values_of(const Profile& profile);
// The whole IXIT, for hashes and reports: the same, and the endpoints and certificate names.
std::map<std::string, std::string> ixit_values(const Profile& profile);
// The names among them whose values no report may show.
std::set<std::string> secret_names(const Profile& profile);
// What an applies-if may name: an ICS item, a yes-no question, or QUESTION.VALUE, where the value is the choice, the
// number, or one of the words of a list, case ignored.
bool holds(const Profile& profile, const std::string& name);
// True if the requirement applies to this IUT: what is not claimed is never judged.
bool is_claimed(const Profile& profile, const catalogue::Requirement& requirement);

}  // namespace assay::run
