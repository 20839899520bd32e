// The engine on OpenSSL: whole records in, one after the other, and all that each of them brings out.
#include "tls/engine.hpp"

#include <openssl/err.h>

#include "codec/tls/offer.hpp"
#include "crypto/pem.hpp"
#include "tls/context.hpp"
#include "tls/facts.hpp"
#include "tls/openssl_engine.hpp"
#include "tls/session.hpp"

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

constexpr std::size_t longest_hello = 1 << 16;

}  // namespace

OpenSslEngine::OpenSslEngine(const Config& config, Context context, Connection connection)
    : config_(config),
      verification_(config),
      context_(std::move(context)),
      connection_(std::move(connection)),
      misreading_(config),
      tap_(config),
      hello_over_(config.role == Role::client),
      certificate_requested_(config.role == Role::server && verification_.mode() != SSL_VERIFY_NONE) {
  set_callbacks();
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
  if (!hello_over_) read_hello(record);
  feed_octets(write(misreading_.pass(record, established_, connection_.get(), secrets_)));
}

// From the records themselves: OpenSSL refuses some hellos before it tells of them.
void OpenSslEngine::read_hello(const RawRecord& record) {
  hello_over_ = record.type != SSL3_RT_HANDSHAKE || hello_.size() > longest_hello;
  if (hello_over_) return;
  hello_ += record.fragment;
  const auto offer = read_client_hello(hello_);
  if (!offer) return;
  hello_over_ = true;
  records_.push_back(client_hello_event(*offer));
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
  // No chain was sent in this handshake: what counts is what the session's own one came to.
  if (SSL_session_reused(connection_.get()) == 1) {
    if (config_.role == Role::server) certificate_requested_ = false;
    verification_.remembered(SSL_get_verify_result(connection_.get()));
  }
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
  return {std::exchange(records_, {}), std::move(ciphertext)};
}

Output OpenSslEngine::close() {
  if (established_ && !failed_ && !closed_by_us_) {
    closed_by_us_ = true;
    ERR_clear_error();
    if (SSL_shutdown(connection_.get()) < 0) fail(-1);
  }
  auto output = take();
  if (!established_) {  // nobody will finish this handshake
    tap_.end(output.records);
  }
  return output;
}

Bytes OpenSslEngine::drain() {
  BIO* bio = SSL_get_wbio(connection_.get());
  Bytes octets(BIO_ctrl_pending(bio), '\0');
  if (!octets.empty()) BIO_read(bio, octets.data(), static_cast<int>(octets.size()));
  return octets;
}

Output OpenSslEngine::take() {
  Bytes ciphertext = tap_.pass(drain(), connection_.get(), secrets_, records_);
  if (established_ || failed_) tap_.end(records_);
  return {std::exchange(records_, {}), std::move(ciphertext)};
}

std::string OpenSslEngine::peer_certificate_pem() const {
  return peer_verified() ? crypto::write_pem(SSL_get0_peer_certificate(connection_.get())) : std::string();
}

bool OpenSslEngine::peer_verified() const {
  return established_ && peer_has_certificate(connection_.get()) && verification_.clean();
}

std::shared_ptr<Session> OpenSslEngine::session() const {
  return established_ ? Session::of(connection_.get()) : nullptr;
}

Result<std::unique_ptr<Engine>> Engine::create(const Config& config) {
  auto context = make_context(config);
  if (!context) return tl::unexpected(context.error());
  auto connection = make_connection(config, context->get());
  if (!connection) return tl::unexpected(connection.error());
  return std::make_unique<OpenSslEngine>(config, std::move(*context), std::move(*connection));
}

}  // namespace assay::tls
