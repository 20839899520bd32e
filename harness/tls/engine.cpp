// The engine on OpenSSL: whole records in, one after the other, and all that each of them brings out.
#include "tls/engine.hpp"

#include <openssl/err.h>

#include "codec/tls/hello.hpp"
#include "crypto/pem.hpp"
#include "tls/context.hpp"
#include "tls/facts.hpp"
#include "tls/forgiving.hpp"
#include "tls/tap.hpp"
#include "tls/verification.hpp"

namespace assay::tls {
namespace {

// RFC 5246 6.2.3: a longer one is refused from its header on, and never waited for.
constexpr std::size_t longest_record = (1 << 14) + 2048 + 5;
constexpr std::size_t longest_piece = 1 << 14;

std::size_t announced_size(ByteView pending) {
  if (pending.size() < 5) return 0;
  return 5 + (static_cast<std::size_t>(static_cast<unsigned char>(pending[3])) << 8 |
              static_cast<unsigned char>(pending[4]));
}

class OpenSslEngine final : public Engine {
 public:
  OpenSslEngine(const Config& config, Context context, Connection connection);

  Output start() override;
  Output receive(ByteView ciphertext) override;
  Output eof() override;
  Output send(ByteView plaintext, const std::vector<Fault>& faults) override;
  Output close() override;

  bool established() const override { return established_; }
  bool failed() const override { return failed_; }
  std::string peer_certificate_pem() const override;
  bool peer_verified() const override;

 private:
  static OpenSslEngine& of(const SSL* connection) {
    return *static_cast<OpenSslEngine*>(SSL_get_app_data(connection));
  }
  static int on_certificate_wanted(SSL* connection, void*);
  static int on_chain_finding(int good, X509_STORE_CTX* store);
  static void on_information(const SSL* connection, int where, int value);
  static void on_key_log(const SSL* connection, const char* line);
  static void on_message(int sent, int version, int type, const void* octets, size_t size, SSL* connection, void*);

  void feed(const RawRecord& record);
  void feed_octets(ByteView octets);
  void not_a_record(ByteView octets);
  void advance();
  void finish_handshake();
  void read_plaintext();
  void fail(int result);
  void fail_because(std::string reason, bool truncated = false);
  Bytes drain();
  Output take();

