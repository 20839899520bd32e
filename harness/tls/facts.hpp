// What an OpenSSL connection says about itself, as trace records.
#pragma once

#include <string>
#include <vector>

#include "codec/tls/offer.hpp"
#include "tls/handle.hpp"
#include "tls/verification.hpp"
#include "trace/record.hpp"

namespace assay::tls {

// An event with a name, its attributes and its octets.
trace::Record event(std::string name, std::map<std::string, std::string> attributes = {}, Bytes data = {});
trace::Record evidence(std::string name, std::map<std::string, std::string> attributes, Bytes data);

// tls.alert; `value` as OpenSSL's info callback gives it: level in the high octet, code in the low one.
trace::Record alert_event(const char* direction, int value);

// tls.client-hello.
trace::Record client_hello_event(const Offer& offer);

// tls.established.
trace::Record established_event(SSL* connection, const Verification& verification, bool certificate_requested);

// Whether the peer showed a certificate (never so after an anonymous or PSK handshake).
bool peer_has_certificate(SSL* connection);
// PEM of the chain that the peer sent, leaf first.
std::vector<std::string> peer_certificates(SSL* connection);

}  // namespace assay::tls
