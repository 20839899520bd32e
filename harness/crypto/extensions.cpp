// Builds extensions from OpenSSL's configuration syntax, alternative names one by one.
#include "crypto/extensions.hpp"

#include "base/text.hpp"

namespace assay::crypto {
namespace {

using Names = Handle<GENERAL_NAMES, GENERAL_NAMES_free>;

Result<void> add(X509* certificate, X509* issuer, int nid, const std::string& value) {
  X509V3_CTX context;
  X509V3_set_ctx(&context, issuer, certificate, nullptr, nullptr, 0);
  const Extension extension(X509V3_EXT_conf_nid(nullptr, &context, nid, value.c_str()));
  if (!extension || X509_add_ext(certificate, extension.get(), -1) != 1) {
    return failure(std::string(OBJ_nid2ln(nid)) + " cannot be " + value + ": " + last_openssl_error());
  }
  return {};
}

int name_type(std::string_view label) {
  if (label == "DNS") return GEN_DNS;
  if (label == "email") return GEN_EMAIL;
  if (label == "URI") return GEN_URI;
  return label == "IP" ? GEN_IPADD : -1;
}

// One by one because the configuration syntax would split a URI at its commas.
Result<void> add_alternative_names(X509* certificate, const std::vector<std::string>& texts) {
  const Names names(GENERAL_NAMES_new());
  for (const auto& text : texts) {
    const auto colon = text.find(':');
    const int type = colon == std::string::npos ? -1 : name_type(std::string_view(text).substr(0, colon));
    GENERAL_NAME* name = type < 0 ? nullptr
                                  : a2i_GENERAL_NAME(nullptr, nullptr, nullptr, type, text.c_str() + colon + 1, 0);
    if (name == nullptr) {
      return failure("'" + text + "' is no alternative name", "write DNS:, email:, URI: or IP: before the name");
    }
    sk_GENERAL_NAME_push(names.get(), name);
  }
  if (X509_add1_ext_i2d(certificate, NID_subject_alt_name, names.get(), 0, X509V3_ADD_DEFAULT) != 1) {
    return failure("the alternative names cannot be encoded: " + last_openssl_error());
  }
  return {};
}

std::string key_usage(const CertificateRequest& request) {
  auto usages = request.key_usages;
  if (request.authority) usages.insert(usages.end(), {"keyCertSign", "cRLSign"});
  return usages.empty() ? std::string() : "critical," + join(usages, ",");
}

}  // namespace

Result<void> add_extensions(X509* certificate, X509* issuer, const CertificateRequest& request) {
  const std::pair<int, std::string> wanted[] = {
      {NID_basic_constraints, request.authority ? "critical,CA:TRUE" : "critical,CA:FALSE"},
      {NID_key_usage, key_usage(request)},
      {NID_ext_key_usage, join(request.extended_key_usages, ",")},
      {NID_subject_key_identifier, "hash"},
      {NID_authority_key_identifier, "keyid"},  // after the subject's: a self-signed one refers to itself
  };
  for (const auto& [nid, value] : wanted) {
    if (value.empty()) continue;
    if (auto added = add(certificate, issuer, nid, value); !added) return added;
  }
  return request.alternative_names.empty() ? Result<void>{}
                                           : add_alternative_names(certificate, request.alternative_names);
}

Result<void> add_extensions(X509_CRL* list, X509* issuer) {
  X509V3_CTX context;
  X509V3_set_ctx(&context, issuer, nullptr, nullptr, list, 0);
  const Extension key(X509V3_EXT_conf_nid(nullptr, &context, NID_authority_key_identifier, "keyid"));
  const Handle<ASN1_INTEGER, ASN1_INTEGER_free> number(ASN1_INTEGER_new());
  if (!key || !number || ASN1_INTEGER_set(number.get(), 1) != 1 || X509_CRL_add_ext(list, key.get(), -1) != 1 ||
      X509_CRL_add1_ext_i2d(list, NID_crl_number, number.get(), 0, X509V3_ADD_DEFAULT) != 1) {
    return failure("an extension of the revocation list cannot be made: " + last_openssl_error());
  }
  return {};
}

}  // namespace assay::crypto
