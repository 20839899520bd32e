// Registers SIP's elements: one line each for what a case may write.
#include "protocol/sip/module.hpp"

#include <algorithm>

#include "base/text.hpp"
#include "codec/sip/scalar.hpp"
#include "codec/sip/uri.hpp"
#include "protocol/sip/authentication.hpp"
#include "protocol/sip/credentials.hpp"
#include "protocol/sip/decoder.hpp"
#include "protocol/sip/dialog.hpp"
#include "protocol/sip/reply.hpp"
#include "protocol/sip/request.hpp"

namespace assay::protocol::sip {
namespace {

using language::Compare;
using language::Item;
using language::MatcherAttribute;

MatcherAttribute any_of(const std::string& field) { return {field, Compare::any_of, "", {}}; }
MatcherAttribute has_word(const std::string& field) { return {field, Compare::contains_word, "", {}}; }
MatcherAttribute lacks_word(const std::string& field) { return {field, Compare::lacks_word, "", {}}; }
MatcherAttribute contains(const std::string& field) { return {field, Compare::contains, "", {}}; }
MatcherAttribute judged(language::Judge judge) { return {"", Compare::judged, "", std::move(judge)}; }

// RFC 3261 17.1.3.
bool belongs_to(const std::string& transaction, const Item& response) {
  const auto* field = response.field("transaction");
  return transaction == "any" || (field && field->value == transaction);
}

// Both in seconds; an answer that grants nothing fits never.
bool grants_more_than(const std::string& seconds, const Item& response) {
  const auto* granted = response.field("granted");
  const auto read = [](const std::string& text) { return assay::sip::read_number(text, assay::sip::kMaximumSeconds).value; };
  const auto limit = read(seconds);
  return granted && limit && read(granted->value).value_or(0) > *limit;
}

// A core may know a user by another kind of address alone, of which the IXIT says nothing (RFC 3325 9.1).
bool asserts_only_as(const std::string& scheme, const Item& request) {
  const auto* schemes = request.field("asserted-schemes");
  const auto all = words(schemes ? schemes->value : std::string());
  return !all.empty() && std::all_of(all.begin(), all.end(), [&](const auto& one) { return one == scheme; });
}

void register_responses(language::Vocabulary& vocabulary) {
  vocabulary.matchers["sip:response"] = {"sip.response",
                                         "a final response to what was last asked",
                                         {{"transaction", {"transaction", Compare::judged, "{channel:last-transaction}", belongs_to}},
                                          {"code", any_of("code")},
                                          {"class", any_of("class")},
                                          {"method", any_of("method")},
                                          {"scheme", has_word("schemes")},
                                          {"lacks-qop", any_of("lacks-qop")},
                                          {"stale", any_of("stale")},
                                          {"contact", has_word("contacts")},
                                          {"lacks-contact", lacks_word("contacts")},
                                          {"grants-more-than", judged(grants_more_than)},
                                          {"contains", contains("octets")},
                                          {"protected", any_of("protected")}}};
  vocabulary.matchers["sip:provisional"] = {"sip.provisional", "a provisional response", {{"code", any_of("code")}}};
  vocabulary.matchers["sip:repeated"] = {"sip.repeated", "a message that came before", {}};
  vocabulary.matchers["sip:keep-alive"] = {"sip.keep-alive", "a keep-alive", {}};
  vocabulary.matchers["sip:unreadable"] = {"sip.unreadable", "octets that are no message", {}};
}

bool has_other_nonce(const std::string& known, const Item& request) {
  const auto* nonce = request.field("nonce");
  const auto all = words(known);
  return nonce && std::find(all.begin(), all.end(), nonce->value) == all.end();
}

void register_requests(language::Vocabulary& vocabulary) {
  vocabulary.matchers["sip:received"] = {"sip.request",
                                         "a request",
                                         {{"method", any_of("method")},
                                          {"uri", any_of("uri")},
                                          {"from", any_of("from")},
                                          {"contains", contains("octets")},
                                          {"asserts", has_word("asserted-identity")},
                                          {"lacks-asserted", lacks_word("asserted-identity")},
                                          {"asserted", any_of("asserted")},
                                          {"asserted-only-as", judged(asserts_only_as)},
                                          {"preferred", any_of("preferred")},
                                          {"sequence", any_of("sequence")},
                                          {"credentials", any_of("credentials")},
                                          {"answers", any_of("credentials-header")},
                                          {"scheme", has_word("schemes")},
                                          {"username", any_of("username")},
                                          {"realm", {"realm", Compare::equal, "", {}}},
                                          {"nonce", {"nonce", Compare::equal, "", {}}},
                                          {"nonce-other-than", judged(has_other_nonce)},
                                          {"nonce-count", any_of("nonce-count")},
                                          {"algorithm", any_of("algorithm")},
                                          {"qop", any_of("qop")},
                                          {"counted", judged([](const std::string& wanted, const Item& item) {
                                             return (item.field("nc") && item.field("cnonce")) == (wanted == "yes");
                                           })},
                                          {"well-formed", judged([](const std::string& wanted, const Item& item) {
                                             return item.field("nonce") && (item.field("misspelt") == nullptr) == (wanted == "yes");
                                           })},
                                          {"quotes-qop", any_of("quotes-qop")},
                                          {"credentials-for", any_of("credentials-for")},
                                          {"binding", any_of("binding")},
                                          {"credentials-uri", {"credentials-uri", Compare::equal, "", {}}},
                                          {"proves", judged(proves)},
                                          {"protected", any_of("protected")}}};
}

// RFC 5922 7.1: SIP URIs without a user; DNS names only where there is no such URI. 7.2: whole, in any case.
bool speaks_for(const std::string& domain, const Item& established) {
  const auto* names = established.field("peer-names");
  std::vector<std::string> uris, hosts;
  for (const auto& name : words(names ? names->value : std::string())) {
    if (name.rfind("URI:", 0) == 0) {
      const auto uri = assay::sip::read_uri(name.substr(4)).value;
      if (uri.scheme == "sip" && !uri.user) uris.push_back(uri.host);
    }
    if (name.rfind("DNS:", 0) == 0) hosts.push_back(name.substr(4));
  }
  const auto& identities = uris.empty() ? hosts : uris;
  return std::any_of(identities.begin(), identities.end(), [&](const auto& one) { return equal_ignoring_case(one, domain); });
}

}  // namespace

void register_module(language::Vocabulary& vocabulary) {
  vocabulary.decoders["sip"] = make_stream_decoder;
  vocabulary.decoders["sip-datagram"] = make_datagram_decoder;
  vocabulary.encoders["sip:request"] = encode_request;
  vocabulary.encoders["sip:reply"] = encode_reply;
  vocabulary.answers.insert("sip:reply");
  vocabulary.memories["sip.response"] = remember_response;
  register_responses(vocabulary);
  register_requests(vocabulary);
  register_credentials(vocabulary);
  // What SIP reads in the certificate of a TLS connection.
  vocabulary.matchers["tls:established"].attributes["sip-domain"] = judged(speaks_for);
}

}  // namespace assay::protocol::sip
