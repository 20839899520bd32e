// Ends that take replayed records or an altered Finished message, and are right in all else.
#include <gtest/gtest.h>

#include "tls/memory_pair_test.hpp"

namespace assay::tls {
namespace {
namespace misreading_test {

using memory::Pair;
using memory::World;

struct Spoken {
  const char* version;
  const char* list;
  const char* suite;
};

Config speaking(Config config, const Spoken& spoken) {
  config.minimum_version = config.maximum_version = spoken.version;
  config.cipher_list = spoken.list;
  config.cipher_suites = spoken.suite;
  return config;
}

class Replayed : public testing::TestWithParam<Spoken> {};
class WrongFinished : public testing::TestWithParam<const char*> {
 protected:
  World world;
  Config client = speaking(world.client_config(), {"TLSv1.3", "", GetParam()});
  Config server = world.server_config();
};

const Fault replay{"duplicate", 23, 0};

}  // namespace misreading_test

using namespace misreading_test;

TEST_P(Replayed, RecordsAreReadAgainByTheWrongEndOnly) {
  const World world;
  for (const bool wrong : {false, true}) {
    auto server = world.server_config();
    server.accept_replayed_records = wrong;
    Pair pair(speaking(world.client_config(), GetParam()), server);
    pair.send_to_server("one ");
    pair.send_to_server("two ", {replay});
    if (!wrong) {
      EXPECT_EQ(pair.client.alert("received"), "fatal bad_record_mac");
      continue;
    }
    pair.send_to_server("three ");
    pair.send_to_server("four ", {replay});
    pair.to_server(pair.client.take(pair.client.engine->close()));
    EXPECT_EQ(pair.server.plaintext(), "one two two three four four ");
    EXPECT_NE(pair.server.find("tls.closed"), nullptr);
  }
}

TEST_P(Replayed, AnAlteredRecordIsRefusedAllTheSame) {
  const World world;
  auto server = world.server_config();
  server.accept_replayed_records = true;
  Pair pair(speaking(world.client_config(), GetParam()), server);
  pair.send_to_server("one ", {replay});
  pair.send_to_server("two ", {Fault{"xor", 23, 0, -1, 1}});
  EXPECT_EQ(pair.server.plaintext(), "one one ");
  EXPECT_EQ(pair.client.alert("received"), "fatal bad_record_mac");
}

INSTANTIATE_TEST_SUITE_P(Tls, Replayed,
                         testing::Values(Spoken{"TLSv1.3", "", "TLS_AES_128_GCM_SHA256"},
                                         Spoken{"TLSv1.3", "", "TLS_AES_256_GCM_SHA384"},
                                         Spoken{"TLSv1.2", "ECDHE-ECDSA-AES128-GCM-SHA256", ""}));

TEST_P(WrongFinished, IsTakenByTheWrongServerOnly) {
  client.handshake_faults = {{"finished", 22, 0, -1, 1}};
  EXPECT_FALSE(Pair(client, server).server.engine->established());
  server.accept_altered_finished = true;
  Pair pair(client, server);
  EXPECT_NE(pair.client.find("tls.fault-applied"), nullptr);
  EXPECT_TRUE(pair.server.engine->peer_verified());
  pair.send_to_server("on it goes");
  EXPECT_EQ(pair.server.plaintext(), "on it goes");
}

TEST_P(WrongFinished, ARightOneIsTakenToo) {
  server.accept_altered_finished = true;
  server.request_client_certificate = false;
  Pair pair(client, server);
  pair.send_to_server("as ever");
  EXPECT_EQ(pair.server.plaintext(), "as ever");
}

TEST_P(WrongFinished, IsTakenInAResumption) {
  server.accept_altered_finished = true;
  server.ticket_key = Bytes(80, 'k');
  const Pair first(client, server);
  client.resume = first.client.engine->session();
  client.handshake_faults = {{"finished", 22, 0, 0, 128}};
  EXPECT_EQ(Pair(client, server).server.fact("tls.established", "resumed"), "yes");
}

TEST_P(WrongFinished, AnAlteredRecordIsNot) {
  server.accept_altered_finished = true;
  client.handshake_faults = {{"xor", 23, 2, -1, 1}};
  const Pair pair(client, server);
  EXPECT_NE(pair.client.find("tls.fault-applied"), nullptr);
  EXPECT_EQ(pair.client.alert("received"), "fatal bad_record_mac");
}

INSTANTIATE_TEST_SUITE_P(Tls, WrongFinished, testing::Values("TLS_AES_128_GCM_SHA256", "TLS_AES_256_GCM_SHA384"));

}  // namespace
}  // namespace assay::tls
