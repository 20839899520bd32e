// Setting up a reference from the profile `reference`.
#include "prove/instance.hpp"

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

}  // namespace

Result<std::unique_ptr<Instance>> Instance::start(net::Loop& loop, const run::Profile& profile, const run::Pki& pki,
                                                  const crypto::Identity& server, const std::vector<std::string>& defects) {
  auto instance = std::make_unique<Instance>();
  auto options = options_of(profile, pki, server);
  options.defects = defects;
  options.reached = [reached = instance->reached_](std::string_view hook) { reached->insert(std::string(hook)); };
  auto started = reference::Server::start(loop, std::move(options));
  if (!started) return tl::unexpected(started.error());
  instance->server_ = std::move(*started);
  return instance;
}

std::map<std::string, net::Address> Instance::endpoints() const {
  return {{"imap", {"127.0.0.1", server_->imap_port(), "127.0.0.2"}},
          {"imaps", {"127.0.0.1", server_->imaps_port(), "127.0.0.2"}}};
}

std::set<std::string> Instance::take_reached() { return std::exchange(*reached_, {}); }

}  // namespace assay::prove
