// Reads SIP domain identities out of alternative names.
#include "crypto/sip_domains.hpp"

#include <algorithm>

#include "base/text.hpp"
#include "crypto/subject.hpp"

namespace assay::crypto {
namespace {

constexpr std::string_view kSip = "uri:sip:";
constexpr std::string_view kDns = "dns:";

bool begins(std::string_view text, std::string_view lower_case) {
  return text.size() >= lower_case.size() && equal_ignoring_case(text.substr(0, lower_case.size()), lower_case);
}

// The host part of what follows "sip:"; empty if it names a user.
std::string host_of(std::string_view rest) {
  if (rest.find('@') != std::string_view::npos) return {};
  std::string_view host = rest.substr(0, rest.find_first_of(";?"));
  const auto colon = host.rfind(':');
  const bool port = colon != std::string_view::npos && host.find(']', colon) == std::string_view::npos;
  return std::string(port ? host.substr(0, colon) : host);
}

bool is_dns_name(const std::string& text) {
  const auto* letters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-.";
  return !text.empty() && text.front() != '.' && text.find_first_not_of(letters) == std::string::npos;
}

std::vector<std::string> from_alternative_names(X509* certificate) {
  std::vector<std::string> uris;
  std::vector<std::string> dns;
  for (const auto& name : alternative_names(certificate)) {
    if (begins(name, kDns)) dns.push_back(name.substr(kDns.size()));
    if (!begins(name, kSip)) continue;
    auto host = host_of(std::string_view(name).substr(kSip.size()));
    if (!host.empty()) uris.push_back(std::move(host));
  }
  return uris.empty() ? dns : uris;
}

}  // namespace

std::vector<std::string> sip_domains(X509* certificate) {
  if (X509_get_ext_by_NID(certificate, NID_subject_alt_name, -1) >= 0) return from_alternative_names(certificate);
  const std::string name = common_name(certificate);
  return is_dns_name(name) ? std::vector<std::string>{name} : std::vector<std::string>{};
}

bool bears_sip_domain(X509* certificate, std::string_view domain) {
  const auto domains = sip_domains(certificate);
  return std::any_of(domains.begin(), domains.end(),
                     [&](const std::string& one) { return equal_ignoring_case(one, domain); });
}

}  // namespace assay::crypto
