// HTTP Digest, by OpenSSL's hashes.
#include "crypto/http_digest.hpp"

#include <openssl/crypto.h>
#include <openssl/evp.h>

#include "base/text.hpp"

namespace assay::crypto {
namespace {

const EVP_MD* function_of(DigestHash hash) {
  switch (hash) {
    case DigestHash::sha256:
      return EVP_sha256();
    case DigestHash::sha512_256:
      return EVP_sha512_256();
    case DigestHash::md5:
      break;
  }
  return EVP_md5();
}

// H(data) of RFC 2617 3.2.1, as it enters the next digest: in hexadecimal. Nothing if there is no such hash.
std::optional<std::string> h(DigestHash hash, ByteView data) {
  unsigned char digest[EVP_MAX_MD_SIZE];
  unsigned int size = 0;
  if (EVP_Digest(data.data(), data.size(), digest, &size, function_of(hash), nullptr) != 1) return std::nullopt;
  return hex_encode(ByteView(reinterpret_cast<const char*>(digest), size));
}

// H(A1) (RFC 7616 3.4.2).
std::optional<std::string> hashed_a1(const DigestInput& in) {
  const std::string key = digest_key(in.algorithm, in.username, in.realm, in.password);
  if (key.empty()) return std::nullopt;
  if (!in.algorithm.session) return key;
  return h(in.algorithm.hash,
           key + ":" + in.session_nonce.value_or(in.nonce) + ":" + in.session_cnonce.value_or(in.cnonce));
}

// H(A2) (RFC 7616 3.4.3). The hash of an empty body counts too (RFC 3261 22.4, item 7).
std::optional<std::string> hashed_a2(const DigestInput& in, const std::string& method) {
  const std::string a2 = method + ":" + in.uri;
  if (!equal_ignoring_case(in.qop, "auth-int")) return h(in.algorithm.hash, a2);
  const auto body = h(in.algorithm.hash, in.body);
  return body ? h(in.algorithm.hash, a2 + ":" + *body) : std::nullopt;
}

std::string digest(const DigestInput& in, const std::string& method) {
  const auto a1 = hashed_a1(in);
  const auto a2 = hashed_a2(in, method);
  if (!a1 || !a2) return {};
  const std::string counted = in.qop.empty() ? "" : in.nonce_count + ":" + in.cnonce + ":" + in.qop + ":";
  return h(in.algorithm.hash, *a1 + ":" + in.nonce + ":" + counted + *a2).value_or("");
}

}  // namespace

std::optional<DigestAlgorithm> digest_algorithm(std::string_view token) {
  std::string name = lower(token);
  const std::string_view suffix = "-sess";
  const bool session = name.size() > suffix.size() && name.substr(name.size() - suffix.size()) == suffix;
  if (session) name.resize(name.size() - suffix.size());
  if (name.empty() || name == "md5") return DigestAlgorithm{DigestHash::md5, session};
  if (name == "sha-256") return DigestAlgorithm{DigestHash::sha256, session};
  if (name == "sha-512-256") return DigestAlgorithm{DigestHash::sha512_256, session};
  return std::nullopt;
}

std::string digest_response(const DigestInput& request) { return digest(request, request.method); }

std::string digest_rspauth(const DigestInput& answer) { return digest(answer, ""); }

std::string digest_userhash(DigestAlgorithm algorithm, std::string_view username, std::string_view realm) {
  return h(algorithm.hash, std::string(username) + ":" + std::string(realm)).value_or("");
}

std::string digest_key(DigestAlgorithm algorithm, std::string_view username, std::string_view realm, ByteView password) {
  return h(algorithm.hash, std::string(username) + ":" + std::string(realm) + ":" + std::string(password)).value_or("");
}

bool same_digest(std::string_view expected, std::string_view given) {
  if (expected.empty() || expected.size() != given.size()) return false;
  return CRYPTO_memcmp(expected.data(), given.data(), expected.size()) == 0;
}

}  // namespace assay::crypto
