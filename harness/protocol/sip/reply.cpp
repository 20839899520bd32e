// Responses made from what they answer.
#include "protocol/sip/reply.hpp"

#include <cstdlib>

#include <fmt/format.h>

#include "base/text.hpp"
#include "codec/sip/writer.hpp"
#include "protocol/sip/authentication.hpp"
#include "protocol/sip/request.hpp"
#include "protocol/sip/text.hpp"

namespace assay::protocol::sip {
namespace {

using assay::sip::Draft;
using assay::sip::Message;
using language::Element;
using language::EncodeContext;

std::string field_of(const language::Item& item, const std::string& name) {
  const auto* field = item.field(name);
  return field ? field->value : std::string();
}

std::string host_of(const std::string& address) { return address.substr(0, address.rfind(':')); }

// RFC 3261 18.2.2, RFC 3581 4: to the address that the datagram came from, at the port that the Via names or asks for.
std::string way_back(const Message& request, const std::string& remote) {
  const auto all = vias(request);
  if (all.empty() || remote.empty() || all.front().rport()) return remote;
  return host_of(remote) + ":" + all.front().port.value_or("5060");
}

std::string reason_of(int code) {
  switch (code) {
    case 200: return "OK";
    case 202: return "Accepted";
    case 401: return "Unauthorized";
    case 403: return "Forbidden";
    case 407: return "Proxy Authentication Required";
    case 486: return "Busy Here";
    default: return code < 300 ? "Success" : "Failure";
  }
}

void add(Draft& draft, const std::string& name, const std::string& value) {
  if (!find_header(draft, name)) draft.headers.push_back({name, value});
}

// What was asked to be bound, with the time that was asked for (RFC 3261 10.3, step 8).
void add_bindings(Draft& draft, const Message& request) {
  if (find_header(draft, "Contact")) return;
  const std::string all = request.value("Expires");
  for (const auto& contact : addresses(request, "Contact")) {
    if (contact.wildcard) continue;
    const std::string own = assay::sip::value_of(contact.parameters, "expires");
    draft.headers.push_back({"Contact", fmt::format("<{}>;expires={}", contact.uri.raw, !own.empty() ? own : all.empty() ? "3600" : all)});
  }
}

void add_contacts(Draft& draft, const Message& request, const EncodeContext& context) {
  if (request.method == "REGISTER") return add_bindings(draft, request);
  if (request.method == "INVITE" || request.method == "SUBSCRIBE")
    add(draft, "Contact", "<sip:" + local_of(*context.channel) + ">");
}

void add_proof(Draft& draft, const Message& request, const std::string& password) {
  auto input = digest_of(request);
  if (!input) return;
  input->password = password;
  input->body = draft.body;
  std::string info = "rspauth=\"" + crypto::digest_rspauth(*input) + "\"";
  if (!input->qop.empty())
    info += fmt::format(", qop={}, cnonce=\"{}\", nc={}", input->qop, input->cnonce, input->nonce_count);
  add(draft, "Authentication-Info", info);
}

}  // namespace

Result<Bytes> encode_reply(const Element& element, EncodeContext& context) {
  if (!context.answered)
    return failure("<" + element.name + "> answers nothing here", "it stands in a rule of a serve step", element.where);
  const Message request = assay::sip::read_datagram(context.answered->octets);
  const int code = std::atoi(element.attribute("code").c_str());
  Draft draft = make_response(request, code, element.attribute("reason", reason_of(code)), fresh(context, "to-tag"));
  const Draft more = read_text(element.text, false);
  draft.headers.insert(draft.headers.end(), more.headers.begin(), more.headers.end());
  draft.body = more.body;
  if (code >= 200 && code < 300) add_contacts(draft, request, context);
  if (element.has("proves")) add_proof(draft, request, element.attribute("proves"));
  add(draft, "Content-Length", std::to_string(draft.body.size()));
  context.to = way_back(request, field_of(*context.answered, "remote"));
  return to_octets(draft);
}

}  // namespace assay::protocol::sip
