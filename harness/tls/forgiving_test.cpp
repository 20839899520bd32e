// The end without an integrity check: right keys against a real peer, altered records taken.
#include "tls/forgiving.hpp"

#include <gtest/gtest.h>

#include "tls/memory_pair_test.hpp"

namespace assay::tls {
namespace {
namespace forgiving_test {

using memory::Pair;
using memory::World;

class ForgivingServer : public testing::TestWithParam<const char*> {
 protected:
  static Pair session() {
    const World world;
    auto client = world.client_config();
    client.cipher_suites = GetParam();
    auto server = world.server_config();
    server.accept_altered_records = true;
    return Pair(client, server);
  }
};

}  // namespace forgiving_test

using namespace forgiving_test;

TEST_P(ForgivingServer, ReadsRightRecordsAsEver) {
  Pair pair = session();
  EXPECT_EQ(pair.server.fact("tls.established", "suite"), GetParam());
  const Bytes data(40000, 'x');
  pair.send_to_server(data);
  pair.send_to_server("more");
  EXPECT_EQ(pair.server.plaintext(), data + "more");
  pair.to_server(pair.client.take(pair.client.engine->close()));
  EXPECT_NE(pair.server.find("tls.closed"), nullptr);
}

TEST_P(ForgivingServer, ReadsAlteredText) {
  Pair pair = session();
  pair.send_to_server("a NOOP\r\n", {Fault{"xor", 23, 0, 0, 'a' ^ 'b'}});
  pair.send_to_server("c NOOP\r\n");
  EXPECT_EQ(pair.server.plaintext(), "b NOOP\r\nc NOOP\r\n");
  EXPECT_FALSE(pair.server.engine->failed());
}

TEST_P(ForgivingServer, ReadsARecordWithAWrongTag) {
  Pair pair = session();
  pair.send_to_server("a NOOP\r\n", {Fault{"xor", 23, 0, -1, 1}});
  EXPECT_EQ(pair.server.plaintext(), "a NOOP\r\n");
  EXPECT_EQ(pair.client.alert("received"), "");
}

INSTANTIATE_TEST_SUITE_P(Tls, ForgivingServer,
                         testing::Values("TLS_AES_128_GCM_SHA256", "TLS_AES_256_GCM_SHA384"));

TEST(TlsForgiving, IsAClientToo) {
  const World world;
  auto client = world.client_config();
  client.accept_altered_records = true;
  Pair pair(client, world.server_config());
  pair.to_client(pair.server.take(pair.server.engine->send("a OK\r\n", {Fault{"xor", 23, 0, 0, 'a' ^ 'b'}})));
  pair.to_client(pair.server.take(pair.server.engine->send("c OK\r\n", {Fault{"xor", 23, 0, -1, 1}})));
  pair.to_client(pair.server.take(pair.server.engine->send("d OK\r\n", {})));
  EXPECT_EQ(pair.client.plaintext(), "b OK\r\nc OK\r\nd OK\r\n");
  EXPECT_FALSE(pair.client.engine->failed());
}

}  // namespace
}  // namespace assay::tls
