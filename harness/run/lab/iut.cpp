// Starting, awaiting and stopping an IUT. What its start command finds in its environment is
// documented in README.md.
#include "run/lab/iut.hpp"

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <filesystem>

#include "base/file.hpp"
#include "base/text.hpp"
#include "net/loop.hpp"
#include "net/port.hpp"
#include "run/lab/addresses.hpp"

namespace assay::run {
namespace {

namespace fs = std::filesystem;

// Nobody holds a port that was found free, so the next look may find the same one again.
std::uint16_t choose_port(const std::string& endpoint, const std::string& host,
                          const std::map<std::string, net::Address>& chosen) {
  std::uint16_t port = 0;
  for (int attempt = 0; attempt < 100; ++attempt) {
    port = is_datagram(endpoint) ? net::free_datagram_port(host) : net::free_port(host);
    if (std::none_of(chosen.begin(), chosen.end(), [&](const auto& one) { return one.second.port == port; })) break;
  }
  return port;
}

}  // namespace

std::string variable_name(const std::string& name) {
  std::string out = name;
  for (char& c : out) c = c == '-' ? '_' : static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
  return out;
}

// A CPM object as a message; the marker stands in its body and nowhere else.
std::string resource_text(const Principal& principal, const Resource& resource) {
  return "From: <" + principal.address + ">\r\nTo: <" + principal.address + ">\r\nSubject: assay " + resource.kind +
         "\r\nDate: Thu, 01 Jan 2026 00:00:00 +0000\r\nMessage-ID: <" + resource.marker +
         "@assay.invalid>\r\nMIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n" + resource.marker + "\r\n";
}

Iut::Iut(const Profile& profile, const Pki& pki, std::string scratch, std::string programs)
    : profile_(profile), pki_(pki), scratch_(std::move(scratch)), programs_(std::move(programs)) {}

Iut::~Iut() { stop(); }

Result<void> Iut::resolve() {
  endpoints_.clear();
  for (const auto& endpoint : profile_.endpoints) {
    // There the suite listens, not the IUT.
    if (is_offer(endpoint.name)) continue;
    auto host = net::numeric_host(endpoint.host);
    if (!host) return tl::unexpected(host.error());
    net::Address address{*host, static_cast<std::uint16_t>(endpoint.port), source_for(profile_, *host)};
    if (address.port == 0) address.port = choose_port(endpoint.name, *host, endpoints_);
    endpoints_[endpoint.name] = address;
  }
  return {};
}

// Accounts and resources as files, for start commands that make them from these.
Result<void> Iut::prepare() {
  std::error_code failed;
  fs::create_directories(scratch_ + "/resources", failed);
  if (failed) return failure("cannot make " + scratch_ + ": " + failed.message());
  std::string accounts, resources;
  for (const auto& principal : profile_.principals) {
    accounts += principal.user + "\t" + principal.password + "\t" + principal.address + "\t" + principal.certificate_name + "\n";
    for (const auto& resource : principal.resources) {
      const std::string path = scratch_ + "/resources/" + principal.id + "-" + resource.kind + ".eml";
      auto written = write_file(path, resource_text(principal, resource), 0644);
      if (!written) return written;
      resources += resource.kind + "\t" + principal.user + "\t" + resource.folder + "\t" + path + "\n";
    }
  }
  auto written = write_file(scratch_ + "/accounts.tsv", accounts, 0600);
  if (!written) return written;
  return write_file(scratch_ + "/resources.tsv", resources, 0600);
}

std::map<std::string, std::string> Iut::environment() const {
  const char* path = std::getenv("PATH");
  std::map<std::string, std::string> out{{"ASSAY_SCRATCH", scratch_},
                                         {"ASSAY_PKI", pki_.directory},
                                         {"ASSAY_ACCOUNTS", scratch_ + "/accounts.tsv"},
                                         {"ASSAY_RESOURCES", scratch_ + "/resources.tsv"},
                                         {"ASSAY_POLICY", profile_.answer("policy.tls")},
                                         {"ASSAY_CONFIGURATION", profile_.configuration},
                                         {"ASSAY_SIP_DOMAIN", profile_.answer("sip.domain")},
                                         {"PATH", programs_ + ":" + (path ? path : "/usr/sbin:/usr/bin:/sbin:/bin")}};
  for (const auto& [name, address] : endpoints_) {
    if (!is_own(name)) out["ASSAY_HOST"] = address.host;
    out["ASSAY_HOST_" + variable_name(name)] = address.host;
    out["ASSAY_PORT_" + variable_name(name)] = std::to_string(address.port);
  }
  return out;
}

std::string Iut::end_of_log() const {
  const auto log = read_file(scratch_ + "/iut.log");
  if (!log) return {};
  const std::string end = log->size() > 600 ? log->substr(log->size() - 600) : *log;
  return end.empty() ? std::string() : "; its log ends: " + escape(end);
}

// Nobody but the suite stands where the suite stands.
bool Iut::is_ready(const std::string& endpoint, const net::Address& address) const {
  const auto& named = profile_.ready;
  const bool asked = named.empty() || std::find(named.begin(), named.end(), endpoint) != named.end();
  if (is_own(endpoint) || !asked) return true;
  return is_datagram(endpoint) ? net::takes_datagrams(address) : net::accepts(address);
}

std::vector<std::string> Iut::silent() const {
  std::vector<std::string> names;
  for (const auto& [name, address] : endpoints_)
    if (!is_ready(name, address)) names.push_back(name);
  return names;
}

// Says which endpoints nobody answers at, and where the first of them stands in the profile.
Error Iut::not_ready(const std::vector<std::string>& endpoints) const {
  std::string what = "the IUT '" + profile_.name + "' does not answer at ";
  for (const auto& name : endpoints) {
    const auto& address = endpoints_.at(name);
    const bool v6 = address.host.find(':') != std::string::npos;
    what += (name == endpoints.front() ? "'" : ", '") + name + "' (" + (v6 ? "[" + address.host + "]" : address.host) +
            ":" + std::to_string(address.port) + (is_datagram(name) ? ", UDP" : ", TCP") +
            (address.source.empty() ? ")" : ", from " + address.source + ")");
  }
  const std::string way_out =
      profile_.already_running
          ? "is it started, and is the endpoint right?"
          : "is the endpoint right? Give more ready-seconds, or name in ready=\"…\" what it does take";
  return {what + end_of_log(), way_out, profile_.endpoint(endpoints.front())->where};
}

Result<void> Iut::await() {
  const auto limit = std::chrono::steady_clock::now() + std::chrono::seconds(profile_.ready_seconds);
  net::Loop loop;
  for (;;) {
    const auto awaited = silent();
    if (awaited.empty()) return {};
    if (process_ && !process_->running())
      return failure("the IUT '" + profile_.name + "' ended while it was awaited" + end_of_log(), "run its start command by hand");
    if (std::chrono::steady_clock::now() > limit || profile_.already_running) return tl::unexpected(not_ready(awaited));
    // The interval between two probes is a timer, not a guess at readiness.
    bool due = false;
    loop.after(std::chrono::milliseconds(10), [&due] { due = true; });
    while (!due) loop.run_one(std::chrono::milliseconds(50));
  }
}

Result<void> Iut::start() {
  auto resolved = resolve();
  if (!resolved) return resolved;
  if (profile_.start.empty()) return await();
  auto prepared = prepare();
  if (!prepared) return prepared;
  auto process = net::Process::start({profile_.start, profile_.directory, environment()}, scratch_ + "/iut.log");
  if (!process) return tl::unexpected(process.error());
  process_ = std::move(*process);
  return await();
}

void Iut::stop() {
  if (process_) process_->stop(std::chrono::seconds(3));
  process_.reset();
}

bool Iut::running() { return !process_ || process_->running(); }

std::string Iut::version(std::string& source) const {
  if (profile_.version_command.empty()) {
    source = "asked of the operator";
    return profile_.version;
  }
  source = "read by: " + profile_.version_command;
  auto result = net::run_command({profile_.version_command, profile_.directory, environment()}, std::chrono::seconds(10));
  if (!result || result->exit_status != 0) return "not known: the version command failed";
  const auto lines = split(std::string(trim(result->output)), '\n');
  return escape(lines.front());
}

}  // namespace assay::run
