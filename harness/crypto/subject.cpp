// Reads subject names with their full length, so that an embedded NUL cannot shorten a name.
#include "crypto/subject.hpp"

#include "crypto/certificate.hpp"
#include "crypto/pem.hpp"
#include "crypto/sip_domains.hpp"

namespace assay::crypto {
namespace {

std::string octets(const ASN1_STRING* text) {
  return std::string(reinterpret_cast<const char*>(ASN1_STRING_get0_data(text)),
                     static_cast<std::size_t>(ASN1_STRING_length(text)));
}

// "192.0.2.1", IPv6 in groups; "<invalid>" for a length that is neither.
std::string address(const ASN1_OCTET_STRING* text) {
  char* printed = nullptr;
  const Handle<GENERAL_NAME, GENERAL_NAME_free> name(GENERAL_NAME_new());
  GENERAL_NAME_set0_value(name.get(), GEN_IPADD, ASN1_OCTET_STRING_dup(text));
  const Bio bio(BIO_new(BIO_s_mem()));
  GENERAL_NAME_print(bio.get(), name.get());
  const long size = BIO_get_mem_data(bio.get(), &printed);
  const std::string all(printed, static_cast<std::size_t>(size > 0 ? size : 0));
  return all.substr(all.find(':') + 1);
}

std::string text(const GENERAL_NAME* name) {
  switch (name->type) {
    case GEN_DNS: return "DNS:" + octets(name->d.dNSName);
    case GEN_EMAIL: return "email:" + octets(name->d.rfc822Name);
    case GEN_URI: return "URI:" + octets(name->d.uniformResourceIdentifier);
    case GEN_IPADD: return "IP:" + address(name->d.iPAddress);
    default: return {};
  }
}

std::int64_t seconds(const ASN1_TIME* time) {
  const Handle<ASN1_TIME, ASN1_TIME_free> epoch(ASN1_TIME_set(nullptr, 0));
  int days = 0;
  int rest = 0;
  if (ASN1_TIME_diff(&days, &rest, epoch.get(), time) != 1) return 0;
  return std::int64_t{days} * 86400 + rest;
}

}  // namespace

std::string subject(X509* certificate) {
  const Bio bio(BIO_new(BIO_s_mem()));
  X509_NAME_print_ex(bio.get(), X509_get_subject_name(certificate), 0, XN_FLAG_RFC2253 & ~ASN1_STRFLGS_ESC_MSB);
  char* data = nullptr;
  const long size = BIO_get_mem_data(bio.get(), &data);
  return size > 0 ? std::string(data, static_cast<std::size_t>(size)) : std::string();
}

std::string common_name(X509* certificate) {
  const X509_NAME* name = X509_get_subject_name(certificate);
  int last = -1;
  for (int i = -1; (i = X509_NAME_get_index_by_NID(name, NID_commonName, i)) >= 0;) last = i;
  if (last < 0) return {};
  unsigned char* utf8 = nullptr;
  const int size = ASN1_STRING_to_UTF8(&utf8, X509_NAME_ENTRY_get_data(X509_NAME_get_entry(name, last)));
  if (size < 0) return {};
  std::string result(reinterpret_cast<char*>(utf8), static_cast<std::size_t>(size));
  OPENSSL_free(utf8);
  return result;
}

std::vector<std::string> alternative_names(X509* certificate) {
  const Handle<GENERAL_NAMES, GENERAL_NAMES_free> names(
      static_cast<GENERAL_NAMES*>(X509_get_ext_d2i(certificate, NID_subject_alt_name, nullptr, nullptr)));
  std::vector<std::string> texts;
  for (int i = 0; names && i < sk_GENERAL_NAME_num(names.get()); ++i) {
    auto one = text(sk_GENERAL_NAME_value(names.get(), i));
    if (!one.empty()) texts.push_back(std::move(one));
  }
  return texts;
}

Result<Facts> read_certificate(const std::string& pem) {
  const auto certificates = read_certificates(pem);
  if (!certificates) return tl::unexpected(certificates.error());
  X509* leaf = certificates->front().get();
  Facts facts;
  facts.subject = subject(leaf);
  facts.common_name = common_name(leaf);
  facts.alternative_names = alternative_names(leaf);
  facts.sip_domains = sip_domains(leaf);
  facts.not_before = seconds(X509_get0_notBefore(leaf));
  facts.not_after = seconds(X509_get0_notAfter(leaf));
  if (ASN1_INTEGER_get_uint64(&facts.serial, X509_get0_serialNumber(leaf)) != 1) facts.serial = 0;
  last_openssl_error();  // nothing of a refused field may stay in the queue
  return facts;
}

}  // namespace assay::crypto
