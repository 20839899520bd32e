// Certificates on P-256 by OpenSSL, signed with ECDSA and SHA-256.
#include "crypto/certificate.hpp"

#include <openssl/ec.h>
#include <openssl/rand.h>

#include "crypto/extensions.hpp"
#include "crypto/pem.hpp"

namespace assay::crypto {
namespace {

Key new_key() { return Key(EVP_EC_gen("P-256")); }

// Positive and never 0 (RFC 5280 4.1.2.2).
std::uint64_t random_serial() {
  std::uint64_t serial = 0;
  RAND_bytes(reinterpret_cast<unsigned char*>(&serial), sizeof serial);
  return (serial >> 1) | 1;
}

bool fill(X509* certificate, const CertificateRequest& request, EVP_PKEY* key) {
  const auto serial = request.serial != 0 ? request.serial : random_serial();
  const auto* name = reinterpret_cast<const unsigned char*>(request.common_name.data());
  return X509_set_version(certificate, X509_VERSION_3) == 1 &&
         ASN1_INTEGER_set_uint64(X509_get_serialNumber(certificate), serial) == 1 &&
         ASN1_TIME_set(X509_getm_notBefore(certificate), request.not_before) != nullptr &&
         ASN1_TIME_set(X509_getm_notAfter(certificate), request.not_after) != nullptr &&
         X509_NAME_add_entry_by_NID(X509_get_subject_name(certificate), NID_commonName, MBSTRING_UTF8, name,
                                    static_cast<int>(request.common_name.size()), -1, 0) == 1 &&
         X509_set_pubkey(certificate, key) == 1;
}

struct Signer {
  Certificate certificate;
  Key key;
};

Result<Signer> read_signer(const Identity& identity) {
  auto certificates = read_certificates(identity.certificate_pem);
  if (!certificates) return tl::unexpected(certificates.error());
  auto key = read_key(identity.key_pem);
  if (!key) return tl::unexpected(key.error());
  return Signer{std::move(certificates->front()), std::move(*key)};
}

Result<Identity> finish(X509* certificate, EVP_PKEY* key, X509* issuer, EVP_PKEY* issuer_key,
                        const CertificateRequest& request) {
  if (X509_set_issuer_name(certificate, X509_get_subject_name(issuer)) != 1) {
    return failure("the issuer's name cannot be set: " + last_openssl_error());
  }
  if (auto added = add_extensions(certificate, issuer, request); !added) return tl::unexpected(added.error());
  if (X509_sign(certificate, issuer_key, EVP_sha256()) == 0) {
    return failure("the certificate cannot be signed: " + last_openssl_error());
  }
  return Identity{write_pem(certificate), write_pem(key)};
}

bool revoke(X509_CRL* list, std::uint64_t serial, std::int64_t when) {
  Handle<X509_REVOKED, X509_REVOKED_free> entry(X509_REVOKED_new());
  const Handle<ASN1_INTEGER, ASN1_INTEGER_free> number(ASN1_INTEGER_new());
  const Handle<ASN1_TIME, ASN1_TIME_free> date(ASN1_TIME_set(nullptr, when));
  if (!entry || !number || !date || ASN1_INTEGER_set_uint64(number.get(), serial) != 1) return false;
  if (X509_REVOKED_set_serialNumber(entry.get(), number.get()) != 1) return false;
  if (X509_REVOKED_set_revocationDate(entry.get(), date.get()) != 1) return false;
  if (X509_CRL_add0_revoked(list, entry.get()) != 1) return false;
  entry.release();
  return true;
}

bool fill(X509_CRL* list, X509* issuer, std::int64_t this_update, std::int64_t next_update) {
  const Handle<ASN1_TIME, ASN1_TIME_free> from(ASN1_TIME_set(nullptr, this_update));
  const Handle<ASN1_TIME, ASN1_TIME_free> to(ASN1_TIME_set(nullptr, next_update));
  return from && to && X509_CRL_set_version(list, X509_CRL_VERSION_2) == 1 &&
         X509_CRL_set_issuer_name(list, X509_get_subject_name(issuer)) == 1 &&
         X509_CRL_set1_lastUpdate(list, from.get()) == 1 && X509_CRL_set1_nextUpdate(list, to.get()) == 1;
}

}  // namespace

std::string make_key() { return write_pem(new_key().get()); }

Result<Identity> make_certificate(const CertificateRequest& request, const Identity* issuer) {
  const Key key = new_key();
  const Certificate certificate(X509_new());
  if (!key || !certificate || !fill(certificate.get(), request, key.get())) {
    return failure("no certificate for '" + request.common_name + "': " + last_openssl_error());
  }
  if (issuer == nullptr) return finish(certificate.get(), key.get(), certificate.get(), key.get(), request);
  const auto signer = read_signer(*issuer);
  if (!signer) return tl::unexpected(signer.error());
  return finish(certificate.get(), key.get(), signer->certificate.get(), signer->key.get(), request);
}

Result<std::string> make_crl(const Identity& issuer, const std::vector<std::uint64_t>& serials,
                             std::int64_t this_update, std::int64_t next_update) {
  const auto signer = read_signer(issuer);
  if (!signer) return tl::unexpected(signer.error());
  const RevocationList list(X509_CRL_new());
  bool good = list && fill(list.get(), signer->certificate.get(), this_update, next_update);
  for (const auto serial : serials) good = good && revoke(list.get(), serial, this_update);
  if (!good) return failure("the revocation list cannot be made: " + last_openssl_error());
  if (auto added = add_extensions(list.get(), signer->certificate.get()); !added) return tl::unexpected(added.error());
  if (X509_CRL_sort(list.get()) != 1 || X509_CRL_sign(list.get(), signer->key.get(), EVP_sha256()) == 0) {
    return failure("the revocation list cannot be signed: " + last_openssl_error());
  }
  return write_pem(list.get());
}

}  // namespace assay::crypto
