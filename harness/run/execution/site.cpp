// Setting up the place of a run.
#include "run/execution/site.hpp"

#include <stdlib.h>

#include <chrono>
#include <ctime>
#include <filesystem>

#include "base/file.hpp"
#include "net/port.hpp"

namespace assay::run {

std::int64_t wall_clock() {
  return std::chrono::duration_cast<std::chrono::nanoseconds>(std::chrono::system_clock::now().time_since_epoch()).count();
}

std::string timestamp(std::int64_t nanoseconds) {
  const std::time_t seconds = static_cast<std::time_t>(nanoseconds / 1'000'000'000);
  std::tm parts{};
  gmtime_r(&seconds, &parts);
  char text[32];
  std::strftime(text, sizeof text, "%Y-%m-%dT%H:%M:%SZ", &parts);
  return text;
}

Result<std::unique_ptr<Site>> Site::open(const Bench& bench, const Profile& profile, const std::string& programs,
                                         AskOperator ask) {
  std::unique_ptr<Site> site(new Site(profile));
  auto pki = provision(profile, wall_clock() / 1'000'000'000);
  if (!pki) return tl::unexpected(pki.error());
  site->pki_ = *pki;
  std::string pattern = (std::filesystem::temp_directory_path() / "assay-XXXXXX").string();
  if (!::mkdtemp(pattern.data())) return failure("cannot make a scratch folder " + pattern, "is there room in it?");
  site->scratch_ = pattern;
  // An IUT that drops its privileges has to get at its part of it.
  std::filesystem::permissions(pattern, std::filesystem::perms(0711));
  site->certificates_ = std::make_unique<Certificates>(profile, site->pki_, wall_clock() / 1'000'000'000);
  site->iut_ = std::make_unique<Iut>(profile, site->pki_, pattern, programs);
  site->environment_.reset(new Environment{site->loop_, {}, *site->certificates_, bench.faults, {}, {}, {}, wall_clock, {}});
  Environment& environment = *site->environment_;
  environment.trigger = make_trigger({profile, site->pki_, *site->certificates_, *site->iut_, pattern, programs, std::move(ask)});
  for (const auto& endpoint : profile.endpoints) {
    if (!is_offer(endpoint.name)) continue;
    auto host = net::numeric_host(endpoint.host);
    if (!host) return tl::unexpected(host.error());
    environment.offers[endpoint.name] = {*host, static_cast<std::uint16_t>(endpoint.port), ""};
  }
  environment.server_name = profile.answer("tls.server-name");
  const std::string anchor = profile.answer("tls.trust-anchor");
  if (!anchor.empty()) {
    auto pem = read_file(anchor.front() == '/' ? anchor : profile.directory + "/" + anchor);
    if (!pem) return failure(pem.error().what, "tls.trust-anchor names a file of the profile");
    environment.server_trust_pem = *pem;
  }
  environment.rate = std::make_shared<ConnectRate>(std::strtod(profile.answer("load.per-second").c_str(), nullptr));
  return site;
}

Site::~Site() {
  if (iut_) iut_->stop();
  std::error_code ignored;
  if (!scratch_.empty()) std::filesystem::remove_all(scratch_, ignored);
}

Result<void> Site::start() {
  auto started = iut_->start();
  if (started) environment_->endpoints = iut_->endpoints();
  for (const auto& [name, address] : environment_->endpoints)
    if (is_own(name)) environment_->offers[name] = {address.host, address.port, ""};
  ++environment_->instance;
  return started;
}

Result<bool> Site::keep_running() {
  if (iut_->running()) return false;
  iut_->stop();
  auto started = start();
  if (!started) return tl::unexpected(started.error());
  return true;
}

}  // namespace assay::run
