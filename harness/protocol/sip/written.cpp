// The spelling of credentials, parameter by parameter.
#include "protocol/sip/written.hpp"

#include <algorithm>
#include <cstdlib>
#include <set>
#include <vector>

#include "base/text.hpp"
#include "codec/sip/uri.hpp"
#include "crypto/http_digest.hpp"

namespace assay::protocol::sip {
namespace {

using assay::sip::Authentication;
using assay::sip::Parameter;

constexpr const char* kQuoted[] = {"username", "realm", "nonce", "uri", "response", "cnonce", "opaque"};
constexpr const char* kPlain[] = {"algorithm", "nc"};
constexpr std::size_t kDigitsOfCount = 8;

// LHEX of RFC 3261 25.1: the letters are small ones.
bool is_lhex(const std::string& text) { return text.find_first_not_of("0123456789abcdef") == std::string::npos; }

bool reads_well(const Parameter& parameter) {
  std::vector<assay::sip::Violation> violations;
  assay::sip::read_parameter(parameter.raw, {0, parameter.raw.size()}, violations);
  return violations.empty();
}

// 32 digits for MD5; else as many as the algorithm gives (RFC 8760 2.7). Of an unknown one any number is right.
bool has_its_digits(const Authentication& credentials, const std::string& response) {
  const auto algorithm = crypto::digest_algorithm(value_of(credentials.parameters, "algorithm"));
  if (!algorithm) return true;
  return response.size() == (algorithm->hash == crypto::DigestHash::md5 ? 32U : 64U);
}

bool is_right(const Authentication& credentials, const Parameter& parameter, bool in_quotes) {
  const std::string name = lower(parameter.name), value = parameter.value.value_or("");
  if (!parameter.value || parameter.quoted != in_quotes || !reads_well(parameter)) return false;
  if (name == "nc") return value.size() == kDigitsOfCount && is_lhex(value);
  if (name == "response") return is_lhex(value) && has_its_digits(credentials, value);
  return in_quotes || assay::sip::is_token(value);
}

// RFC 3261 7.3.1: no parameter comes more than once.
bool comes_twice(const Authentication& credentials, const char* name) {
  const auto& all = credentials.parameters;
  return std::count_if(all.begin(), all.end(),
                       [name](const Parameter& one) { return equal_ignoring_case(one.name, name); }) > 1;
}

std::vector<Authentication> all_of(const assay::sip::Message& request) {
  auto all = authentications(request, "Authorization");
  const auto more = authentications(request, "Proxy-Authorization");
  all.insert(all.end(), more.begin(), more.end());
  all.erase(std::remove_if(all.begin(), all.end(),
                           [](const auto& one) { return !equal_ignoring_case(one.scheme, "Digest"); }),
            all.end());
  return all;
}

}  // namespace

std::string misspelt(const Authentication& credentials) {
  std::vector<std::string> out;
  const auto look = [&](const char* name, bool in_quotes) {
    const Parameter* parameter = find(credentials.parameters, name);
    if (parameter && (comes_twice(credentials, name) || !is_right(credentials, *parameter, in_quotes)))
      out.push_back(name);
  };
  for (const char* name : kQuoted) look(name, true);
  for (const char* name : kPlain) look(name, false);
  if (comes_twice(credentials, "qop")) out.push_back("qop");
  return join(out, " ");
}

bool quotes_qop(const Authentication& credentials) {
  const Parameter* qop = find(credentials.parameters, "qop");
  return qop && qop->quoted;
}

std::string stated_for(const std::string& uri, const assay::sip::Message& request) {
  const auto stated = assay::sip::read_uri(uri).value;
  const auto asked = assay::sip::read_uri(request.request_uri).value;
  if (uri == request.request_uri || (stated.is_sip() && equal(stated, asked))) return "request";
  const auto is_host = [&stated](const assay::sip::Uri& one) {
    return stated.is_sip() && equal_ignoring_case(stated.host, one.host);
  };
  return is_host(asked) || is_host(address(request, "To").uri) ? "domain" : "elsewhere";
}

std::string NonceCounts::take(const assay::sip::Message& request) {
  if (request.method == "ACK" || request.method == "CANCEL") return {};
  const auto all = all_of(request);
  std::set<std::string> nonces;
  for (const auto& one : all) nonces.insert(value_of(one.parameters, "nonce"));
  for (const auto& nonce : nonces)
    if (uses_.count(nonce) || uses_.size() < kMost) ++uses_[nonce];
  if (all.empty()) return {};
  const std::string count = value_of(all.front().parameters, "nc");
  if (count.empty()) return {};
  char* end = nullptr;
  const std::uint64_t number = std::strtoull(count.c_str(), &end, 16);
  const auto uses = uses_.find(value_of(all.front().parameters, "nonce"));
  return *end == '\0' && uses != uses_.end() && number == uses->second ? "right" : "wrong";
}

}  // namespace assay::protocol::sip
