// Setting up a reference from the profile `reference`.
#include "prove/instance.hpp"

#include <algorithm>

#include "base/file.hpp"
#include "net/port.hpp"
#include "reference/client/policy/defects.hpp"
#include "reference/sip/defects.hpp"
#include "reference/sip_client/policy/defects.hpp"
#include "run/execution/site.hpp"
#include "run/lab/iut.hpp"

namespace assay::prove {
namespace {

// The suite's own addresses; the second is that of the core whom the Conversation Server trusts.
constexpr const char* kSource = "127.0.0.2";
constexpr const char* kSuiteCore = "127.0.0.4";

reference::ResourceKind kind_of(const std::string& kind) {
  if (kind == "session-history") return reference::ResourceKind::session_history;
  if (kind == "conversation-history") return reference::ResourceKind::conversation_history;
  if (kind == "media-object") return reference::ResourceKind::media_object;
  return reference::ResourceKind::message;
}

reference::TransportPolicy transport_of(const std::string& answer) {
  if (answer == "allow") return reference::TransportPolicy::allow;
  return answer == "forbid" ? reference::TransportPolicy::forbid : reference::TransportPolicy::require;
}

std::vector<reference::Account> accounts_of(const run::Profile& profile) {
  std::vector<reference::Account> out;
  for (const auto& principal : profile.principals)
    out.push_back({principal.user, principal.password, principal.address, principal.certificate_name});
  reference::add_member(out, reference::kUsualMember);
  return out;
}

Result<crypto::Identity> identity_of(const run::Pki& pki, const std::string& name) {
  auto certificate = run::read_file(pki.directory + "/" + name + ".pem");
  auto key = run::read_file(pki.directory + "/" + name + ".key");
  if (!certificate || !key) return tl::unexpected((certificate ? key : certificate).error());
  return crypto::Identity{*certificate, *key};
}

bool is_one_of(const std::vector<reference::DefectInfo>& all, const std::string& defect) {
  return std::any_of(all.begin(), all.end(), [&](const auto& info) { return info.id == defect; });
}

reference::Options options_of(const run::Profile& profile, const run::Pki& pki, const crypto::Identity& server) {
  reference::Options options;
  options.certificate_pem = server.certificate_pem;
  options.key_pem = server.key_pem;
  options.trust_pem = pki.authority.certificate_pem;
  options.crl_pem = pki.crl_pem;
  options.accounts = accounts_of(profile);
  options.transport = transport_of(profile.answer("policy.tls"));
  for (const auto& principal : profile.principals) {
    for (const auto& resource : principal.resources)
      options.resources.push_back(
          {kind_of(resource.kind), principal.user, resource.folder, run::resource_text(principal, resource)});
  }
  return options;
}

// A Principal's client whose user asks for protection.
reference::ClientOptions client_of(const run::Profile& profile, const run::Pki& pki) {
  reference::ClientOptions options;
  options.server_name = profile.answer("client.server-name");
  options.trust_pem = pki.authority.certificate_pem;
  options.crl_pem = pki.crl_pem;
  for (const auto& principal : profile.principals) {
    if (principal.id != "alice") continue;
    options.user = principal.user;
    options.password = principal.password;
  }
  return options;
}

// A user's CPM Client.
reference::SipClientOptions sip_client_of(const run::Profile& profile, const run::Pki& pki) {
  reference::SipClientOptions options;
  options.domain = profile.answer("sip.domain");
  options.trust_pem = pki.authority.certificate_pem;
  options.crl_pem = pki.crl_pem;
  for (const auto& principal : profile.principals) {
    if (principal.id != "alice") continue;
    options.user = principal.user;
    options.password = principal.password;
    options.address = principal.address;
  }
  return options;
}

class ClientTrigger : public run::Trigger {
 public:
  explicit ClientTrigger(std::unique_ptr<reference::Client> client) : client_(std::move(client)) {}

