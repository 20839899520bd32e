// Registers TLS's elements.
#include "protocol/tls/module.hpp"

#include <openssl/sha.h>

#include "base/text.hpp"
#include "codec/tls/hello.hpp"
#include "protocol/tls/decoder.hpp"

namespace assay::protocol::tls {
namespace {

using language::Compare;
using language::Element;
using language::EncodeContext;

// Random octets that the same seed gives again.
Bytes derived_random(const std::string& seed) {
  Bytes out(SHA256_DIGEST_LENGTH, '\0');
  const std::string input = seed + "/client-hello-random";
  SHA256(reinterpret_cast<const unsigned char*>(input.data()), input.size(), reinterpret_cast<unsigned char*>(out.data()));
  return out;
}

Result<Bytes> encode_client_hello(const Element& element, EncodeContext& context) {
  assay::tls::ClientHello hello;
  hello.version = 0x0304;  // TLS 1.3, and 1.2 beside it where a suite needs that
  hello.server_name = element.attribute("server-name");
  hello.random = derived_random(context.case_seed);
  for (const auto& name : words(element.attribute("suites"))) {
    const auto number = assay::tls::suite_number(name);
    if (!number) return failure("there is no cipher suite '" + name + "'", "use the IANA name", element.where);
    hello.suites.push_back(*number);
  }
  return write(hello);
}

void register_matchers(language::Vocabulary& vocabulary) {
  vocabulary.matchers["tls:established"] = {
      "tls.established",
      "the TLS handshake is complete",
      {{"version", {"version", Compare::any_of, ""}},
       {"suite", {"suite", Compare::any_of, ""}},
       {"resumed", {"resumed", Compare::any_of, ""}},
       {"null-encryption", {"null-encryption", Compare::any_of, ""}},
       {"peer-verified", {"peer-verified", Compare::any_of, ""}}}};
  vocabulary.matchers["tls:received-client-hello"] = {
      "tls.client-hello",
      "a ClientHello",
      {{"weak", {"weak", Compare::any_of, ""}},
       {"offers-weak", {"weak", Compare::contains_word, ""}},
       {"lacks-weak", {"weak", Compare::lacks_word, ""}},
       {"version", {"versions", Compare::contains_word, ""}},
       {"lacks-version", {"versions", Compare::lacks_word, ""}},
       {"suite", {"suites", Compare::contains_word, ""}},
       {"lacks-suite", {"suites", Compare::lacks_word, ""}},
       {"server-name", {"server-name", Compare::any_of, ""}}}};
  vocabulary.matchers["tls:alert"] = {"tls.alert",
                                      "a TLS alert",
                                      {{"direction", {"direction", Compare::any_of, "received"}},
                                       {"level", {"level", Compare::any_of, ""}},
                                       {"description", {"description", Compare::any_of, ""}}}};
  vocabulary.matchers["tls:certificate-sent"] = {
      "tls.certificate-sent", "the harness's own Certificate message left", {}, false};
  vocabulary.matchers["tls:failed"] = {"tls.failed", "TLS failed", {}, false};
  vocabulary.matchers["tls:fault-applied"] = {"tls.fault-applied", "a fault was applied", {}, false};
  vocabulary.matchers["tls:server-hello"] = {
      "tls.server-hello", "a ServerHello", {{"suite", {"suite", Compare::any_of, ""}}}};
  vocabulary.matchers["tls:record"] = {"tls.record", "another TLS record", {}, true};
}

void register_facts(language::Vocabulary& vocabulary) {
  for (const char* name : {"tls.established", "tls.client-hello", "tls.alert", "tls.failed", "tls.certificate-sent",
                           "tls.fault-applied"})
    vocabulary.facts[name] = {name, false, false};
  vocabulary.memories["tls.established"] = [](const language::Item&, language::ChannelValues& channel) { channel["protected"] = "yes"; };
  vocabulary.facts["tls.failed"].breaks_off = true;
  // RFC 5246 7.2.1: with its close_notify the IUT ends what it says, whatever becomes of the transport.
  vocabulary.facts["tls.closed"] = {"closed", true, false};
  vocabulary.facts["tls.fault-not-applied"] = {"tls.fault-not-applied", false, true};
}

}  // namespace

void register_module(language::Vocabulary& vocabulary) {
  vocabulary.decoders["tls-records"] = make_decoder;
  vocabulary.encoders["tls:client-hello"] = encode_client_hello;
  vocabulary.actions["tls:start"] = {{"certificate"},
                                     {"minimum-version", "maximum-version", "suites", "fault", "resume", "fallback"}};
  vocabulary.actions["tls:accept"] = {
      {"certificate"}, {"minimum-version", "maximum-version", "suites", "fault", "request-certificate"}, "", "tls.certificate-sent"};
  vocabulary.actions["tls:close-notify"] = {};
  vocabulary.decisive.push_back({"tls:alert", {{"level", "fatal"}}, "", {}, {}});
  vocabulary.actions["tls:by-hand"] = {{}, {}, "tls-records"};
  register_matchers(vocabulary);
  register_facts(vocabulary);
}

}  // namespace assay::protocol::tls
