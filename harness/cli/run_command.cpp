// run, check, provision: the commands that have to do with an IUT.
#include <unistd.h>

#include <cstdlib>
#include <filesystem>

#include <fmt/format.h>

#include "base/file.hpp"
#include "cli/commands.hpp"
#include "cli/interruption.hpp"
#include "cli/lint_gate.hpp"
#include "cli/modules.hpp"
#include "cli/operator.hpp"
#include "cli/reports.hpp"
#include "cli/terminal.hpp"
#include "run/execution/site.hpp"
#include "run/lab/iut.hpp"
#include "run/lab/pki.hpp"
#include "run/session.hpp"

namespace assay::cli {
namespace {

constexpr int kUsage = static_cast<int>(run::Exit::usage);
constexpr int kHarness = static_cast<int>(run::Exit::harness);

std::string default_directory(const Place& place, const std::string& profile) {
  std::string stamp;
  for (char c : run::timestamp(run::wall_clock()))
    if (c != '-' && c != ':') stamp += c;
  const auto slash = profile.find_last_of('/');
  return place.root + "/results/" + (slash == std::string::npos ? profile : profile.substr(slash + 1)) + "-" + stamp + "-" +
         std::to_string(::getpid());
}

std::string operator_name(const std::string& given) {
  if (!given.empty()) return given;
  const char* user = std::getenv("USER");
  return user && *user ? user : "not named";
}

// "./assay run SD-5.1.3.4" means the reference: the first word is a profile only if there is one of that name.
void take_selector_for_profile(const Place& place, const run::Bench& bench, RunArguments& arguments) {
  if (arguments.profile.find("..") != std::string::npos) return;
  for (const auto& directory : {place.root + "/fixtures/iuts/" + arguments.profile, arguments.profile})
    if (std::filesystem::exists(directory + "/profile.xml")) return;
  for (const auto& subject : bench.suite.cases)
    if (run::selects_case(bench.catalogue, arguments.profile, subject)) {
      arguments.selectors.insert(arguments.selectors.begin(), arguments.profile);
      arguments.profile = "reference";
      return;
    }
}

// One way to put the resources there: curl asks for the password.
void print_filling(const run::Profile& profile, const std::string& pki) {
  const auto* endpoint = profile.endpoint("imaps") ? profile.endpoint("imaps") : profile.endpoint("imap");
  if (!endpoint || endpoint->port == 0 || !profile.already_running) return;
  const std::string url = fmt::format("{}://{}:{}/", endpoint->name == "imaps" ? "imaps" : "imap", endpoint->host, endpoint->port);
  fmt::print("\nIf the store has none yet, curl can put them there (it asks for the passwords):\n");
  for (const auto& principal : profile.principals)
    for (const auto& resource : principal.resources) {
      fmt::print("  curl -k --ssl-reqd -u '{}' '{}' -X 'CREATE {}'\n", principal.user, url, resource.folder);
      fmt::print("  curl -k --ssl-reqd -u '{}' -T '{}/resources/{}-{}.eml' '{}{}'\n", principal.user, pki, principal.id,
                 resource.kind, url, resource.folder);
    }
}

// What the IUT is given: a store trusts the anchor for its clients, a client for its store.
void print_anchors(const run::Profile& profile, const std::string& pki) {
  const bool store = run::holds(profile, "mss");
  fmt::print("Give these to the IUT once; later runs use the same:\n");
  fmt::print("  {}/ca.pem      the anchor that it shall trust for {} certificates\n", pki, store ? "client" : "server");
  fmt::print("  {}/crl.pem     the revocation list of that anchor\n", pki);
  if (store) fmt::print("  {}/server.pem, server.key  a certificate that it may present itself\n", pki);
}

}  // namespace

int run_command(const Place& place, const RunArguments& given) {
  auto bench = linted_bench(place);
  if (!bench) return kUsage;
  RunArguments arguments = given;
  take_selector_for_profile(place, *bench, arguments);
  Progress progress;
  run::RunOptions options;
  options.profile = arguments.profile;
  options.selectors = arguments.selectors;
  options.out = arguments.out.empty() ? default_directory(place, arguments.profile) : arguments.out;
  options.programs = place.programs;
  options.op = operator_name(arguments.op);
  options.seed = arguments.seed;
  options.workers = arguments.workers;
  options.known = arguments.known;
  options.skip_check = arguments.skip_check;
  const Interruption interruption;
  options.interrupted = Interruption::requested;
  options.ask = ask_on_terminal(options.op);
  options.progress = [&](std::size_t done, std::size_t all, const std::string& what) { progress.show(done, all, what); };
  auto ended = run::run_suite(*bench, options);
  progress.clear();
  if (!ended) {
    print_errors(ended.error());
    return kUsage;
  }
  print_outcome(ended->judgement, ended->outcome);
  if (!make_reports(place, options.out)) return kHarness;
  fmt::print("report: {}/report.html\n", options.out);
  return static_cast<int>(ended->outcome.exit);
}

int check_command(const Place& place, const std::string& profile) {
  auto bench = linted_bench(place);
  if (!bench) return kUsage;
  run::RunOptions options;
  options.profile = profile;
  options.programs = place.programs;
  options.ask = ask_on_terminal(operator_name(""));
  auto lines = run::check_profile(*bench, options);
  if (!lines) {
    print_errors(lines.error());
    return kUsage;
  }
  bool all = true;
  for (const auto& line : *lines) {
    fmt::print("{:<5} {}\n", line.passed ? "ok" : "WRONG", line.what);
    if (!line.passed) fmt::print("      {}\n", visible(line.why));
    all = all && line.passed;
  }
  fmt::print("{}\n", all ? "the profile is fit for a run" : "mend the profile or the lab first; nothing here is a verdict on the IUT");
  return all ? 0 : kHarness;
}

int provision_command(const Place& place, const std::string& name) {
  auto bench = linted_bench(place);
  if (!bench) return kUsage;
  auto profile = run::load_profile(place.root, name, bench->catalogue);
  if (!profile) {
    print_errors(profile.error());
    return kUsage;
  }
  auto pki = run::provision(*profile, run::wall_clock() / 1'000'000'000);
  if (!pki) {
    print_errors({pki.error()});
    return kHarness;
  }
  print_anchors(*profile, pki->directory);
  for (const auto& principal : profile->principals) {
    fmt::print("Principal {}: user {}, address {}, certificate name {}\n", principal.id, principal.user, principal.address,
               principal.certificate_name);
    for (const auto& resource : principal.resources) {
      const std::string path = pki->directory + "/resources/" + principal.id + "-" + resource.kind + ".eml";
      std::error_code ignored;
      std::filesystem::create_directories(pki->directory + "/resources", ignored);
      auto written = run::write_file(path, run::resource_text(principal, resource), 0644);
      if (!written) {
        print_errors({written.error()});
        return kHarness;
      }
      fmt::print("  folder {} has to hold the message {} ({})\n", resource.folder, path, resource.kind);
    }
  }
  print_filling(*profile, pki->directory);
  return 0;
}

}  // namespace assay::cli
