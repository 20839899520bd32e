// Faults in the handshake: what a right peer answers, in both roles, and that none passes in silence.
#include <gtest/gtest.h>

#include "tls/memory_pair_test.hpp"

namespace assay::tls {
namespace {
namespace handshake_fault_test {

using memory::Pair;
using memory::World;

const Fault alter_finished{"finished", 22, 0, -1, 1};

struct Meeting {
  const char* version;
  const char* list;   // OpenSSL's, TLS 1.2
  const char* suite;  // TLS 1.3
};

Config agreeing(Config config, const Meeting& meeting) {
  config.minimum_version = config.maximum_version = meeting.version;
  config.cipher_list = meeting.list;
  config.cipher_suites = meeting.suite;
  return config;
}

class AlteredFinished : public testing::TestWithParam<Meeting> {
 protected:
  World world;
  Config client = agreeing(world.client_config(), GetParam());
  Config server = agreeing(world.server_config(), GetParam());
};

}  // namespace handshake_fault_test

using namespace handshake_fault_test;

TEST_P(AlteredFinished, OfTheClientIsAnsweredByDecryptError) {
  client.handshake_faults = {alter_finished};
  const Pair pair(client, server);
  EXPECT_EQ(pair.client.fact("tls.fault-applied", "kind"), "finished");
  EXPECT_NE(pair.client.fact("tls.fault-applied", "record-offset"), "");
  EXPECT_EQ(pair.client.alert("received"), "fatal decrypt_error");
  EXPECT_FALSE(pair.server.engine->established());
}

TEST_P(AlteredFinished, OfTheServerIsAnsweredByDecryptError) {
  server.handshake_faults = {alter_finished};
  const Pair pair(client, server);
  EXPECT_EQ(pair.server.fact("tls.fault-applied", "kind"), "finished");
  EXPECT_EQ(pair.server.alert("received"), "fatal decrypt_error");
  EXPECT_FALSE(pair.client.engine->established());
}

TEST_P(AlteredFinished, AMaskOfNothingLeavesTheHandshakeRight) {
  client.handshake_faults = {{"finished", 22, 0, -1, 0}};
  Pair pair(client, server);
  EXPECT_EQ(pair.client.find("tls.fault-applied"), nullptr);
  EXPECT_NE(pair.client.fact("tls.fault-not-applied", "reason"), "");
  pair.send_to_server("on it goes");
  EXPECT_EQ(pair.server.plaintext(), "on it goes");
}

INSTANTIATE_TEST_SUITE_P(Tls, AlteredFinished,
                         testing::Values(Meeting{"TLSv1.3", "", "TLS_AES_128_GCM_SHA256"},
                                         Meeting{"TLSv1.3", "", "TLS_AES_256_GCM_SHA384"},
                                         Meeting{"TLSv1.2", "ECDHE-ECDSA-AES128-GCM-SHA256", ""},
                                         Meeting{"TLSv1.2", "ECDHE-ECDSA-AES256-GCM-SHA384", ""}));

TEST(TlsHandshakeFaults, AFinishedThatCannotBeReachedIsTold) {
  const World world;
  for (const Meeting& meeting : {Meeting{"TLSv1.3", "", "TLS_CHACHA20_POLY1305_SHA256"},
                                 Meeting{"TLSv1.2", "ECDHE-ECDSA-AES128-SHA", ""}, Meeting{"TLSv1.1", "", ""}}) {
    auto client = agreeing(world.client_config(), meeting);
    client.handshake_faults = {alter_finished};
    const Pair pair(client, agreeing(world.server_config(), meeting));
    EXPECT_EQ(pair.client.find("tls.fault-applied"), nullptr);
    EXPECT_NE(pair.client.fact("tls.fault-not-applied", "reason").find("AES-GCM"), std::string::npos);
    EXPECT_TRUE(pair.server.engine->established());
  }
}

TEST(TlsHandshakeFaults, RecordsAreCountedOverTheWholeHandshake) {
  const World world;
  auto client = world.client_config();
  client.maximum_version = "TLSv1.2";
  client.handshake_faults = {{"xor", 22, 4, -1, 1}};  // hello, certificate, key exchange, verify; finished
  const Pair pair(client, world.server_config());
  EXPECT_NE(pair.client.find("tls.fault-applied"), nullptr);
  EXPECT_EQ(pair.server.alert("sent"), "fatal bad_record_mac");
}

TEST(TlsHandshakeFaults, OnTheFirstRecordMeetTheHello) {
  const World world;
  auto client = world.client_config();
  client.handshake_faults = {{"drop", 22, 0}};
  const Pair pair(client, world.server_config());
  EXPECT_NE(pair.client.find("tls.fault-applied"), nullptr);
  EXPECT_EQ(pair.server.find("tls.client-hello"), nullptr);
}

TEST(TlsHandshakeFaults, WhatMetNoRecordIsToldWhenTheHandshakeEnds) {
  const World world;
  auto config = world.client_config();
  config.handshake_faults = {{"xor", 22, 40}, alter_finished};
  const Pair done(config, world.server_config());
  EXPECT_EQ(done.client.fact("tls.fault-not-applied", "reason"), "no such record in the handshake");
  memory::End cut(config);
  cut.take(cut.engine->start());
  EXPECT_EQ(cut.find("tls.fault-not-applied"), nullptr);
  cut.take(cut.engine->eof());
  EXPECT_EQ(cut.fact("tls.fault-not-applied", "kind"), "finished");
  memory::End closed(config);
  closed.take(closed.engine->start());
  closed.take(closed.engine->close());
  EXPECT_EQ(closed.fact("tls.fault-not-applied", "kind"), "finished");
}

TEST(TlsHandshakeFaults, TouchNoRecordBehindTheHandshake) {
  const World world;
  auto client = world.client_config();
  client.handshake_faults = {{"xor", 23, 10}};
  Pair pair(client, world.server_config());
  for (int i = 0; i < 12; ++i) pair.send_to_server("x");
  EXPECT_EQ(pair.server.plaintext(), Bytes(12, 'x'));
}

}  // namespace
}  // namespace assay::tls
