// The names of values and certificates, as tables.
#include "run/lab/case_names.hpp"

#include <array>

#include "run/lab/pki.hpp"
#include "run/lab/profile.hpp"

namespace assay::run {
namespace {

constexpr std::array kPrincipals{"alice", "bob"};
constexpr std::array kOfPrincipal{"user", "password", "address", "secure-address"};
constexpr std::array kResources{"message", "session-history", "conversation-history", "media-object"};
constexpr std::array kOfResource{"folder", "marker"};

void add_principal(const std::string& principal, language::Names& names) {
  names.principals.insert(principal);
  for (const auto& [what, wrong] : wrong_passwords("")) names.values.insert(principal + "." + what);
  for (const std::string what : kOfPrincipal) names.values.insert(principal + "." + what);
  for (const std::string kind : kResources)
    for (const std::string what : kOfResource) names.values.insert(principal + "." + kind + "." + what);
}

}  // namespace

language::Names case_names(const catalogue::Catalogue& catalogue) {
  language::Names names;
  for (const char* principal : kPrincipals) add_principal(principal, names);
  for (const auto& question : catalogue.ixit()) names.values.insert(question.id);
  names.choices["store.entry"] = {"imaps", "starttls"};
  names.choices["client.entry"] = {"imaps", "starttls"};
  names.choices["sip.entry"] = {"udp", "tcp", "tls"};
  names.choices["sip.clear-entry"] = {"udp", "tcp"};
  names.choices["rights.how"] = {"imap-acl", "command", "operator"};
  names.values.insert("source.host");
  names.values.insert("suite-core.host");
  names.values.insert("sip.registrar");
  names.values.insert("sip.registration-over");
  names.values.insert("fresh.marker");
  names.values.insert("fresh.folder");
  names.own_certificates.insert({"server", "core"});
  for (const auto& [name, values] : names.choices) names.values.insert(name);
  names.certificate_problems.insert(Certificates::problems().begin(), Certificates::problems().end());
  return names;
}

}  // namespace assay::run
