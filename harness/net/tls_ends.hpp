// The two ends of a TLS connection with fresh certificates; for tests.
#pragma once

#include <ctime>

#include "crypto/certificate.hpp"
#include "tls/engine.hpp"

namespace assay::net {

struct TlsEnds {
  tls::Config client;
  tls::Config server;

  TlsEnds() {
    const auto authority = make("Test Authority", true, nullptr);
    const auto leaf = make("store.example", false, &authority);
    server.role = tls::Role::server;
    server.certificate_pem = leaf.certificate_pem;
    server.key_pem = leaf.key_pem;
    client.trust_pem = authority.certificate_pem;
    client.server_name = "store.example";
  }

 private:
  static crypto::Identity make(const std::string& name, bool authority, const crypto::Identity* issuer) {
    crypto::CertificateRequest request;
    request.common_name = name;
    request.authority = authority;
    if (!authority) request.alternative_names = {"DNS:" + name};
    request.not_before = std::time(nullptr) - 3600;
    request.not_after = std::time(nullptr) + 3600;
    return *crypto::make_certificate(request, issuer);
  }
};

}  // namespace assay::net
