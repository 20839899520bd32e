// Reads version, suite, resumption and peer off an OpenSSL connection.
#include "tls/facts.hpp"

#include "base/text.hpp"
#include "codec/tls/hello.hpp"
#include "crypto/pem.hpp"
#include "crypto/subject.hpp"

namespace assay::tls {
namespace {

std::string flag(bool value) { return value ? "yes" : "no"; }

// "DNS:example.test URI:sip:example.test". A space or a control character inside a name cannot begin another.
std::string peer_names(X509* peer) {
  std::vector<std::string> names;
  for (const auto& name : crypto::alternative_names(peer)) names.push_back(join(split(escape(name), ' '), "\\x20"));
  return join(names, " ");
}

std::string standard_name(const SSL_CIPHER* cipher) {
  const char* name = cipher == nullptr ? nullptr : SSL_CIPHER_standard_name(cipher);
  return name == nullptr ? std::string() : name;
}

}  // namespace

trace::Record event(std::string name, std::map<std::string, std::string> attributes, Bytes data) {
  trace::Record record;
  record.name = std::move(name);
  record.attributes = std::move(attributes);
  record.data = std::move(data);
  return record;
}

trace::Record evidence(std::string name, std::map<std::string, std::string> attributes, Bytes data) {
  auto record = event(std::move(name), std::move(attributes), std::move(data));
  record.kind = trace::Kind::evidence;
  return record;
}

trace::Record alert_event(const char* direction, int value) {
  const int code = value & 0xff;
  return event("tls.alert", {{"direction", direction},
                             {"level", value >> 8 == SSL3_AL_FATAL ? "fatal" : "warning"},
                             {"code", std::to_string(code)},
                             {"description", alert_name(code)}});
}

trace::Record client_hello_event(const Offer& offer) {
  std::vector<std::string> suites;
  for (const auto suite : offer.suites) suites.push_back(suite_name(suite));
  std::vector<std::string> versions;
  for (const int version : offer.versions) versions.push_back(version_name(version));
  return event("tls.client-hello", {{"suites", join(suites, " ")},
                                    {"versions", join(versions, " ")},
                                    {"server-name", offer.server_name},
                                    {"weak", join(weak_kinds(offer), " ")}});
}

trace::Record established_event(SSL* connection, const Verification& verification, bool certificate_requested) {
  const SSL_CIPHER* cipher = SSL_get_current_cipher(connection);
  const bool shown = peer_has_certificate(connection);
  X509* peer = SSL_get0_peer_certificate(connection);
  return event("tls.established",
               {{"version", SSL_get_version(connection)},
                {"suite", standard_name(cipher)},
                {"resumed", flag(SSL_session_reused(connection) == 1)},
                {"peer-subject", shown ? crypto::subject(peer) : std::string()},
                {"peer-names", shown ? peer_names(peer) : std::string()},
                {"peer-verified", flag(shown && verification.clean())},
                {"peer-verify-result", shown ? verification.text() : "no certificate"},
                {"client-certificate-requested", flag(certificate_requested)},
                {"null-encryption", flag(cipher != nullptr && SSL_CIPHER_get_cipher_nid(cipher) == NID_undef)}});
}

bool peer_has_certificate(SSL* connection) { return SSL_get0_peer_certificate(connection) != nullptr; }

std::vector<std::string> peer_certificates(SSL* connection) {
  std::vector<std::string> chain;
  if (X509* leaf = SSL_get0_peer_certificate(connection)) chain.push_back(crypto::write_pem(leaf));
  // A client's view of the chain begins with the leaf, a server's after it.
  STACK_OF(X509)* sent = SSL_get_peer_cert_chain(connection);
  for (int i = SSL_is_server(connection) ? 0 : 1; i < sk_X509_num(sent); ++i) {
    chain.push_back(crypto::write_pem(sk_X509_value(sent, i)));
  }
  return chain;
}

}  // namespace assay::tls
