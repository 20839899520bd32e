// Reading challenges and credentials.
#include "protocol/sip/authentication.hpp"

#include <algorithm>

#include "base/text.hpp"
#include "protocol/sip/written.hpp"

namespace assay::protocol::sip {
namespace {

using assay::sip::Authentication;
using assay::sip::Header;
using assay::sip::Message;
using assay::sip::value_of;
using language::Item;

void add(Item& item, const std::string& name, const std::string& value) {
  if (!value.empty()) item.fields.push_back({name, value, 0, 0});
}

// One header of authentication and what it says.
struct Instance {
  const Header* header;
  Authentication said;
  bool by_digest() const { return equal_ignoring_case(said.scheme, "Digest"); }
};

// Those of either name, in the order in which they stand in the message.
std::vector<Instance> instances(const Message& message, std::string_view one, std::string_view other) {
  std::vector<Instance> out;
  for (const auto& header : message.headers)
    if (header.canonical == one || header.canonical == other)
      out.push_back({&header, assay::sip::read_authentication(header.value).value});
  return out;
}

std::vector<Instance> credentials_of(const Message& message) { return instances(message, "Authorization", "Proxy-Authorization"); }

// A client of IMS names itself before it has seen a challenge, with nothing to prove it by (3GPP TS 24.229 5.1.1.2).
bool is_bare_name(const Instance& one) {
  const auto& said = one.said.parameters;
  return one.by_digest() && !value_of(said, "username").empty() && value_of(said, "nonce").empty() && value_of(said, "response").empty();
}

std::string schemes_of(const std::vector<Instance>& all) {
  std::vector<std::string> out;
  for (const auto& one : all) out.push_back(join(words(one.said.scheme), "_"));
  return join(out, " ");
}

bool can_be_answered(const Instance& challenge) {
  const auto& parameters = challenge.said.parameters;
  return challenge.by_digest() && crypto::digest_algorithm(value_of(parameters, "algorithm")).has_value();
}

void add_answerable(Item& item, const Instance& challenge) {
  const auto& parameters = challenge.said.parameters;
  add(item, "challenge", challenge.header->canonical + ": " + challenge.header->value);
  add(item, "realm", value_of(parameters, "realm"));
  add(item, "nonce", value_of(parameters, "nonce"));
  add(item, "stale", equal_ignoring_case(value_of(parameters, "stale"), "true") ? "yes" : "no");
}

}  // namespace

void add_challenges(Item& item, const Message& message) {
  const auto all = instances(message, "WWW-Authenticate", "Proxy-Authenticate");
  if (all.empty()) return;
  add(item, "schemes", schemes_of(all));
  std::vector<std::string> algorithms;
  bool lacks_qop = false;
  for (const auto& one : all) {
    if (!one.by_digest()) continue;
    const std::string algorithm = value_of(one.said.parameters, "algorithm");
    algorithms.push_back(algorithm.empty() ? "MD5" : join(words(algorithm), "_"));
    lacks_qop = lacks_qop || value_of(one.said.parameters, "qop").empty();
  }
  add(item, "algorithms", join(algorithms, " "));
  add(item, "lacks-qop", lacks_qop ? "yes" : "no");
  const auto usable = std::find_if(all.begin(), all.end(), can_be_answered);
  if (usable != all.end()) add_answerable(item, *usable);
}

void add_credentials(Item& item, const Message& message) {
  const auto all = credentials_of(message);
  add(item, "credentials", std::all_of(all.begin(), all.end(), is_bare_name) ? "no" : "yes");
  add(item, "schemes", schemes_of(all));
  const auto digest = std::find_if(all.begin(), all.end(), [](const auto& one) { return one.by_digest(); });
  if (digest == all.end()) return;
  const auto& parameters = digest->said.parameters;
  for (const char* name : {"username", "realm", "nonce", "algorithm", "qop", "nc", "cnonce", "opaque"})
    add(item, name, value_of(parameters, name));
  add(item, "credentials-uri", value_of(parameters, "uri"));
  add(item, "credentials-for", stated_for(value_of(parameters, "uri"), message));
  add(item, "misspelt", misspelt(digest->said));
  add(item, "quotes-qop", quotes_qop(digest->said) ? "yes" : "no");
  add(item, "credentials-header", digest->header->canonical);
}

std::optional<crypto::DigestInput> digest_of(const Message& request) {
  for (const auto& one : credentials_of(request)) {
    if (!one.by_digest()) continue;
    const auto& said = one.said.parameters;
    const auto algorithm = crypto::digest_algorithm(value_of(said, "algorithm"));
    if (!algorithm) continue;
    crypto::DigestInput input;
    input.algorithm = *algorithm;
    input.username = value_of(said, "username");
    input.realm = value_of(said, "realm");
    input.method = request.method;
    input.uri = value_of(said, "uri");
    input.nonce = value_of(said, "nonce");
    input.qop = value_of(said, "qop");
    input.nonce_count = value_of(said, "nc");
    input.cnonce = value_of(said, "cnonce");
    input.body = request.body;
    return input;
  }
  return std::nullopt;
}

bool proves(const std::string& password, const Item& item) {
  const Message request = assay::sip::read_datagram(item.octets);
  auto input = digest_of(request);
  if (!input) return false;
  input->password = password;
  const std::string right = crypto::digest_response(*input);
  const auto all = credentials_of(request);
  return std::any_of(all.begin(), all.end(), [&](const Instance& one) {
    return one.by_digest() && crypto::same_digest(right, lower(value_of(one.said.parameters, "response")));
  });
}

}  // namespace assay::protocol::sip
