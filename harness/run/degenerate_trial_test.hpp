// A run of the suite's cases against a scripted server, judged from disk; for tests.
#pragma once

#include <stdlib.h>

#include <filesystem>
#include <functional>
#include <map>
#include <stdexcept>
#include <string>
#include <vector>

#include "base/file.hpp"
#include "base/text.hpp"
#include "cli/modules.hpp"
#include "net/port.hpp"
#include "reference/policy/wrong_engine.hpp"
#include "run/degenerate_server_test.hpp"
#include "run/execution/batch.hpp"
#include "run/execution/site.hpp"
#include "run/judgement/judge.hpp"
#include "run/session.hpp"
#include "run/thinned_suite_test.hpp"

namespace assay::run::degenerate {

inline void replace_all(std::string& text, const std::string& from, const std::string& to) {
  for (auto at = text.find(from); at != std::string::npos; at = text.find(from, at + to.size()))
    text.replace(at, from.size(), to);
}

// The profile without its roles of SIP: no line that speaks of them, but that they are not claimed.
inline std::string without_sip(std::string text) {
  for (const std::string role : {"cpm-client", "sip-core", "conversation-server"})
    replace_all(text, "id=\"" + role + "\" support=\"yes\"", "id=\"" + role + "\" support=\"no\"");
  std::string out;
  for (const auto& line : split(text, '\n')) {
    bool of_sip = false;
    for (const char* sign : {"id=\"sip.", "id=\"user-plane.", "id=\"nds.", "name=\"sip-", "-sip-", "-udp\"", "question=\"sip.",
                             "other-address", "action=\"register\"", "action=\"message\""})
      of_sip = of_sip || line.find(sign) != std::string::npos;
    if (!of_sip) out += line + "\n";
  }
  return out;
}

// The value, or an exception that says why there is none.
template <class T>
T required(tl::expected<T, Error> value) {
  if (!value) throw std::runtime_error(to_text(value.error()));
  return std::move(*value);
}
template <class T>
T required(tl::expected<T, std::vector<Error>> value) {
  if (!value) throw std::runtime_error(to_text(value.error().front()));
  return std::move(*value);
}

inline const Bench& bench() {
  static const Bench loaded = required(load_bench(ASSAY_ROOT, cli::full_vocabulary()));
  return loaded;
}

inline const language::Suite& thinned_suite() {
  static const language::Suite thinned = thinned_out(bench().suite);
  return thinned;
}

// A folder that goes away with the test.
struct Folder {
  std::string path;
  Folder() : path((std::filesystem::temp_directory_path() / "assay-test-XXXXXX").string()) {
    path = ::mkdtemp(path.data());
  }
  ~Folder() {
    std::error_code ignored;
    std::filesystem::remove_all(path, ignored);
  }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;
};

// Whatever is wrong with the peer's certificate.
inline std::vector<int> every_finding() {
  std::vector<int> all;
  for (int number = 1; number < 100; ++number) all.push_back(number);
  return all;
}

// The profile `reference`, but for an IUT that runs already on the given ports and answers within
// `response` seconds, in a folder of its own with a PKI of its own.
class Trial {
 public:
  explicit Trial(bool with_sip = false) : of_sip(with_sip) {
    write_profile({{"imap", 1}, {"imaps", 1}}, "1");  // until there is a server
    required(provision(profile(), wall_clock() / 1'000'000'000));
  }

  std::string directory() const { return folder_.path + "/profile"; }
  std::string out() const { return folder_.path + "/out"; }
  Profile profile() const { return required(load_profile(ASSAY_ROOT, directory(), bench().catalogue)); }

  void write_profile(const std::map<std::string, std::uint16_t>& ports, const std::string& response,
                     const std::string& seconds_of_trigger = "20") {
    trigger_seconds = seconds_of_trigger;
    std::string text = required(read_file(std::string(ASSAY_ROOT) + "/fixtures/iuts/reference/profile.xml"));
    for (const auto& [name, port] : ports)
      replace_all(text, "name=\"" + name + "\" host=\"127.0.0.1\" port=\"free\"",
                  "name=\"" + name + "\" host=\"127.0.0.1\" port=\"" + std::to_string(port) + "\"");
    // What a trial does not serve is at a port where nobody is.
    if (of_sip)
      for (const char* name : {"imap", "imaps", "sip-udp", "sip-tcp", "sip-tls", "conversation-udp"})
        replace_all(text, std::string("name=\"") + name + "\" host=\"127.0.0.1\" port=\"free\"",
                    std::string("name=\"") + name + "\" host=\"127.0.0.1\" port=\"1\"");
    else
      text = without_sip(text);
    replace_all(text, "name=\"suite-core-udp\" host=\"127.0.0.4\" port=\"free\"",
                "name=\"suite-core-udp\" host=\"127.0.0.4\" port=\"" + std::to_string(own_port_) + "\"");
    replace_all(text, "version-command=\"cpm-reference --version\"", "version=\"1\"");
    replace_all(text, "<answer question=\"time.response\" value=\"5\"/>",
                "<answer question=\"time.response\" value=\"" + response + "\"/>");
    replace_all(text, "<answer question=\"trigger.seconds\" value=\"20\"/>",
                "<answer question=\"trigger.seconds\" value=\"" + seconds_of_trigger + "\"/>");
    // A trial of a server leaves the client out: its preflight would want one that can be triggered.
    if (!of_client) replace_all(text, "<item id=\"msc\" support=\"yes\"/>", "<item id=\"msc\" support=\"no\"/>");
    std::string command = trigger_command;
    replace_all(command, "&", "&amp;");
    if (!command.empty()) replace_all(text, "exec cpm-reference fetch", command);
    const auto from = text.find("<configuration");
    text.replace(from, text.find("/>", from) + 2 - from, "<already-running/>");
    std::filesystem::create_directories(directory());
    if (!write_file(directory() + "/profile.xml", text, 0600)) throw std::runtime_error("cannot write the profile");
  }

  // Of the profile that was written, this role alone and the endpoints of such names.
  void only_role(const std::string& role, const std::vector<std::string>& endpoints) const {
    std::string out;
    for (auto line : split(required(read_file(directory() + "/profile.xml")), '\n')) {
      for (const std::string other : {"mss", "msc", "cpm-client", "sip-core", "conversation-server"})
        if (other != role)
          replace_all(line, "id=\"" + other + "\" support=\"yes\"", "id=\"" + other + "\" support=\"no\"");
      const bool kept = line.find("<endpoint") == std::string::npos ||
                        std::any_of(endpoints.begin(), endpoints.end(),
                                    [&](const auto& name) { return line.find("name=\"" + name) != std::string::npos; });
      if (kept) out += line + "\n";
    }
    if (!write_file(directory() + "/profile.xml", out, 0600)) throw std::runtime_error("cannot write the profile");
  }

  // Makes engines of a server whose TLS is right; it asks for a client certificate and checks it.
  std::function<Result<std::unique_ptr<tls::Engine>>()> right_engine() const {
    tls::Config config;
    config.role = tls::Role::server;
    config.certificate_pem = required(read_file(directory() + "/pki/server.pem"));
    config.key_pem = required(read_file(directory() + "/pki/server.key"));
    config.trust_pem = required(read_file(directory() + "/pki/ca.pem"));
    config.request_client_certificate = true;
    return [config] { return tls::Engine::create(config); };
  }

  // The engine of a server that takes every certificate, every suite and every record.
  std::function<Result<std::unique_ptr<tls::Engine>>()> careless_engine(bool asks_for_certificate) const {
    tls::Config config;
    config.role = tls::Role::server;
    config.certificate_pem = required(read_file(directory() + "/pki/server.pem"));
    config.key_pem = required(read_file(directory() + "/pki/server.key"));
    config.request_client_certificate = asks_for_certificate;
    config.ignored_verify_errors = every_finding();
    return [config]() -> Result<std::unique_ptr<tls::Engine>> {
      tls::Config altering = config;
      altering.accept_altered_records = true;
      auto engine = tls::Engine::create(config);
      auto altered = tls::Engine::create(altering);
      if (!engine || !altered) return engine;
      auto made = reference::wrong::choose_by_hello(std::move(*engine), std::move(*altered),
                                                        reference::wrong::offers_suite("TLS_AES_"));
      for (const char* weak : {"_EXPORT", "_anon_", "_WITH_NULL_"})
        made = reference::wrong::select_weak_suite(std::move(made), weak);
      return made;
    };
  }

  // Runs what `selectors` name, without a preflight.
  Result<std::map<std::string, CaseVerdict>> run(const std::vector<std::string>& selectors = {}) {
    const Profile tested = profile();
    auto site = Site::open(bench(), tested, programs);
    if (!site) return tl::unexpected(site.error());
    if (make_trigger) (*site)->environment().trigger = make_trigger;
    // Not Iut::start(): an IUT that is not there is one of the trials.
    for (const auto& endpoint : tested.endpoints)
      (*site)->environment().endpoints[endpoint.name] = {endpoint.host, static_cast<std::uint16_t>(endpoint.port),
                                                         "127.0.0.2"};
    auto plan = make_plan(thinned_suite(), bench().catalogue, tested, selectors);
    if (!plan) return tl::unexpected(plan.error());
    std::filesystem::create_directories(out() + "/traces");
    auto ran = run_batch({bench(), tested, *plan, (*site)->environment(), out() + "/traces", "trial", {}, {}});
    if (!ran) return tl::unexpected(ran.error());
    auto judged = judge_directory(bench().suite, bench().vocabulary, out());
    if (!judged) return tl::unexpected(judged.error());
    executions = std::move(*judged);
    planned = plan->executions.size();
    return case_verdicts(bench().suite, executions);
  }

  // The whole of it, as on the command line, of a product that claims no lists.
  tl::expected<Ended, std::vector<Error>> run_suite(const std::vector<std::string>& selectors = {}, bool skip_check = false) {
    const std::string path = directory() + "/profile.xml";
    if (!write_file(path, without_lists(required(read_file(path))), 0600)) throw std::runtime_error("cannot write it");
    RunOptions options;
    options.skip_check = skip_check;
    options.profile = directory();
    options.selectors = selectors;
    options.out = out() + "-suite";
    return run::run_suite(bench(), options);
  }

  std::map<std::string, Judged> executions;
  std::size_t planned{0};
  bool of_client{false};
  bool of_sip;
  // Of a client: what stands for the profile's triggers, or else their command, and where its programs are.
  MakeTrigger make_trigger{};
  std::string trigger_command;
  std::string trigger_seconds;
  std::string programs;

 private:
  Folder folder_;
  std::uint16_t own_port_{net::free_datagram_port("127.0.0.4")};  // that the suite is the core at
};

}  // namespace assay::run::degenerate
