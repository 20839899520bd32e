// Setting up a reference from the profile `reference`.
#include "prove/instance.hpp"

#include <algorithm>

#include "reference/client/policy/defects.hpp"
#include "run/lab/iut.hpp"

namespace assay::prove {
namespace {

reference::ResourceKind kind_of(const std::string& kind) {
  if (kind == "session-history") return reference::ResourceKind::session_history;
  if (kind == "conversation-history") return reference::ResourceKind::conversation_history;
  if (kind == "media-object") return reference::ResourceKind::media_object;
  return reference::ResourceKind::message;
}

reference::Options options_of(const run::Profile& profile, const run::Pki& pki, const crypto::Identity& server) {
  reference::Options options;
  options.certificate_pem = server.certificate_pem;
  options.key_pem = server.key_pem;
  options.trust_pem = pki.authority.certificate_pem;
  options.crl_pem = pki.crl_pem;
  for (const auto& principal : profile.principals) {
    options.accounts.push_back({principal.user, principal.password, principal.address, principal.certificate_name});
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

bool is_of_client(const std::string& defect) {
  const auto all = reference::client_defects();
  return std::any_of(all.begin(), all.end(), [&](const auto& info) { return info.id == defect; });
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

}  // namespace

Result<std::unique_ptr<Instance>> Instance::start(net::Loop& loop, const run::Profile& profile, const run::Pki& pki,
                                                  const crypto::Identity& server, const std::vector<std::string>& defects) {
  auto instance = std::make_unique<Instance>();
  auto options = options_of(profile, pki, server);
  instance->client_ = client_of(profile, pki);
  for (const auto& defect : defects) (is_of_client(defect) ? instance->client_.defects : options.defects).push_back(defect);
  options.reached = [reached = instance->reached_](std::string_view hook) { reached->insert(std::string(hook)); };
  instance->client_.reached = options.reached;
  auto started = reference::Server::start(loop, std::move(options));
  if (!started) return tl::unexpected(started.error());
  instance->server_ = std::move(*started);
  return instance;
}

std::map<std::string, net::Address> Instance::endpoints() const {
  return {{"imap", {"127.0.0.1", server_->imap_port(), "127.0.0.2"}},
          {"imaps", {"127.0.0.1", server_->imaps_port(), "127.0.0.2"}}};
}

std::map<std::string, net::Address> Instance::offers() {
  return {{"client-imap", {"127.0.0.1", 0, ""}}, {"client-imaps", {"127.0.0.1", 0, ""}}};
}

run::MakeTrigger Instance::trigger(run::Certificates& certificates) const {
  return [this, &certificates](net::Loop& loop, const run::TriggerRequest& request,
                               std::function<void(run::TriggerEnd)> ended) -> Result<std::unique_ptr<run::Trigger>> {
    auto own = certificates.get("alice");
    if (!own) return tl::unexpected(own.error());
    auto options = client_;
    options.certificate_pem = own->certificate_pem;
    options.key_pem = own->key_pem;
    return act(loop, std::move(options), request, std::move(ended));
  };
}

std::set<std::string> Instance::take_reached() { return std::exchange(*reached_, {}); }

}  // namespace assay::prove
