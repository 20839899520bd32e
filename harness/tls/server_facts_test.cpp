// What a tester who plays the server is told: the hello, whatever becomes of it, and the certificate that left.
#include <gtest/gtest.h>

#include "codec/tls/hello.hpp"
#include "tls/memory_pair_test.hpp"

namespace assay::tls {
namespace {
namespace server_facts_test {

using memory::Pair;
using memory::World;
using namespace std::string_literals;

Bytes weak_hello() {
  ClientHello hello;
  hello.suites = {0xfafa, 0x0002, 0x0017};
  hello.server_name = "store.example";
  return write(hello);
}

}  // namespace server_facts_test

using namespace server_facts_test;

TEST(TlsServerFacts, TheHelloOfARightClient) {
  const World world;
  const Pair pair(world.client_config(), world.server_config());
  EXPECT_EQ(pair.server.names().front(), "tls.client-hello");
  EXPECT_EQ(pair.server.fact("tls.client-hello", "versions"), "TLSv1.3 TLSv1.2");
  EXPECT_EQ(pair.server.fact("tls.client-hello", "server-name"), "store.example");
  EXPECT_EQ(pair.server.fact("tls.client-hello", "weak"), "");
  EXPECT_EQ(pair.server.fact("tls.client-hello", "suites").rfind("TLS_AES_256_GCM_SHA384 ", 0), 0u);
  EXPECT_EQ(pair.client.find("tls.client-hello"), nullptr);
}

TEST(TlsServerFacts, AHelloThatIsRefusedIsToldFirst) {
  for (const std::size_t piece : {1u, 7u, 1000u}) {
    memory::End server(World().server_config());
    const Bytes hello = weak_hello();
    for (std::size_t at = 0; at < hello.size(); at += piece)
      server.take(server.engine->receive(ByteView(hello).substr(at, piece)));
    EXPECT_EQ(server.names(), (std::vector<std::string>{"tls.client-hello", "tls.alert", "tls.failed"}));
    EXPECT_EQ(server.fact("tls.client-hello", "suites"),
              "0xfafa TLS_RSA_WITH_NULL_SHA TLS_DH_anon_EXPORT_WITH_RC4_40_MD5");
    EXPECT_EQ(server.fact("tls.client-hello", "versions"), "TLSv1.2");
    EXPECT_EQ(server.fact("tls.client-hello", "weak"), "null anonymous export");
  }
}

TEST(TlsServerFacts, AHelloInSeveralRecordsIsOne) {
  memory::End server(World().server_config());
  const Bytes message = RecordReader().feed(weak_hello()).at(0).fragment;
  server.take(server.engine->receive(write(RawRecord{22, 0x0301, message.substr(0, 50), 0})));
  server.take(server.engine->receive(write(RawRecord{22, 0x0301, message.substr(50), 0})));
  EXPECT_EQ(server.fact("tls.client-hello", "server-name"), "store.example");
}

TEST(TlsServerFacts, WhatIsNoHelloIsNotTold) {
  memory::End server(World().server_config());
  server.take(server.engine->receive(write(RawRecord{21, 0x0301, "\x02\x28"s, 0}) + weak_hello()));
  EXPECT_EQ(server.find("tls.client-hello"), nullptr);
}

TEST(TlsServerFacts, TheNamesThatTheClientBears) {
  const World world;
  auto client = world.client_config();
  EXPECT_EQ(Pair(client, world.server_config()).server.fact("tls.established", "peer-names"), "");
  auto wanted = memory::request("alice", "clientAuth");
  wanted.alternative_names = {"URI:sip:alice@example.test", "email:a b\\\n@example.test", "DNS:alice.example.test"};
  const auto made = crypto::make_certificate(wanted, &world.ca).value();
  client.certificate_pem = made.certificate_pem;
  client.key_pem = made.key_pem;
  EXPECT_EQ(Pair(client, world.server_config()).server.fact("tls.established", "peer-names"),
            "URI:sip:alice@example.test email:a\\x20b\\\\\\n@example.test DNS:alice.example.test");
  client.certificate_pem = client.key_pem = "";
  EXPECT_EQ(Pair(client, world.server_config()).server.fact("tls.established", "peer-names"), "");
}

TEST(TlsServerFacts, TheCertificateThatLeft) {
  const World world;
  for (const auto* version : {"TLSv1.2", "TLSv1.3"}) {
    auto client = world.client_config();
    client.maximum_version = version;
    EXPECT_NE(Pair(client, world.server_config()).server.find("tls.certificate-sent"), nullptr) << version;
  }
  memory::End refusing(world.server_config());
  refusing.take(refusing.engine->receive(weak_hello()));
  EXPECT_EQ(refusing.find("tls.certificate-sent"), nullptr);
}

}  // namespace
}  // namespace assay::tls
