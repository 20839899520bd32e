// Running a profile's trigger commands, and asking its questions.
#include "run/execution/make_trigger.hpp"

#include <cstdlib>
#include <filesystem>

#include "base/file.hpp"
#include "base/text.hpp"
#include "net/job.hpp"

namespace assay::run {
namespace {

namespace fs = std::filesystem;
using Ended = std::function<void(TriggerEnd)>;

class CommandTrigger : public Trigger {
 public:
  explicit CommandTrigger(std::unique_ptr<net::Job> job) : job_(std::move(job)) {}

 private:
  std::unique_ptr<net::Job> job_;
};

// The Principal in whose name the client acts.
const Principal* acting(const Profile& profile) {
  for (const auto& principal : profile.principals)
    if (principal.id == "alice") return &principal;
  return nullptr;
}

// Whom the client writes to: an address of its domain that is not its own.
std::string recipient_of(const Profile& profile) {
  for (const auto& principal : profile.principals)
    if (principal.id == "bob") return principal.address;
  return "sip:bob@" + profile.answer("sip.domain");
}

Result<std::string> fresh_folder(const std::string& scratch, const std::string& execution) {
  const std::string path = scratch + "/trigger/" + execution;
  std::error_code failed;
  fs::remove_all(path, failed);
  fs::create_directories(path, failed);
  if (failed) return failure("cannot make " + path + ": " + failed.message(), "is there room in it?");
  return path;
}

// The client's own certificate as files; no variables where none can be made.
Result<void> add_certificate(const TriggerSite& site, const std::string& folder, std::map<std::string, std::string>& environment) {
  const Principal* principal = acting(site.profile);
  if (!principal || principal->certificate_name.empty()) return {};
  auto identity = site.certificates.get(principal->id);
  if (!identity) return tl::unexpected(identity.error());
  for (const auto& [name, file, text] : {std::tuple{"ASSAY_CERTIFICATE", "/client.pem", identity->certificate_pem},
                                         std::tuple{"ASSAY_KEY", "/client.key", identity->key_pem}}) {
    auto written = write_file(folder + file, text, 0600);
    if (!written) return written;
    environment[name] = folder + file;
  }
  return {};
}

Result<std::map<std::string, std::string>> environment_of(const TriggerSite& site, const TriggerRequest& request) {
  auto folder = fresh_folder(site.scratch, request.execution);
  if (!folder) return tl::unexpected(folder.error());
  const char* path = std::getenv("PATH");
  const Principal* principal = acting(site.profile);
  std::map<std::string, std::string> out{{"ASSAY_ACTION", request.action},
                                         {"ASSAY_ENTRY", request.entry},
                                         {"ASSAY_HOST", request.host},
                                         {"ASSAY_PORT", std::to_string(request.port)},
                                         {"ASSAY_SERVER_NAME", site.profile.answer("client.server-name")},
                                         {"ASSAY_CA", site.pki.directory + "/ca.pem"},
                                         {"ASSAY_CRL", site.pki.directory + "/crl.pem"},
                                         {"ASSAY_USER", principal ? principal->user : ""},
                                         {"ASSAY_PASSWORD", principal ? principal->password : ""},
                                         {"ASSAY_SIP_DOMAIN", site.profile.answer("sip.domain")},
                                         {"ASSAY_ADDRESS", principal ? principal->address : ""},
                                         {"ASSAY_RECIPIENT", recipient_of(site.profile)},
                                         {"ASSAY_WORK", *folder},
                                         {"PATH", site.programs + ":" + (path ? path : "/usr/sbin:/usr/bin:/sbin:/bin")}};
  auto added = add_certificate(site, *folder, out);
  if (!added) return tl::unexpected(added.error());
  for (const auto& [name, value] : request.arguments) out["ASSAY_" + variable_name(name)] = value;
  // What acts on the IUT itself finds it by what its start command was told.
  if (request.entry.empty()) out.merge(site.iut.environment());
  return out;
}

Result<std::unique_ptr<Trigger>> run(const TriggerSite& site, net::Loop& loop, const TriggerLine& line,
                                     const TriggerRequest& request, Ended ended) {
  auto environment = environment_of(site, request);
  if (!environment) return tl::unexpected(environment.error());
  auto job = net::Job::start(loop, {line.command, site.profile.directory, std::move(*environment)}, [ended](net::JobEnd end) {
    TriggerEnd told{{{"by", "command"}, {"status", std::to_string(end.exit_status)}}, std::move(end.output)};
    // What a shell says of a command that it cannot run or does not find.
    if (end.exit_status == 126 || end.exit_status == 127) told.attributes["incomplete"] = "yes";
    ended(std::move(told));
  });
  if (!job) return tl::unexpected(job.error());
  return std::unique_ptr<Trigger>(std::make_unique<CommandTrigger>(std::move(*job)));
}

// What is to be done to the IUT, by nobody who connects.
std::string question_of(const TriggerLine& line, const TriggerRequest& request) {
  std::string told;
  for (const auto& [name, value] : request.arguments) told += name + " " + value + ", ";
  return line.ask + " (" + told + "type done when that holds, anything else if it cannot be done)";
}

// "done" is what the question asks for; whatever else is typed says that the client did not do it.
Result<std::unique_ptr<Trigger>> ask(const TriggerSite& site, net::Loop& loop, const TriggerLine& line,
                                     const TriggerRequest& request, Ended ended) {
  if (!site.ask) return failure("nobody can be asked for '" + request.action + "'", "give a command for it, or run in a terminal");
  const std::string question = request.entry.empty() ? question_of(line, request) : line.ask + " (host " + site.profile.answer("client.server-name") + " at " + request.host + ", port " +
                               std::to_string(request.port) + ", by " + request.entry +
                               "; type done when the client has come to its end, anything else if it cannot)";
  return site.ask(loop, question, [ended](std::string answer, std::string name) {
    const bool done = equal_ignoring_case(trim(answer), "done");
    TriggerEnd end{{{"by", "operator"}, {"status", done ? "done" : "refused"}, {"answer", escape(answer)}, {"operator", name}}, {}};
    if (!done) end.attributes["incomplete"] = "yes";
    ended(std::move(end));
  });
}

}  // namespace

MakeTrigger make_trigger(TriggerSite site) {
  return [site = std::move(site)](net::Loop& loop, const TriggerRequest& request, Ended ended) -> Result<std::unique_ptr<Trigger>> {
    const TriggerLine* line = site.profile.trigger(request.action, request.entry);
    if (!line && request.entry.empty())
      return failure("the profile does not say how '" + request.action + "' is done", "answer rights.how and rights.command");
    if (!line)
      return failure("the profile has no trigger for '" + request.action + "' by " + request.entry,
                     "add <trigger action=\"" + request.action + "\" entry=\"" + request.entry + "\" command=\"…\"/>");
    return line->command.empty() ? ask(site, loop, *line, request, std::move(ended)) : run(site, loop, *line, request, std::move(ended));
  };
}

}  // namespace assay::run
