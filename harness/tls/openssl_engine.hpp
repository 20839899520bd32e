// The engine on OpenSSL: what stands between one call and the next.
#pragma once

#include "codec/tls/hello.hpp"
#include "tls/handle.hpp"
#include "tls/handshake_tap.hpp"
#include "tls/misreading.hpp"
#include "tls/secrets.hpp"
#include "tls/verification.hpp"

namespace assay::tls {

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
  std::shared_ptr<Session> session() const override;

 private:
  // What OpenSSL calls back (openssl_callbacks.cpp).
  void set_callbacks();
  static OpenSslEngine& of(const SSL* connection) { return *static_cast<OpenSslEngine*>(SSL_get_app_data(connection)); }
  static int on_certificate_wanted(SSL* connection, void*);
  static int on_chain_finding(int good, X509_STORE_CTX* store);
  static void on_information(const SSL* connection, int where, int value);
  static void on_key_log(const SSL* connection, const char* line);
  static void on_message(int sent, int version, int type, const void* octets, size_t size, SSL* connection, void*);

  void feed(const RawRecord& record);
  void feed_octets(ByteView octets);
  void read_hello(const RawRecord& record);
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
  Secrets secrets_;
  Misreading misreading_;
  HandshakeTap tap_;
  Bytes hello_;                         // handshake octets, until the ClientHello is whole
  std::vector<trace::Record> records_;  // of the call in progress
  std::string fatal_alert_;             // the last one received
  bool hello_over_;
  bool established_{false};
  bool failed_{false};
  bool garbage_{false};
  bool closed_by_peer_{false};
  bool closed_by_us_{false};
  bool certificate_requested_;
};

}  // namespace assay::tls