 private:
  std::unique_ptr<reference::Client> client_;
};

Result<std::unique_ptr<run::Trigger>> act(net::Loop& loop, reference::ClientOptions options, const run::TriggerRequest& request,
                                          std::function<void(run::TriggerEnd)> ended) {
  options.host = request.host;
  options.port = request.port;
  options.entry = request.entry == "imaps" ? reference::client::Entry::imaps : reference::client::Entry::starttls;
  auto client = reference::Client::start(loop, std::move(options), [ended](const reference::ClientResult& result) {
    ended({{{"by", "command"}, {"status", std::to_string(result.exit_status)}}, result.output});
  });
  if (!client) return tl::unexpected(client.error());
  return std::unique_ptr<run::Trigger>(std::make_unique<ClientTrigger>(std::move(*client)));
}

// What the operator's command does to the store has no way back: it is done by the time that it is told.
Result<std::unique_ptr<run::Trigger>> set_rights(net::Loop& loop, reference::Server& server, const run::TriggerRequest& request,
                                                 const std::function<void(run::TriggerEnd)>& ended) {
  const auto& told = request.arguments;
  const bool done = server.set_rights(told.at("owner"), told.at("folder"), told.at("user"), told.at("rights") == "read" ? "lr" : "");
  loop.post([ended, done] { ended({{{"by", "command"}, {"status", done ? "0" : "1"}}, {}}); });
  return std::make_unique<run::Trigger>();
}

class SipClientTrigger : public run::Trigger {
 public:
  explicit SipClientTrigger(std::unique_ptr<reference::SipClient> client) : client_(std::move(client)) {}

