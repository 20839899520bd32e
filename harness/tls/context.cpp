// Sets up OpenSSL: versions, suites, own certificate, trust anchors, revocation lists, peer name.
#include "tls/context.hpp"

#include <algorithm>
#include <map>
#include <tuple>

#include "crypto/pem.hpp"
#include "tls/session.hpp"

namespace assay::tls {
namespace {

using crypto::last_openssl_error;

Result<int> version_number(const std::string& name, int when_empty) {
  if (name.empty()) return when_empty;
  if (name == "TLSv1") return TLS1_VERSION;
  if (name == "TLSv1.1") return TLS1_1_VERSION;
  if (name == "TLSv1.2") return TLS1_2_VERSION;
  if (name == "TLSv1.3") return TLS1_3_VERSION;
  return failure("'" + name + "' is no TLS version", "write TLSv1, TLSv1.1, TLSv1.2 or TLSv1.3");
}

Result<void> set_suites(SSL_CTX* context, const std::string& list, const std::string& suites) {
  if (!list.empty() && SSL_CTX_set_cipher_list(context, list.c_str()) != 1) {
    return failure("no cipher suite in '" + list + "': " + last_openssl_error());
  }
  if (!suites.empty() && SSL_CTX_set_ciphersuites(context, suites.c_str()) != 1) {
    return failure("no TLS 1.3 cipher suite in '" + suites + "': " + last_openssl_error());
  }
  return {};
}

// Versions are set always, so that the machine's own OpenSSL configuration has no say.
Result<void> set_versions(SSL_CTX* context, const Config& config) {
  if (config.accept_altered_records) {
    SSL_CTX_set_min_proto_version(context, TLS1_3_VERSION);
    SSL_CTX_set_max_proto_version(context, TLS1_3_VERSION);
    return set_suites(context, {}, "TLS_AES_128_GCM_SHA256:TLS_AES_256_GCM_SHA384");
  }
  const auto maximum = version_number(config.maximum_version, TLS1_3_VERSION);
  if (!maximum) return tl::unexpected(maximum.error());
  const auto minimum = version_number(config.minimum_version, std::min(*maximum, TLS1_2_VERSION));
  if (!minimum) return tl::unexpected(minimum.error());
  if (*minimum > *maximum) return failure("the lowest TLS version is above the highest");
  SSL_CTX_set_min_proto_version(context, *minimum);
  SSL_CTX_set_max_proto_version(context, *maximum);
  const bool weak = config.cipher_list.empty() && *minimum < TLS1_2_VERSION;
  return set_suites(context, weak ? "DEFAULT:@SECLEVEL=0" : config.cipher_list, config.cipher_suites);
}

Result<void> set_own_certificate(SSL_CTX* context, const Config& config) {
  if (config.certificate_pem.empty()) return {};
  auto chain = crypto::read_certificates(config.certificate_pem);
  if (!chain) return tl::unexpected(chain.error());
  const auto key = crypto::read_key(config.key_pem);
  if (!key) return tl::unexpected(key.error());
  if (SSL_CTX_use_certificate(context, chain->front().get()) != 1 || SSL_CTX_use_PrivateKey(context, key->get()) != 1) {
    return failure("the certificate and its key cannot be used: " + last_openssl_error());
  }
  for (std::size_t i = 1; i < chain->size(); ++i) SSL_CTX_add1_chain_cert(context, (*chain)[i].get());
  return {};
}

Result<void> set_trust(SSL_CTX* context, const Config& config) {
  if (config.trust_pem.empty()) return {};
  const auto anchors = crypto::read_certificates(config.trust_pem);
  if (!anchors) return tl::unexpected(anchors.error());
  for (const auto& anchor : *anchors) {
    X509_STORE_add_cert(SSL_CTX_get_cert_store(context), anchor.get());
    if (config.role == Role::server) SSL_CTX_add_client_CA(context, anchor.get());
  }
  return {};
}

Result<void> set_revocation(SSL_CTX* context, const Config& config) {
  if (config.crl_pem.empty()) return {};
  const auto lists = crypto::read_revocation_lists(config.crl_pem);
  if (!lists) return tl::unexpected(lists.error());
  X509_STORE* store = SSL_CTX_get_cert_store(context);
  for (const auto& list : *lists) X509_STORE_add_crl(store, list.get());
  X509_STORE_set_flags(store, X509_V_FLAG_CRL_CHECK);
  return {};
}

// The context names whom a ticket was made for; without it OpenSSL resumes no session with a certificate.
Result<void> set_ticket_key(SSL_CTX* context, const Config& config) {
  if (config.ticket_key.empty() || config.role == Role::client) return {};
  Bytes key = config.ticket_key;
  constexpr unsigned char whose[] = "assay";
  if (SSL_CTX_set_tlsext_ticket_keys(context, key.data(), key.size()) != 1 ||
      SSL_CTX_set_session_id_context(context, whose, sizeof(whose)) != 1) {
    return failure("the ticket key cannot be used: " + last_openssl_error(), "give 80 octets");
  }
  return {};
}

bool is_address(const std::string& name) {
  const crypto::Handle<ASN1_OCTET_STRING, ASN1_OCTET_STRING_free> address(a2i_IPADDRESS(name.c_str()));
  last_openssl_error();
  return address != nullptr;
}

// An address goes into no SNI (RFC 6066 3).
bool set_peer_name(SSL* connection, const Config& config) {
  const std::string& name = config.server_name;
  // A SIP domain is looked for by other rules than a host's name: see Verification.
  if (!config.sip_domain.empty()) return is_address(name) || SSL_set_tlsext_host_name(connection, name.c_str()) == 1;
  const unsigned always = config.trust_common_name ? X509_CHECK_FLAG_ALWAYS_CHECK_SUBJECT : 0;
  X509_VERIFY_PARAM* parameters = SSL_get0_param(connection);
  if (is_address(name)) return X509_VERIFY_PARAM_set1_ip_asc(parameters, name.c_str()) == 1;
  X509_VERIFY_PARAM_set_hostflags(parameters, X509_CHECK_FLAG_NO_PARTIAL_WILDCARDS | always);
  return X509_VERIFY_PARAM_set1_host(parameters, name.data(), name.size()) == 1 &&
         SSL_set_tlsext_host_name(connection, name.c_str()) == 1;
}

Result<Context> new_context(const Config& config) {
  Context context(SSL_CTX_new(config.role == Role::client ? TLS_client_method() : TLS_server_method()));
  if (!context) return failure("no TLS context: " + last_openssl_error());
  SSL_CTX_set_dh_auto(context.get(), 1);
  for (const auto step : {set_versions, set_own_certificate, set_trust, set_revocation, set_ticket_key}) {
    if (auto done = step(context.get(), config); !done) return tl::unexpected(done.error());
  }
  return context;
}

// All that new_context() reads of a configuration.
using Read = std::tuple<Role, std::string, std::string, std::string, std::string, std::string, std::string, std::string,
                        std::string, std::string, bool>;
Read read_of(const Config& config) {
  return {config.role,
          config.certificate_pem,
          config.key_pem,
          config.trust_pem,
          config.crl_pem,
          config.minimum_version,
          config.maximum_version,
          config.cipher_list,
          config.cipher_suites,
          config.ticket_key,
          config.accept_altered_records};
}

// What one context remembers, another connection of it would resume.
bool must_be_alone(const Config& config) { return config.role == Role::server && config.ticket_key.empty(); }

}  // namespace

Result<Context> make_context(const Config& config) {
  if (must_be_alone(config)) return new_context(config);
  constexpr std::size_t most = 64;  // more than a run has ways to connect; certificates made for one case come and go
  thread_local std::map<Read, Context> known;
  auto found = known.find(read_of(config));
  if (found == known.end()) {
    auto made = new_context(config);
    if (!made) return made;
    SSL_CTX_set_session_cache_mode(made->get(), SSL_SESS_CACHE_OFF);
    if (known.size() >= most) known.clear();
    found = known.emplace(read_of(config), std::move(*made)).first;
  }
  SSL_CTX_up_ref(found->second.get());
  return Context(found->second.get());
}

Result<Connection> make_connection(const Config& config, SSL_CTX* context) {
  Connection connection(SSL_new(context));
  if (!connection) return failure("no TLS connection: " + last_openssl_error());
  if (config.verification_time != 0) {
    X509_VERIFY_PARAM_set_time(SSL_get0_param(connection.get()), config.verification_time);
  }
  SSL_set_bio(connection.get(), BIO_new(BIO_s_mem()), BIO_new(BIO_s_mem()));
  if (config.role == Role::server) {
    SSL_set_accept_state(connection.get());
    return connection;
  }
  SSL_set_connect_state(connection.get());
  if (config.send_fallback) SSL_set_mode(connection.get(), SSL_MODE_SEND_FALLBACK_SCSV);
  if (config.resume && SSL_set_session(connection.get(), config.resume->get()) != 1) {
    return failure("the session cannot be resumed: " + last_openssl_error());
  }
  if (!config.server_name.empty() && !set_peer_name(connection.get(), config)) {
    return failure("'" + config.server_name + "' cannot be a server's name: " + last_openssl_error());
  }
  return connection;
}

}  // namespace assay::tls
