// Opens and seals AES-GCM records with keys that are known.
#include "tls/record_protection.hpp"

#include <openssl/core_names.h>
#include <openssl/kdf.h>
#include <openssl/params.h>

#include "crypto/handle.hpp"

namespace assay::tls {
namespace {

using Cipher = crypto::Handle<EVP_CIPHER_CTX, EVP_CIPHER_CTX_free>;

constexpr std::size_t tag_size = 16;
constexpr std::size_t explicit_nonce_size = 8;  // RFC 5288 3

const unsigned char* data(ByteView octets) { return reinterpret_cast<const unsigned char*>(octets.data()); }
unsigned char* data(Bytes& octets) { return reinterpret_cast<unsigned char*>(octets.data()); }
int length(ByteView octets) { return static_cast<int>(octets.size()); }

const EVP_CIPHER* cipher(const Bytes& key) { return key.size() == 32 ? EVP_aes_256_gcm() : EVP_aes_128_gcm(); }

struct Opened {
  Bytes plain;
  bool right{false};
};

Opened decrypt(ByteView sealed, ByteView tag, ByteView additional, const Bytes& key, const Bytes& nonce) {
  const Cipher context(EVP_CIPHER_CTX_new());
  Opened opened{Bytes(sealed.size(), '\0')};
  int size = 0;
  EVP_DecryptInit_ex(context.get(), cipher(key), nullptr, data(ByteView(key)), data(ByteView(nonce)));
  EVP_DecryptUpdate(context.get(), nullptr, &size, data(additional), length(additional));
  EVP_DecryptUpdate(context.get(), data(opened.plain), &size, data(sealed), length(sealed));
  Bytes wanted(tag);
  EVP_CIPHER_CTX_ctrl(context.get(), EVP_CTRL_AEAD_SET_TAG, static_cast<int>(tag_size), wanted.data());
  opened.right = EVP_DecryptFinal_ex(context.get(), nullptr, &size) == 1;
  return opened;
}

Bytes encrypt(ByteView plain, ByteView additional, const Bytes& key, const Bytes& nonce) {
  const Cipher context(EVP_CIPHER_CTX_new());
  Bytes sealed(plain.size(), '\0');
  Bytes tag(tag_size, '\0');
  int size = 0;
  EVP_EncryptInit_ex(context.get(), cipher(key), nullptr, data(ByteView(key)), data(ByteView(nonce)));
  EVP_EncryptUpdate(context.get(), nullptr, &size, data(additional), length(additional));
  EVP_EncryptUpdate(context.get(), data(sealed), &size, data(plain), length(plain));
  EVP_EncryptFinal_ex(context.get(), nullptr, &size);
  EVP_CIPHER_CTX_ctrl(context.get(), EVP_CTRL_AEAD_GET_TAG, static_cast<int>(tag_size), tag.data());
  return sealed + tag;
}

}  // namespace

Bytes expand_label(const Bytes& secret, std::string_view label, std::size_t size) {
  const Bytes full = Bytes("tls13 ").append(label);
  Bytes info{'\0', static_cast<char>(size), static_cast<char>(full.size())};
  info.append(full).push_back('\0');
  Bytes key = secret;
  std::string digest = secret.size() == 48 ? "SHA384" : "SHA256";
  int mode = EVP_KDF_HKDF_MODE_EXPAND_ONLY;
  const OSSL_PARAM parameters[] = {OSSL_PARAM_construct_utf8_string(OSSL_KDF_PARAM_DIGEST, digest.data(), 0),
                                   OSSL_PARAM_construct_int(OSSL_KDF_PARAM_MODE, &mode),
                                   OSSL_PARAM_construct_octet_string(OSSL_KDF_PARAM_KEY, key.data(), key.size()),
                                   OSSL_PARAM_construct_octet_string(OSSL_KDF_PARAM_INFO, info.data(), info.size()),
                                   OSSL_PARAM_construct_end()};
  const crypto::Handle<EVP_KDF, EVP_KDF_free> kdf(EVP_KDF_fetch(nullptr, "HKDF", nullptr));
  const crypto::Handle<EVP_KDF_CTX, EVP_KDF_CTX_free> context(EVP_KDF_CTX_new(kdf.get()));
  Bytes out(size, '\0');
  EVP_KDF_derive(context.get(), data(out), size, parameters);
  return out;
}

RecordKeys traffic_keys(const Bytes& secret) {
  return {expand_label(secret, "key", secret.size() == 48 ? 32 : 16), expand_label(secret, "iv", 12)};
}

Bytes RecordProtection::sequence_octets() const {
  Bytes octets;
  for (int shift = 56; shift >= 0; shift -= 8) octets.push_back(static_cast<char>(sequence_ >> shift & 0xff));
  return octets;
}

Bytes RecordProtection::nonce(const RawRecord& record) const {
  if (older()) return keys_.iv + record.fragment.substr(0, explicit_nonce_size);
  Bytes result = keys_.iv;
  const Bytes number = sequence_octets();
  for (std::size_t i = 0; i < number.size(); ++i) {
    auto& octet = result[result.size() - number.size() + i];
    octet = static_cast<char>(octet ^ number[i]);
  }
  return result;
}

// RFC 8446 5.2: the header as it is sent. RFC 5246 6.2.3.3: the sequence number, and the header with
// the length of the plaintext.
Bytes RecordProtection::additional_data(const RawRecord& record, std::size_t plain_size) const {
  const std::size_t size = older() ? plain_size : plain_size + overhead();
  const Bytes header = {static_cast<char>(record.type), static_cast<char>(record.version >> 8),
                        static_cast<char>(record.version), static_cast<char>(size >> 8), static_cast<char>(size)};
  return older() ? sequence_octets() + header : header;
}

std::optional<Bytes> RecordProtection::open(const RawRecord& record) const {
  if (record.fragment.size() < overhead()) return std::nullopt;
  const std::size_t size = record.fragment.size() - overhead();
  const ByteView sealed = ByteView(record.fragment).substr(overhead() - tag_size);
  auto opened =
      decrypt(sealed.substr(0, size), sealed.substr(size), additional_data(record, size), keys_.key, nonce(record));
  if (!opened.right) return std::nullopt;
  return std::move(opened.plain);
}

std::optional<Bytes> RecordProtection::open_unchecked(const RawRecord& record) const {
  if (record.fragment.size() <= overhead()) return std::nullopt;
  const std::size_t size = record.fragment.size() - overhead();
  const ByteView sealed = ByteView(record.fragment).substr(overhead() - tag_size);
  return decrypt(sealed.substr(0, size), sealed.substr(size), {}, keys_.key, nonce(record)).plain;
}

RawRecord RecordProtection::seal(RawRecord record, ByteView plain) const {
  const Bytes sealed = encrypt(plain, additional_data(record, plain.size()), keys_.key, nonce(record));
  record.fragment = (older() ? record.fragment.substr(0, explicit_nonce_size) : Bytes()) + sealed;
  return record;
}

}  // namespace assay::tls
