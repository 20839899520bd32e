// TLS without sockets: ciphertext goes in, plaintext, facts and ciphertext to send come out.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "base/bytes.hpp"
#include "base/error.hpp"
#include "tls/fault.hpp"
#include "trace/record.hpp"

namespace assay::tls {

enum class Role { client, server };
class Session;  // see tls/session.hpp; nobody but an engine looks into it

// What one end of a connection is set up with. Everything PEM; empty means "none" or "default".
struct Config {
  Role role{Role::client};
  std::string certificate_pem;       // own chain, leaf first
  std::string key_pem;               // own private key
  std::string trust_pem;             // anchors that the peer's chain must lead to
  std::string crl_pem;               // revocation lists to check the peer against; empty: none checked
  std::string server_name;           // client: SNI and the name the peer's certificate must bear
  std::string sip_domain;            // the SIP domain identity that the peer's certificate must bear (RFC 5922
                                     // 7.2), e.g. "example.test"; then a client's server_name is SNI alone
  bool verify_peer{true};            // client: refuse a server that does not verify. A tester's client
                                     // may turn it off and read the fact tls.peer-verified instead.
  bool request_client_certificate{false};  // server: send CertificateRequest
  bool require_client_certificate{false};  // server: refuse in the handshake when none verifies
  std::string minimum_version;       // "TLSv1", "TLSv1.1", "TLSv1.2", "TLSv1.3"; empty: TLSv1.2, or
                                     // maximum_version where that is lower
  std::string maximum_version;       // empty: TLSv1.3
  std::string cipher_list;           // OpenSSL syntax, TLS 1.2 and below, e.g. "ALL:@SECLEVEL=0". Empty:
                                     // OpenSSL's default, at security level 0 where TLS 1.1 may be used
  std::string cipher_suites;         // TLS 1.3 names
  std::int64_t verification_time{0}; // seconds since 1970 at which the peer's chain is judged; 0: now
  std::shared_ptr<Session> resume;   // client: a session of a former connection, offered to the server
  std::string ticket_key;            // server: 80 octets; servers with the same key resume each other's
                                     // sessions, client certificates included. Empty: none is resumed.
  bool send_fallback{false};         // client: TLS_FALLBACK_SCSV (RFC 7507)
  // On the records that leave until the handshake is over, counted over all of it.
  std::vector<Fault> handshake_faults;

  // What a wrong product is made of; all off in a right one.
  // These X509_V_ERR_* let the peer through the handshake, and leave peer_verified() true.
  std::vector<int> ignored_verify_errors;
  // Client: the common name of the peer's certificate may bear the name although alternative names stand beside it.
  bool trust_common_name{false};
  // Takes application records whose tag is wrong, as if there were no integrity check.
  // Pins TLS 1.3 with AES-GCM; the version and suite fields above have no effect then.
  bool accept_altered_records{false};
  // Reads a record again that comes twice, octet by octet, in a row. With AES-GCM only.
  bool accept_replayed_records{false};
  // Server: takes a client's Finished message whatever its verify_data is. TLS 1.3 with AES-GCM only.
  bool accept_altered_finished{false};
};

// What came out of one call, in the order in which it happened. Events:
// "bytes"            plaintext in `data`, at most 16 KiB; protected=yes
// "tls.client-hello" server: the first ClientHello was read, whatever becomes of it. suites (IANA names
//                    in the client's order, 0x.... for unknown numbers), versions ("TLSv1.3 TLSv1.2"; of
//                    supported_versions, else legacy_version alone), server-name, weak (which of null,
//                    anonymous, export its suites are)
// "tls.certificate-sent"  this end's Certificate message left, an empty one too.
// "tls.established"  version, suite (IANA name), resumed, peer-subject (RFC 2253 form), peer-names
//                    (the leaf's alternative names in their order, "DNS:example.test URI:sip:example.test";
//                    escape()d, a space in one is \x20), peer-verified,
//                    peer-verify-result ("ok", else OpenSSL's reasons), client-certificate-requested,
//                    null-encryption; flags are yes or no. Where a session was resumed, the peer is
//                    the one that the session was made with, and verified if it was then.
// "tls.alert"        direction=received|sent, level=warning|fatal, code, description (name of the RFC).
//                    A close_notify received is tls.closed and nothing else; one sent is a tls.alert.
// "tls.closed"       close_notify received
// "tls.failed"       reason; truncated=yes if the transport ended without close_notify. A fatal alert
//                    received comes as tls.alert first, also after the handshake.
// "tls.not-a-record" octets in `data` that came in clear where a TLS record had to start; the caller
//                    hands them on as plain bytes. failed() is true from then on.
// "tls.not-sent"     send() came before the handshake was done or after a failure: reason
// "tls.fault-applied", "tls.fault-not-applied"
//                    kind, content-type, occurrence; record-offset (in the ciphertext of this call) or
//                    reason. A fault that met no record never passes in silence.
// Evidence: "keylog" (data: one NSS key log line), "tls.peer-certificate" (data: PEM; depth, 0 the leaf).
struct Output {
  std::vector<trace::Record> records;
  Bytes to_send;  // ciphertext for the peer, faults already applied
};

class Engine {
 public:
  // Errors: a certificate, key, list or version that OpenSSL does not take.
  static Result<std::unique_ptr<Engine>> create(const Config& config);
  virtual ~Engine() = default;

  virtual Output start() = 0;                      // client: emits the ClientHello
  virtual Output receive(ByteView ciphertext) = 0;
  virtual Output eof() = 0;                        // the peer's transport ended; flushes what is left
  // Encrypts and emits; `faults` apply to the records that this call makes and to no others.
  virtual Output send(ByteView plaintext, const std::vector<Fault>& faults) = 0;
  virtual Output close() = 0;                      // close_notify

  virtual bool established() const = 0;
  virtual bool failed() const = 0;
  // Server side: the peer's leaf, for binding it to a Principal. Empty if none or not verified.
  virtual std::string peer_certificate_pem() const = 0;
  virtual bool peer_verified() const = 0;
  // What a later connection may resume, as it stands now: in TLS 1.3 it comes after the handshake.
  // Null if there is none.
  virtual std::shared_ptr<Session> session() const { return nullptr; }
};

}  // namespace assay::tls
