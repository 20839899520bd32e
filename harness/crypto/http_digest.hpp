// The values of HTTP Digest authentication (RFC 2617, RFC 7616), as SIP uses it (RFC 3261 22.4, RFC 8760).
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/bytes.hpp"

namespace assay::crypto {

enum class DigestHash { md5, sha256, sha512_256 };

struct DigestAlgorithm {
  DigestHash hash{DigestHash::md5};
  bool session{false};  // the "-sess" variant
};

// "MD5", "MD5-sess", "SHA-256", "SHA-256-sess", "SHA-512-256", "SHA-512-256-sess" in any case; empty is MD5
// (RFC 2617 3.2.1). Nothing for any other token.
std::optional<DigestAlgorithm> digest_algorithm(std::string_view token);

// What the digest of one message is made of. All values plain: no quotes, no backslashes of a quoted-string, and
// otherwise octet for octet as they are written in the message.
struct DigestInput {
  DigestAlgorithm algorithm;
  std::string username;  // never its userhash
  std::string realm;
  Bytes password;  // any octets: where a key agreement yields the password they are not text
  std::string method;
  std::string uri;  // of the credentials, not of the request line
  std::string nonce;
  std::string qop;          // "auth", "auth-int"; empty: absent, and nc is left out (RFC 2617 3.2.2.1)
  std::string nonce_count;  // "00000001"
  std::string cnonce;
  Bytes body;  // entity body of the message that carries the digest; counts with auth-int alone
  // -sess: of the first request after the challenge (RFC 7616 3.4.2); absent: `nonce` and `cnonce`.
  std::optional<std::string> session_nonce;
  std::optional<std::string> session_cnonce;
};

// Digests are lower-case hexadecimal, 32 or 64 characters (RFC 8760 2.2). Empty if OpenSSL refuses the hash, as a
// FIPS provider refuses MD5.

// "response" of a request (RFC 2617 3.2.2.1, RFC 7616 3.4.1).
std::string digest_response(const DigestInput& request);
// "rspauth" of the answer: `body` is that of the answer, `method` does not count, all else is as the request had it
// (RFC 2617 3.2.3, RFC 7616 3.5).
std::string digest_rspauth(const DigestInput& answer);
// "username" where userhash is true (RFC 7616 3.4.4).
std::string digest_userhash(DigestAlgorithm algorithm, std::string_view username, std::string_view realm);
// What stands for the password in the whole realm: H(A1) without a session (RFC 2617 3.2.2.2, 4.13).
std::string digest_key(DigestAlgorithm algorithm, std::string_view username, std::string_view realm, ByteView password);

// Takes the same time wherever the two differ. False if they do, or if one of them is empty.
bool same_digest(std::string_view expected, std::string_view given);

}  // namespace assay::crypto