  Config config_;
  Verification verification_;
  Context context_;
  Connection connection_;
  RecordReader reader_;
  std::optional<Forgiving> forgiving_;
  std::vector<trace::Record> records_;  // of the call in progress
  std::string fatal_alert_;             // the last one received
  bool established_{false};
  bool failed_{false};
  bool garbage_{false};
  bool closed_by_peer_{false};
  bool closed_by_us_{false};
  bool certificate_requested_;
};

OpenSslEngine::OpenSslEngine(const Config& config, Context context, Connection connection)
    : config_(config),
      verification_(config),
      context_(std::move(context)),
      connection_(std::move(connection)),
      certificate_requested_(config.role == Role::server && verification_.mode() != SSL_VERIFY_NONE) {
  SSL_set_app_data(connection_.get(), this);
  SSL_set_verify(connection_.get(), verification_.mode(), on_chain_finding);
  SSL_set_info_callback(connection_.get(), on_information);
  SSL_CTX_set_keylog_callback(context_.get(), on_key_log);
  SSL_set_msg_callback(connection_.get(), on_message);
  if (config.role == Role::client) SSL_set_cert_cb(connection_.get(), on_certificate_wanted, nullptr);
}

// A client is asked for its certificate exactly when the server sent CertificateRequest.
int OpenSslEngine::on_certificate_wanted(SSL* connection, void*) {
  of(connection).certificate_requested_ = true;
  return 1;
}

int OpenSslEngine::on_chain_finding(int good, X509_STORE_CTX* store) {
  if (good == 1) return 1;
  const auto* connection =
      static_cast<SSL*>(X509_STORE_CTX_get_ex_data(store, SSL_get_ex_data_X509_STORE_CTX_idx()));
  return of(connection).verification_.found(X509_STORE_CTX_get_error(store)) ? 1 : 0;
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
  if (!self.config_.accept_altered_records || self.config_.role != Role::server) return;
  if (const auto secret = Forgiving::secret_of(line)) self.forgiving_.emplace(*secret);
}

// A client's Certificate message, an empty one too, is the moment in which its credential leaves.
void OpenSslEngine::on_message(int sent, int, int type, const void* octets, size_t size, SSL* connection, void*) {
  auto& self = of(connection);
  const bool certificate = type == SSL3_RT_HANDSHAKE && size > 0 && *static_cast<const unsigned char*>(octets) == SSL3_MT_CERTIFICATE;
  if (sent == 1 && certificate && self.config_.role == Role::client) self.records_.push_back(event("tls.certificate-sent"));
}

Output OpenSslEngine::start() {
  if (config_.role == Role::client && !failed_) advance();
  return take();
}

Output OpenSslEngine::receive(ByteView ciphertext) {
  if (garbage_) {
    not_a_record(ciphertext);
    return take();
  }
  for (const auto& record : reader_.feed(ciphertext)) feed(record);
  if (reader_.garbage()) {
    not_a_record(reader_.pending());
  } else if (!failed_ && announced_size(reader_.pending()) > longest_record) {
    feed_octets(reader_.pending());
    if (!failed_) fail_because("a record announces more octets than TLS allows");
  }
  return take();
}

void OpenSslEngine::feed(const RawRecord& record) {
  if (failed_) return;
  const bool reseal = forgiving_ && established_ && record.type == SSL3_RT_APPLICATION_DATA;
  feed_octets(write(reseal ? forgiving_->reseal(record) : record));
}

void OpenSslEngine::feed_octets(ByteView octets) {
  BIO_write(SSL_get_rbio(connection_.get()), octets.data(), static_cast<int>(octets.size()));
  advance();
}

void OpenSslEngine::not_a_record(ByteView octets) {
  if (!garbage_ && !failed_) fail_because("octets came that cannot start a TLS record");
  garbage_ = true;
  if (!octets.empty()) records_.push_back(event("tls.not-a-record", {}, Bytes(octets)));
}

void OpenSslEngine::advance() {
  ERR_clear_error();
  if (!established_) {
    const int result = SSL_do_handshake(connection_.get());
    if (result != 1) {
      fail(result);
      return;
    }
    finish_handshake();
  }
  if (!failed_) read_plaintext();
}

void OpenSslEngine::finish_handshake() {
  established_ = true;
  int depth = 0;
  for (auto& pem : peer_certificates(connection_.get())) {
    records_.push_back(evidence("tls.peer-certificate", {{"depth", std::to_string(depth++)}}, std::move(pem)));
  }
  records_.push_back(established_event(connection_.get(), verification_, certificate_requested_));
  // OpenSSL lets an anonymous suite through whatever the verify mode is.
  const bool client = config_.role == Role::client;
  if (client && verification_.strict() && !peer_has_certificate(connection_.get())) {
    fail_because("the server showed no certificate");
  }
}

void OpenSslEngine::read_plaintext() {
  while (!closed_by_peer_) {
    Bytes piece(longest_piece, '\0');
    ERR_clear_error();
    const int size = SSL_read(connection_.get(), piece.data(), static_cast<int>(piece.size()));
    if (size <= 0) {
      fail(size);
      return;
    }
    piece.resize(static_cast<std::size_t>(size));
    records_.push_back(event("bytes", {{"protected", "yes"}}, std::move(piece)));
  }
}

// Tells a failure from a wait for more octets and from the peer's close_notify.
void OpenSslEngine::fail(int result) {
  const int error = SSL_get_error(connection_.get(), result);
  if (error == SSL_ERROR_WANT_READ || error == SSL_ERROR_WANT_WRITE) return;
  if (error == SSL_ERROR_ZERO_RETURN) {
    closed_by_peer_ = true;
    records_.push_back(event("tls.closed"));
    return;
  }
  const std::string reason = crypto::last_openssl_error();
  if (!fatal_alert_.empty()) return fail_because("the peer sent the fatal alert " + fatal_alert_);
  fail_because(verification_.clean() ? reason : reason + ": " + verification_.text());
}

void OpenSslEngine::fail_because(std::string reason, bool truncated) {
  failed_ = true;
  records_.push_back(event("tls.failed", {{"reason", std::move(reason)}}));
  if (truncated) records_.back().attributes["truncated"] = "yes";
}

Output OpenSslEngine::eof() {
  if (failed_ || closed_by_peer_) return take();
  if (!reader_.pending().empty()) {
    fail_because("the stream ended inside a record", true);
  } else if (!established_) {
    fail_because("the stream ended during the handshake", true);
  } else if (!closed_by_us_) {
    // After our own close_notify nobody needs to wait for the answer (RFC 5246 7.2.1).
    fail_because("the stream ended without close_notify", true);
  }
  return take();
}

Output OpenSslEngine::send(ByteView plaintext, const std::vector<Fault>& faults) {
  const bool possible = established_ && !failed_ && !closed_by_us_;
  if (!possible) records_.push_back(event("tls.not-sent", {{"reason", "there is no TLS connection to send on"}}));
  if (possible && !plaintext.empty()) {
    ERR_clear_error();
    const int result = SSL_write(connection_.get(), plaintext.data(), static_cast<int>(plaintext.size()));
    if (result <= 0) fail(result);
  }
  Bytes ciphertext = apply(drain(), faults, records_);
  auto output = take();
  output.to_send = std::move(ciphertext);
  return output;
}

Output OpenSslEngine::close() {
  if (established_ && !failed_ && !closed_by_us_) {
    closed_by_us_ = true;
    ERR_clear_error();
    if (SSL_shutdown(connection_.get()) < 0) fail(-1);
  }
  return take();
}

Bytes OpenSslEngine::drain() {
  BIO* bio = SSL_get_wbio(connection_.get());
  Bytes octets(BIO_ctrl_pending(bio), '\0');
  if (!octets.empty()) BIO_read(bio, octets.data(), static_cast<int>(octets.size()));
  return octets;
}

Output OpenSslEngine::take() { return {std::exchange(records_, {}), drain()}; }

std::string OpenSslEngine::peer_certificate_pem() const {
  return peer_verified() ? crypto::write_pem(SSL_get0_peer_certificate(connection_.get())) : std::string();
}

bool OpenSslEngine::peer_verified() const {
  return established_ && peer_has_certificate(connection_.get()) && verification_.clean();
}

}  // namespace

Result<std::unique_ptr<Engine>> Engine::create(const Config& config) {
  auto context = make_context(config);
  if (!context) return tl::unexpected(context.error());
  auto connection = make_connection(config, context->get());
  if (!connection) return tl::unexpected(connection.error());
  return std::make_unique<OpenSslEngine>(config, std::move(*context), std::move(*connection));
}

}  // namespace assay::tls
