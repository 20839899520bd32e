// The driver's part of TLS: what a connection is set up with, in either role.
#include <openssl/ssl.h>

#include "base/text.hpp"
#include "run/execution/driver.hpp"

namespace assay::run {
namespace {

// IANA names split into what OpenSSL takes for TLS 1.3 and for the versions before.
Result<void> set_suites(tls::Config& config, const std::string& names) {
  for (const auto& name : words(names)) {
    if (name.find("_WITH_") == std::string::npos) {
      config.cipher_suites += (config.cipher_suites.empty() ? "" : ":") + name;
      continue;
    }
    const std::string own = OPENSSL_cipher_name(name.c_str());
    if (own == "(NONE)") return failure("this TLS library has no suite '" + name + "'", "take it out of tls.suites");
    config.cipher_list += (config.cipher_list.empty() ? "" : ":") + own;
  }
  // What is not named is not offered: an empty half would stand for the library's defaults.
  if (config.cipher_list.empty() && !config.cipher_suites.empty()) config.minimum_version = "TLSv1.3";
  if (config.cipher_suites.empty() && !config.cipher_list.empty()) config.maximum_version = "TLSv1.2";
  return {};
}

}  // namespace

// The session of the actor's connection, or else of the one before.
std::shared_ptr<tls::Session> Driver::session_of(const std::string& actor) const {
  const auto channel = channels_.find(actor);
  if (channel != channels_.end() && channel->second->session()) return channel->second->session();
  const auto former = sessions_.find(actor);
  return former == sessions_.end() ? nullptr : former->second;
}

// What is unusual about the handshake: a fault, a session to resume, a fallback.
Result<void> Driver::set_handshake(tls::Config& config, const trace::Record& action) const {
  config.send_fallback = trace::attribute(action, "fallback") == "yes";
  const std::string fault = trace::attribute(action, "fault");
  if (!fault.empty() && fault != "none") {
    const auto found = environment_.faults.find(fault);
    if (found == environment_.faults.end()) return failure("there is no fault '" + fault + "'");
    config.handshake_faults.push_back(found->second);
  }
  // An IUT need not hand out sessions: without one the handshake is a full one, and tells so.
  config.resume = session_of(trace::attribute(action, "resume"));
  return {};
}

Result<tls::Config> Driver::tls_config(const trace::Record& action) {
  auto identity = environment_.certificates.get(trace::attribute(action, "certificate"));
  if (!identity) return tl::unexpected(identity.error());
  if (!identity->certificate_pem.empty()) {
    trace::Record made = event_of(action.channel, "certificate");
    made.kind = trace::Kind::evidence;
    made.data = identity->certificate_pem;
    arrived_.push_back(std::move(made));
  }
  tls::Config config;
  config.certificate_pem = identity->certificate_pem;
  config.key_pem = identity->key_pem;
  config.minimum_version = trace::attribute(action, "minimum-version");
  config.maximum_version = trace::attribute(action, "maximum-version");
  auto suites = set_suites(config, trace::attribute(action, "suites"));
  if (!suites) return tl::unexpected(suites.error());
  if (auto set = set_handshake(config, action); !set) return tl::unexpected(set.error());
  return config;
}

void Driver::start_tls(const trace::Record& action) {
  auto config = tls_config(action);
  if (!config) return harness_error(to_text(config.error()));
  config->server_name = environment_.server_name;
  config->trust_pem = environment_.server_trust_pem;
  // A tester looks at a wrong server, too: the result of the check is a fact, not an end.
  config->verify_peer = false;
  auto started = channels_.at(action.channel)->start_tls(*config);
  if (!started) harness_error(to_text(started.error()));
}

// The suite is the server: a certificate of the client is asked for where the case says so, and looked at only.
void Driver::accept_tls(const trace::Record& action) {
  auto config = tls_config(action);
  if (!config) return harness_error(to_text(config.error()));
  config->role = tls::Role::server;
  config->trust_pem = environment_.certificates.authority_pem();
  config->request_client_certificate = trace::attribute(action, "request-certificate") == "yes";
  // A client that asks for TLS twice is wrong; the harness is not.
  if (accepting_tls_.insert(action.channel).second) {
    auto started = channels_.at(action.channel)->start_tls(*config);
    if (!started) harness_error(to_text(started.error()));
  }
}

}  // namespace assay::run
