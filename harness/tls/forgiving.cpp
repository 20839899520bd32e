// Opens TLS 1.3 records without verification and seals them anew (RFC 8446 5.2, 5.3, 7.1, 7.3).
#include "tls/forgiving.hpp"

#include <openssl/core_names.h>
#include <openssl/kdf.h>
#include <openssl/params.h>

#include "base/text.hpp"
#include "crypto/handle.hpp"

namespace assay::tls {
namespace {

using Cipher = crypto::Handle<EVP_CIPHER_CTX, EVP_CIPHER_CTX_free>;

constexpr std::size_t tag_size = 16;

const unsigned char* data(ByteView octets) { return reinterpret_cast<const unsigned char*>(octets.data()); }
unsigned char* data(Bytes& octets) { return reinterpret_cast<unsigned char*>(octets.data()); }

// RFC 8446 7.1, with an empty context.
Bytes expand_label(const Bytes& secret, std::string_view label, std::size_t size) {
  const Bytes full = Bytes("tls13 ").append(label);
  Bytes info{'\0', static_cast<char>(size), static_cast<char>(full.size())};
  info.append(full).push_back('\0');
  Bytes key = secret;
  std::string digest = secret.size() == 48 ? "SHA384" : "SHA256";
  int mode = EVP_KDF_HKDF_MODE_EXPAND_ONLY;
  const OSSL_PARAM parameters[] = {
      OSSL_PARAM_construct_utf8_string(OSSL_KDF_PARAM_DIGEST, digest.data(), 0),
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

const EVP_CIPHER* cipher(const Bytes& key) { return key.size() == 32 ? EVP_aes_256_gcm() : EVP_aes_128_gcm(); }

// EVP_DecryptFinal is what compares the tag; it is not called.
Bytes open(ByteView sealed, const Bytes& key, const Bytes& nonce) {
  const Cipher context(EVP_CIPHER_CTX_new());
  Bytes plain(sealed.size(), '\0');
  int size = 0;
  EVP_DecryptInit_ex(context.get(), cipher(key), nullptr, data(ByteView(key)), data(ByteView(nonce)));
  EVP_DecryptUpdate(context.get(), data(plain), &size, data(sealed), static_cast<int>(sealed.size()));
  return plain;
}

Bytes seal(ByteView plain, ByteView header, const Bytes& key, const Bytes& nonce) {
  const Cipher context(EVP_CIPHER_CTX_new());
  Bytes sealed(plain.size(), '\0');
  Bytes tag(tag_size, '\0');
  int size = 0;
  EVP_EncryptInit_ex(context.get(), cipher(key), nullptr, data(ByteView(key)), data(ByteView(nonce)));
  EVP_EncryptUpdate(context.get(), nullptr, &size, data(header), static_cast<int>(header.size()));
  EVP_EncryptUpdate(context.get(), data(sealed), &size, data(plain), static_cast<int>(plain.size()));
  EVP_EncryptFinal_ex(context.get(), nullptr, &size);
  EVP_CIPHER_CTX_ctrl(context.get(), EVP_CTRL_AEAD_GET_TAG, static_cast<int>(tag_size), tag.data());
  return sealed + tag;
}

}  // namespace

Forgiving::Forgiving(const Bytes& secret)
    : key_(expand_label(secret, "key", secret.size() == 48 ? 32 : 16)), iv_(expand_label(secret, "iv", 12)) {}

std::optional<Bytes> Forgiving::secret_of(ByteView keylog_line) {
  const auto fields = words(keylog_line);
  if (fields.size() != 3 || fields[0] != "CLIENT_TRAFFIC_SECRET_0") return std::nullopt;
  return hex_decode(fields[2]);
}

RawRecord Forgiving::reseal(RawRecord record) {
  if (record.fragment.size() <= tag_size) return record;
  const Bytes header = write(record).substr(0, 5);  // the additional data, RFC 8446 5.2
  const auto sealed = ByteView(record.fragment).substr(0, record.fragment.size() - tag_size);
  record.fragment = seal(open(sealed, key_, nonce()), header, key_, nonce());
  ++sequence_;
  return record;
}

Bytes Forgiving::nonce() const {
  Bytes result = iv_;
  for (std::size_t i = 0; i < 8; ++i) {
    auto& octet = result[result.size() - 1 - i];
    octet = static_cast<char>(octet ^ static_cast<char>(sequence_ >> (8 * i)));
  }
  return result;
}

}  // namespace assay::tls
