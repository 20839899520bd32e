// Handshakes, data, closing and garbage between two engines in memory.
#include "tls/engine.hpp"

#include <gtest/gtest.h>

#include "tls/memory_pair_test.hpp"

namespace assay::tls {
namespace {
namespace engine_test {

using memory::Pair;
using memory::World;
using namespace std::string_literals;

Config only(Config config, const std::string& version) {
  config.minimum_version = config.maximum_version = version;
  return config;
}

Pair session(const std::string& version = "TLSv1.3", std::size_t piece = 1 << 20) {
  const World world;
  return Pair(only(world.client_config(), version), only(world.server_config(), version), piece);
}

class TlsVersions : public testing::TestWithParam<const char*> {};

}  // namespace engine_test

using namespace engine_test;

TEST_P(TlsVersions, MutualHandshakeTellsTheFacts) {
  Pair pair = session(GetParam());
  EXPECT_EQ(pair.client.fact("tls.established", "version"), GetParam());
  EXPECT_EQ(pair.client.fact("tls.established", "peer-subject"), "CN=store");
  EXPECT_EQ(pair.client.fact("tls.established", "peer-verified"), "yes");
  EXPECT_EQ(pair.client.fact("tls.established", "peer-verify-result"), "ok");
  EXPECT_EQ(pair.client.fact("tls.established", "client-certificate-requested"), "yes");
  EXPECT_EQ(pair.client.fact("tls.established", "resumed"), "no");
  EXPECT_EQ(pair.client.fact("tls.established", "null-encryption"), "no");
  EXPECT_EQ(pair.client.fact("tls.established", "suite").rfind("TLS_", 0), 0u);
  EXPECT_EQ(pair.server.fact("tls.established", "peer-subject"), "CN=alice");
  EXPECT_TRUE(pair.server.engine->peer_verified());
  EXPECT_EQ(crypto::read_certificate(pair.server.engine->peer_certificate_pem())->common_name, "alice");
}

TEST_P(TlsVersions, KeyLogAndPeerChainAreEvidence) {
  Pair pair = session(GetParam());
  const auto* line = pair.client.find("keylog");
  ASSERT_NE(line, nullptr);
  EXPECT_EQ(line->kind, trace::Kind::evidence);
  EXPECT_EQ(line->data, pair.server.find("keylog")->data);
  ASSERT_NE(pair.server.find("tls.peer-certificate"), nullptr);
  EXPECT_EQ(pair.server.find("tls.peer-certificate")->data, pair.server.engine->peer_certificate_pem());
}

TEST_P(TlsVersions, DataComesInPiecesOfAtMost16KiB) {
  Pair pair = session(GetParam());
  const Bytes data(50000, 'd');
  pair.send_to_server(data);
  EXPECT_EQ(pair.server.plaintext(), data);
  EXPECT_EQ(pair.server.fact("bytes", "protected"), "yes");
  for (const auto& record : pair.server.told) EXPECT_TRUE(record.name != "bytes" || record.data.size() <= 16384);
}

TEST_P(TlsVersions, OctetByOctetIsTheSame) {
  Pair whole = session(GetParam());
  Pair cut = session(GetParam(), 1);
  for (Pair* pair : {&whole, &cut}) {
    pair->send_to_server("a NOOP\r\n");
    pair->to_client(pair->server.take(pair->server.engine->send("a OK\r\n", {})));
    pair->to_server(pair->client.take(pair->client.engine->close()));
  }
  EXPECT_EQ(cut.client.names(), whole.client.names());
  EXPECT_EQ(cut.server.names(), whole.server.names());
  EXPECT_EQ(cut.server.plaintext(), "a NOOP\r\n");
  EXPECT_EQ(cut.client.plaintext(), "a OK\r\n");
}

TEST_P(TlsVersions, CloseNotifyIsClosedAndNoFailure) {
  Pair pair = session(GetParam());
  pair.to_server(pair.client.take(pair.client.engine->close()));
  EXPECT_EQ(pair.client.alert("sent"), "warning close_notify");
  EXPECT_NE(pair.server.find("tls.closed"), nullptr);
  pair.server.take(pair.server.engine->eof());
  pair.client.take(pair.client.engine->eof());
  EXPECT_EQ(pair.server.find("tls.failed"), nullptr);
  EXPECT_EQ(pair.client.find("tls.failed"), nullptr);
}

TEST_P(TlsVersions, EndOfStreamWithoutCloseNotifyIsTruncation) {
  Pair pair = session(GetParam());
  pair.server.take(pair.server.engine->eof());
  EXPECT_EQ(pair.server.fact("tls.failed", "truncated"), "yes");
  EXPECT_TRUE(pair.server.engine->failed());
}

INSTANTIATE_TEST_SUITE_P(TlsEngine, TlsVersions, testing::Values("TLSv1.2", "TLSv1.3"));

TEST(TlsEngine, EndOfStreamInsideARecordOrTheHandshakeIsTold) {
  Pair pair = session();
  const Bytes record = pair.client.take(pair.client.engine->send("hello", {}));
  pair.server.take(pair.server.engine->receive(ByteView(record).substr(0, 9)));
  pair.server.take(pair.server.engine->eof());
  EXPECT_EQ(pair.server.fact("tls.failed", "reason"), "the stream ended inside a record");
  memory::End lone(World().server_config());
  lone.take(lone.engine->eof());
  EXPECT_EQ(lone.fact("tls.failed", "reason"), "the stream ended during the handshake");
}

TEST(TlsEngine, OldVersionsWorkWhereAskedFor) {
  for (const auto* version : {"TLSv1", "TLSv1.1"}) {
    Pair pair = session(version);
    EXPECT_EQ(pair.client.fact("tls.established", "version"), version);
  }
}

TEST(TlsEngine, VersionsThatDoNotMeetGiveTheAlert) {
  const World world;
  const Pair pair(only(world.client_config(), "TLSv1.1"), world.server_config());
  EXPECT_EQ(pair.server.alert("sent"), "fatal protocol_version");
  EXPECT_EQ(pair.client.alert("received"), "fatal protocol_version");
  EXPECT_EQ(pair.client.fact("tls.failed", "reason"), "the peer sent the fatal alert protocol_version");
}

TEST(TlsEngine, NullEncryptionIsTold) {
  const World world;
  auto client = only(world.client_config(), "TLSv1.2");
  client.cipher_list = "eNULL:@SECLEVEL=0";
  auto server = only(world.server_config(), "TLSv1.2");
  server.cipher_list = "ALL:eNULL:@SECLEVEL=0";
  const Pair pair(client, server);
  EXPECT_EQ(pair.client.fact("tls.established", "suite"), "TLS_ECDHE_ECDSA_WITH_NULL_SHA");
  EXPECT_EQ(pair.client.fact("tls.established", "null-encryption"), "yes");
}

TEST(TlsEngine, AClientThatVerifiesTakesNoAnonymousServer) {
  const World world;
  auto client = only(world.client_config(), "TLSv1.2");
  client.cipher_list = "aNULL:@SECLEVEL=0";
  auto server = only(world.server_config(), "TLSv1.2");
  server.request_client_certificate = false;
  server.cipher_list = "aNULL:@SECLEVEL=0";
  EXPECT_TRUE(Pair(client, server).client.engine->failed());
  client.verify_peer = false;
  const Pair lenient(client, server);
  EXPECT_FALSE(lenient.client.engine->failed());
  EXPECT_EQ(lenient.client.fact("tls.established", "peer-verified"), "no");
  EXPECT_NE(lenient.client.fact("tls.established", "suite").find("_anon_"), std::string::npos);
}

TEST(TlsEngine, OctetsThatAreNoRecordAreHandedOver) {
  memory::End client(World().client_config());
  client.take(client.engine->start());
  client.take(client.engine->receive("* OK ready\r\n"));
  EXPECT_EQ(client.find("tls.not-a-record")->data, "* OK ready\r\n");
  EXPECT_TRUE(client.engine->failed());
  client.told.clear();
  client.take(client.engine->receive("* BYE\r\n"));
  EXPECT_EQ(client.find("tls.not-a-record")->data, "* BYE\r\n");
}

TEST(TlsEngine, ClearTextBehindGoodRecordsIsHandedOverFromItsFirstOctet) {
  Pair pair = session();
  const Bytes record = pair.server.take(pair.server.engine->send("in", {}));
  pair.client.take(pair.client.engine->receive(record + "* clear"));
  EXPECT_EQ(pair.client.plaintext(), "in");
  EXPECT_EQ(pair.client.find("tls.not-a-record")->data, "* clear");
}

TEST(TlsEngine, GarbageInTheShapeOfRecordsFailsWithAnAlert) {
  memory::End server(World().server_config());
  const Bytes answer = server.take(server.engine->receive("\x16\x03\x01\0\x05garba"s));
  EXPECT_TRUE(server.engine->failed());
  EXPECT_FALSE(server.alert("sent").empty());
  EXPECT_EQ(answer[0], '\x15');
  EXPECT_NE(server.find("tls.failed"), nullptr);
}

TEST(TlsEngine, TooLongARecordIsRefusedFromItsHeaderOn) {
  Pair pair = session();
  pair.server.take(pair.server.engine->receive("\x17\x03\x03\xff\xff"s));
  EXPECT_TRUE(pair.server.engine->failed());
  EXPECT_EQ(pair.server.alert("sent"), "fatal record_overflow");
}

TEST(TlsEngine, SendingWhereNoConnectionStandsIsTold) {
  memory::End client(World().client_config());
  client.take(client.engine->start());
  EXPECT_EQ(client.take(client.engine->send("too early", {Fault{"xor"}})), "");
  EXPECT_NE(client.find("tls.not-sent"), nullptr);
  EXPECT_NE(client.find("tls.fault-not-applied"), nullptr);
}

TEST(TlsEngine, ConfigurationsThatCannotBeAreErrors) {
  const World world;
  auto config = world.server_config();
  config.key_pem = world.alice.key_pem;
  EXPECT_FALSE(Engine::create(config));
  config = world.server_config();
  config.minimum_version = "SSLv2";
  EXPECT_FALSE(Engine::create(config));
  config = world.server_config();
  config.cipher_list = "NO-SUCH-SUITE";
  EXPECT_FALSE(Engine::create(config));
  config = world.server_config();
  config.crl_pem = "no list";
  EXPECT_FALSE(Engine::create(config));
}

}  // namespace
}  // namespace assay::tls