 private:
  std::unique_ptr<reference::SipClient> client_;
};

Result<std::unique_ptr<run::Trigger>> act_by_sip(net::Loop& loop, reference::SipClientOptions options,
                                                 const run::TriggerRequest& request,
                                                 std::function<void(run::TriggerEnd)> ended) {
  using reference::sip_client::Transport;
  options.host = request.host;
  options.port = request.port;
  options.transport = request.entry == "tls" ? Transport::tls : request.entry == "tcp" ? Transport::tcp : Transport::udp;
  if (request.action == "message") options.recipient = "sip:bob@" + options.domain;
  auto client = reference::SipClient::start(loop, std::move(options), [ended](const reference::ClientResult& result) {
    ended({{{"by", "command"}, {"status", std::to_string(result.exit_status)}}, result.output});
  });
  if (!client) return tl::unexpected(client.error());
  return std::unique_ptr<run::Trigger>(std::make_unique<SipClientTrigger>(std::move(*client)));
}

}  // namespace

std::vector<reference::DefectInfo> all_defects() {
  auto all = reference::defects();
  for (const auto& more : {reference::client_defects(), reference::sip_core_defects(), reference::conversation_defects(),
                           reference::sip_client_defects(), reference::sip_client_variants()})
    all.insert(all.end(), more.begin(), more.end());
  return all;
}

Result<std::unique_ptr<Instance>> Instance::start(net::Loop& loop, const run::Profile& profile, const run::Pki& pki,
                                                  const std::vector<std::string>& defects) {
  auto instance = std::make_unique<Instance>();
  auto server = identity_of(pki, "server");
  if (!server) return tl::unexpected(server.error());
  auto options = options_of(profile, pki, *server);
  instance->client_ = client_of(profile, pki);
  instance->sip_client_ = sip_client_of(profile, pki);
  for (const auto& defect : defects) {
    if (is_one_of(reference::client_defects(), defect)) instance->client_.defects.push_back(defect);
    else if (is_one_of(reference::sip_client_defects(), defect) || is_one_of(reference::sip_client_variants(), defect))
      instance->sip_client_.defects.push_back(defect);
    else if (is_one_of(reference::sip_core_defects(), defect)) instance->core_defects_.push_back(defect);
    else if (is_one_of(reference::conversation_defects(), defect)) instance->conversation_defects_.push_back(defect);
    else
      options.defects.push_back(defect);
  }
  options.reached = [reached = instance->reached_](std::string_view hook) { reached->insert(std::string(hook)); };
  instance->client_.reached = instance->sip_client_.reached = options.reached;
  auto started = reference::Server::start(loop, std::move(options));
  if (!started) return tl::unexpected(started.error());
  instance->server_ = std::move(*started);
  if (auto sip = instance->start_sip(loop, profile, pki); !sip) return tl::unexpected(sip.error());
  return instance;
}

// A profile without a domain has nothing that speaks SIP.
Result<void> Instance::start_sip(net::Loop& loop, const run::Profile& profile, const run::Pki& pki) {
  if (profile.answer("sip.domain").empty()) return {};
  auto identity = identity_of(pki, "sip");
  if (!identity) return tl::unexpected(identity.error());
  const auto reached = [reached = reached_](std::string_view hook) { reached->insert(std::string(hook)); };
  const auto clock = [passed = passed_] {
    return (run::wall_clock() / 1'000'000 + passed->count()) / 1000;
  };
  reference::SipCoreOptions core;
  core.domain = profile.answer("sip.domain");
  core.certificate_pem = identity->certificate_pem;
  core.key_pem = identity->key_pem;
  core.trust_pem = pki.authority.certificate_pem;
  core.accounts = accounts_of(profile);
  core.defects = core_defects_;
  core.reached = reached;
  core.clock = clock;
  auto started = reference::SipCore::start(loop, std::move(core));
  if (!started) return tl::unexpected(started.error());
  core_ = std::move(*started);
  suite_core_port_ = net::free_datagram_port(kSuiteCore);
  reference::ConversationServerOptions conversation;
  conversation.domain = profile.answer("sip.domain");
  conversation.core = {kSuiteCore, suite_core_port_, ""};
  conversation.defects = conversation_defects_;
  conversation.reached = reached;
  auto talking = reference::ConversationServer::start(loop, std::move(conversation));
  if (!talking) return tl::unexpected(talking.error());
  conversation_ = std::move(*talking);
  return {};
}

std::map<std::string, net::Address> Instance::endpoints() const {
  std::map<std::string, net::Address> all{{"imap", {"127.0.0.1", server_->imap_port(), kSource}},
                                          {"imaps", {"127.0.0.1", server_->imaps_port(), kSource}}};
  if (!core_) return all;
  all["sip-udp"] = {"127.0.0.1", core_->udp_port(), kSource};
  all["sip-tcp"] = {"127.0.0.1", core_->tcp_port(), kSource};
  all["sip-tls"] = {"127.0.0.1", core_->tls_port(), kSource};
  all["conversation-udp"] = {"127.0.0.1", conversation_->port(), kSource};
  return all;
}

std::map<std::string, net::Address> Instance::offers() const {
  return {{"client-imap", {"127.0.0.1", 0, ""}},     {"client-imaps", {"127.0.0.1", 0, ""}},
          {"client-sip-udp", {"127.0.0.1", 0, ""}},  {"client-sip-tcp", {"127.0.0.1", 0, ""}},
          {"client-sip-tls", {"127.0.0.1", 0, ""}},  {"suite-core-udp", {kSuiteCore, suite_core_port_, ""}}};
}

run::MakeTrigger Instance::trigger(run::Certificates& certificates) const {
  return [this, &certificates](net::Loop& loop, const run::TriggerRequest& request,
                               std::function<void(run::TriggerEnd)> ended) -> Result<std::unique_ptr<run::Trigger>> {
    if (request.action == "set-rights") return set_rights(loop, *server_, request, ended);
    auto own = certificates.get("alice");
    if (!own) return tl::unexpected(own.error());
    if (request.action != "fetch") return act_by_sip(loop, sip_client_, request, std::move(ended));
    auto options = client_;
    options.certificate_pem = own->certificate_pem;
    options.key_pem = own->key_pem;
    return act(loop, std::move(options), request, std::move(ended));
  };
}

std::set<std::string> Instance::take_reached() { return std::exchange(*reached_, {}); }

}  // namespace assay::prove
