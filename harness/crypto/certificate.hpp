// Makes certificates, right and wrong ones, for Principals and servers (RFC 5280).
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/error.hpp"

namespace assay::crypto {

// P-256. PEM.
std::string make_key();

struct Identity {
  std::string certificate_pem;
  std::string key_pem;
};

struct CertificateRequest {
  std::string common_name;
  std::vector<std::string> alternative_names;  // "DNS:…", "email:…", "URI:…", "IP:…"
  std::vector<std::string> extended_key_usages; // "clientAuth", "serverAuth"; empty: extension absent
  std::vector<std::string> key_usages{"digitalSignature"};
  bool authority{false};                        // CA:TRUE with keyCertSign, cRLSign
  std::int64_t not_before{0};                   // seconds since 1970
  std::int64_t not_after{0};
  std::uint64_t serial{0};                      // 0: random
};

// A fresh P-256 key; self-signed when `issuer` is null.
Result<Identity> make_certificate(const CertificateRequest& request, const Identity* issuer);

// A CRL of `issuer` that revokes `serials`, signed now, next update far off. PEM.
Result<std::string> make_crl(const Identity& issuer, const std::vector<std::uint64_t>& serials,
                             std::int64_t this_update, std::int64_t next_update);

// Facts of a certificate as a server binds it to a Principal.
struct Facts {
  std::string subject;       // RFC 2253 form
  std::string common_name;
  std::vector<std::string> alternative_names;
  std::vector<std::string> sip_domains;  // see crypto/sip_domains.hpp
  std::int64_t not_before{0};
  std::int64_t not_after{0};
  std::uint64_t serial{0};
};
Result<Facts> read_certificate(const std::string& pem);

}  // namespace assay::crypto
