// Finds traffic secrets in the key log (TLS 1.3) and expands the key block (TLS 1.2).
#include "tls/secrets.hpp"

#include <openssl/core_names.h>
#include <openssl/kdf.h>
#include <openssl/params.h>

#include "base/text.hpp"

namespace assay::tls {
namespace {

constexpr std::size_t salt_size = 4;  // RFC 5288 3

// In octets; 0 for a suite that is not AES-GCM, and before one is agreed on.
std::size_t key_size(const SSL_CIPHER* cipher) {
  const int kind = cipher == nullptr ? NID_undef : SSL_CIPHER_get_cipher_nid(cipher);
  if (kind == NID_aes_128_gcm) return 16;
  return kind == NID_aes_256_gcm ? 32 : 0;
}

const SSL_CIPHER* agreed_cipher(const SSL* connection) {
  const SSL_CIPHER* pending = SSL_get_pending_cipher(connection);
  return pending == nullptr ? SSL_get_current_cipher(connection) : pending;
}

template <class Object>
Bytes octets_of(std::size_t (*read)(Object*, unsigned char*, std::size_t), Object* object) {
  Bytes octets(read(object, nullptr, 0), '\0');
  read(object, reinterpret_cast<unsigned char*>(octets.data()), octets.size());
  return octets;
}

// RFC 5246 clause 5; `size` octets.
Bytes prf(const EVP_MD* digest, Bytes secret, Bytes label_and_seed, std::size_t size) {
  std::string name = EVP_MD_get0_name(digest);
  const OSSL_PARAM parameters[] = {
      OSSL_PARAM_construct_utf8_string(OSSL_KDF_PARAM_DIGEST, name.data(), 0),
      OSSL_PARAM_construct_octet_string(OSSL_KDF_PARAM_SECRET, secret.data(), secret.size()),
      OSSL_PARAM_construct_octet_string(OSSL_KDF_PARAM_SEED, label_and_seed.data(), label_and_seed.size()),
      OSSL_PARAM_construct_end()};
  const crypto::Handle<EVP_KDF, EVP_KDF_free> kdf(EVP_KDF_fetch(nullptr, "TLS1-PRF", nullptr));
  const crypto::Handle<EVP_KDF_CTX, EVP_KDF_CTX_free> context(EVP_KDF_CTX_new(kdf.get()));
  Bytes out(size, '\0');
  EVP_KDF_derive(context.get(), reinterpret_cast<unsigned char*>(out.data()), size, parameters);
  return out;
}

// RFC 5246 6.3: the keys of client and server, then their salts (an AEAD has no MAC keys).
std::optional<RecordKeys> key_block_keys(SSL* connection, Role writer) {
  const SSL_CIPHER* cipher = agreed_cipher(connection);
  const std::size_t size = key_size(cipher);
  const SSL_SESSION* session = SSL_get_session(connection);
  if (size == 0 || session == nullptr) return std::nullopt;
  const Bytes master = octets_of(SSL_SESSION_get_master_key, session);
  const SSL* reading = connection;
  const Bytes seed =
      "key expansion" + octets_of(SSL_get_server_random, reading) + octets_of(SSL_get_client_random, reading);
  const Bytes block = prf(SSL_CIPHER_get_handshake_digest(cipher), master, seed, 2 * (size + salt_size));
  const std::size_t turn = writer == Role::client ? 0 : 1;
  return RecordKeys{block.substr(turn * size, size), block.substr(2 * size + turn * salt_size, salt_size)};
}

}  // namespace

void Secrets::hear(ByteView line) {
  const auto fields = words(line);
  if (fields.size() != 3) return;
  if (auto octets = hex_decode(fields[2])) secrets_[fields[0]] = std::move(*octets);
}

std::optional<Bytes> Secrets::secret(const char* client_label, const char* server_label, Role writer) const {
  const auto found = secrets_.find(writer == Role::client ? client_label : server_label);
  if (found == secrets_.end()) return std::nullopt;
  return found->second;
}

std::optional<Bytes> Secrets::handshake_secret(Role writer) const {
  return secret("CLIENT_HANDSHAKE_TRAFFIC_SECRET", "SERVER_HANDSHAKE_TRAFFIC_SECRET", writer);
}

std::optional<RecordProtection> Secrets::of_handshake(SSL* connection, Role writer) const {
  if (SSL_version(connection) == TLS1_2_VERSION) {
    const auto keys = key_block_keys(connection, writer);
    return keys ? std::optional(RecordProtection(*keys, 0)) : std::nullopt;
  }
  const auto known = handshake_secret(writer);
  if (!known || key_size(agreed_cipher(connection)) == 0) return std::nullopt;
  return RecordProtection(traffic_keys(*known), 0);
}

std::optional<RecordProtection> Secrets::of_data(SSL* connection, Role writer) const {
  if (SSL_version(connection) == TLS1_2_VERSION) {
    const auto keys = key_block_keys(connection, writer);
    return keys ? std::optional(RecordProtection(*keys, 1)) : std::nullopt;
  }
  const auto known = secret("CLIENT_TRAFFIC_SECRET_0", "SERVER_TRAFFIC_SECRET_0", writer);
  if (!known || key_size(agreed_cipher(connection)) == 0) return std::nullopt;
  return RecordProtection(traffic_keys(*known), 0);
}

}  // namespace assay::tls
