// Two engines joined in memory, and certificates for them: what the tests of TLS stand on.
#pragma once

#include <ctime>
#include <memory>
#include <string>
#include <vector>

#include "crypto/certificate.hpp"
#include "tls/engine.hpp"

namespace assay::tls::memory {

// One end and everything that it told so far.
struct End {
  std::unique_ptr<Engine> engine;
  std::vector<trace::Record> told;

  explicit End(const Config& config) : engine(Engine::create(config).value()) {}

  // Keeps the records, gives what is to be sent.
  Bytes take(Output output) {
    for (auto& record : output.records) told.push_back(std::move(record));
    return std::move(output.to_send);
  }
  const trace::Record* find(const std::string& name) const {
    for (const auto& record : told) {
      if (record.name == name) return &record;
    }
    return nullptr;
  }
  std::string fact(const std::string& name, const std::string& attribute) const {
    const auto* record = find(name);
    return record == nullptr ? "(not told)" : trace::attribute(*record, attribute);
  }
  // "received fatal bad_record_mac", the first in that direction; empty if there is none.
  std::string alert(const std::string& direction) const {
    for (const auto& record : told) {
      if (record.name != "tls.alert" || trace::attribute(record, "direction") != direction) continue;
      return trace::attribute(record, "level") + " " + trace::attribute(record, "description");
    }
    return {};
  }
  Bytes plaintext() const {
    Bytes all;
    for (const auto& record : told) {
      if (record.name == "bytes") all += record.data;
    }
    return all;
  }
  // Names of all events in their order, with their texts: to compare two runs.
  std::vector<std::string> names() const {
    std::vector<std::string> all;
    for (const auto& record : told) {
      if (record.kind == trace::Kind::event) all.push_back(record.name);
    }
    return all;
  }
};

struct Pair {
  End client;
  End server;
  std::size_t piece;  // how many octets the transport hands over at a time

  Pair(const Config& client_config, const Config& server_config, std::size_t piece_size = 1 << 20)
      : client(client_config), server(server_config), piece(piece_size) {
    to_server(client.take(client.engine->start()));
  }

  Bytes feed(End& end, ByteView octets) const {
    Bytes answer;
    for (std::size_t at = 0; at < octets.size(); at += piece) {
      answer += end.take(end.engine->receive(octets.substr(at, piece)));
    }
    return answer;
  }
  // Hands the octets over, and the answers to them, until nobody says any more.
  void to_server(Bytes octets) {
    while (!octets.empty()) octets = feed(client, feed(server, octets));
  }
  void to_client(Bytes octets) { to_server(feed(client, octets)); }
  void send_to_server(ByteView plaintext, const std::vector<Fault>& faults = {}) {
    to_server(client.take(client.engine->send(plaintext, faults)));
  }
};

constexpr std::int64_t day = 86400;

inline crypto::CertificateRequest request(const std::string& name, const std::string& usage) {
  crypto::CertificateRequest made;
  made.common_name = name;
  if (!usage.empty()) made.extended_key_usages = {usage};
  made.not_before = std::time(nullptr) - 30 * day;
  made.not_after = std::time(nullptr) + 30 * day;
  return made;
}

inline crypto::Identity authority(const std::string& name) {
  auto made = request(name, "");
  made.authority = true;
  return crypto::make_certificate(made, nullptr).value();
}

// An authority, a server "store.example" (also 127.0.0.1) and a client "alice", all in order.
struct World {
  crypto::Identity ca = authority("Root");
  crypto::Identity server;
  crypto::Identity alice;

  World() {
    auto wanted = request("store", "serverAuth");
    wanted.alternative_names = {"DNS:store.example", "IP:127.0.0.1"};
    server = crypto::make_certificate(wanted, &ca).value();
    alice = crypto::make_certificate(request("alice", "clientAuth"), &ca).value();
  }
  Config client_config() const {
    Config config;
    config.trust_pem = ca.certificate_pem;
    config.certificate_pem = alice.certificate_pem;
    config.key_pem = alice.key_pem;
    config.server_name = "store.example";
    return config;
  }
  Config server_config() const {
    Config config;
    config.role = Role::server;
    config.trust_pem = ca.certificate_pem;
    config.certificate_pem = server.certificate_pem;
    config.key_pem = server.key_pem;
    config.request_client_certificate = true;
    return config;
  }
};

}  // namespace assay::tls::memory
