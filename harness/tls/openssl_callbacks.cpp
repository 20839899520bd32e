// What OpenSSL tells while it works: certificates, alerts, keys, handshake messages.
#include "codec/tls/hello.hpp"
#include "tls/facts.hpp"
#include "tls/openssl_engine.hpp"

namespace assay::tls {

void OpenSslEngine::set_callbacks() {
  SSL_set_app_data(connection_.get(), this);
  SSL_set_verify(connection_.get(), verification_.mode(), on_chain_finding);
  SSL_set_info_callback(connection_.get(), on_information);
  SSL_CTX_set_keylog_callback(context_.get(), on_key_log);
  SSL_set_msg_callback(connection_.get(), on_message);
  if (config_.role == Role::client) SSL_set_cert_cb(connection_.get(), on_certificate_wanted, nullptr);
}

// A client is asked for its certificate exactly when the server sent CertificateRequest.
int OpenSslEngine::on_certificate_wanted(SSL* connection, void*) {
  of(connection).certificate_requested_ = true;
  return 1;
}

// What the store ends with is kept in the session, and is all that a resumption knows of the chain.
int OpenSslEngine::on_chain_finding(int good, X509_STORE_CTX* store) {
  const bool leaf = X509_STORE_CTX_get_error_depth(store) == 0;
  if (good == 1 && !leaf) return 1;
  const auto* connection = static_cast<SSL*>(X509_STORE_CTX_get_ex_data(store, SSL_get_ex_data_X509_STORE_CTX_idx()));
  auto& verification = of(connection).verification_;
  const bool goes_on = good == 1 ? verification.leaf(X509_STORE_CTX_get_current_cert(store))
                                 : verification.found(X509_STORE_CTX_get_error(store));
  X509_STORE_CTX_set_error(store, verification.first_problem());
  return goes_on ? 1 : 0;
}

void OpenSslEngine::on_information(const SSL* connection, int where, int value) {
  if ((where & SSL_CB_ALERT) == 0) return;
  auto& self = of(connection);
  const bool received = (where & SSL_CB_READ) != 0;
  const bool closing = (value & 0xff) == SSL_AD_CLOSE_NOTIFY;
  if (received && closing) return;  // becomes tls.closed
  self.records_.push_back(alert_event(received ? "received" : "sent", value));
  if (received && value >> 8 == SSL3_AL_FATAL) self.fatal_alert_ = alert_name(value & 0xff);
}

void OpenSslEngine::on_key_log(const SSL* connection, const char* line) {
  auto& self = of(connection);
  self.records_.push_back(evidence("keylog", {}, line));
  self.secrets_.hear(line);
}

// A Certificate message, an empty one too, is the moment in which an end's credential leaves.
void OpenSslEngine::on_message(int sent, int, int type, const void* octets, size_t size, SSL* connection, void*) {
  if (type != SSL3_RT_HANDSHAKE || size == 0) return;
  auto& self = of(connection);
  const ByteView message(static_cast<const char*>(octets), size);
  self.misreading_.hear(sent == 1, message);
  if (sent == 1 && message[0] == SSL3_MT_CERTIFICATE) self.records_.push_back(event("tls.certificate-sent"));
}

}  // namespace assay::tls
