// Sessions that are resumed, those that are not, and what stands about the peer in them.
#include <gtest/gtest.h>
#include <openssl/x509_vfy.h>

#include "tls/memory_pair_test.hpp"

namespace assay::tls {
namespace {
namespace resumption_test {

using memory::Pair;
using memory::World;

Config with_tickets(Config config, char key = 'k') {
  config.ticket_key = Bytes(80, key);
  return config;
}

class Resumption : public testing::TestWithParam<const char*> {
 protected:
  Config client() const {
    auto config = world.client_config();
    config.maximum_version = GetParam();
    return config;
  }
  World world;
};

}  // namespace resumption_test

using namespace resumption_test;

TEST_P(Resumption, KeepsTheClientsCertificate) {
  const Config server = with_tickets(world.server_config());
  Config config = client();
  config.resume = Pair(config, server).client.engine->session();
  ASSERT_TRUE(config.resume);
  config.certificate_pem = config.key_pem = "";
  Pair again(config, server);
  EXPECT_EQ(again.client.fact("tls.established", "resumed"), "yes");
  EXPECT_EQ(again.server.fact("tls.established", "resumed"), "yes");
  EXPECT_EQ(again.server.fact("tls.established", "peer-subject"), "CN=alice");
  EXPECT_EQ(again.server.fact("tls.established", "peer-verified"), "yes");
  EXPECT_EQ(again.server.fact("tls.established", "client-certificate-requested"), "no");
  EXPECT_EQ(again.server.find("tls.certificate-sent"), nullptr);
  EXPECT_TRUE(again.server.engine->peer_verified());
  EXPECT_EQ(crypto::read_certificate(again.server.engine->peer_certificate_pem())->common_name, "alice");
  again.send_to_server("data");
  EXPECT_EQ(again.server.plaintext(), "data");
}

TEST_P(Resumption, AChainThatDidNotVerifyDoesNotVerifyLater) {
  const auto stranger = memory::authority("Stranger");
  Config server = with_tickets(world.server_config());
  server.trust_pem = stranger.certificate_pem;
  Config config = client();
  const Pair first(config, server);
  EXPECT_FALSE(first.server.engine->peer_verified());
  config.resume = first.client.engine->session();
  const Pair again(config, server);
  EXPECT_EQ(again.server.fact("tls.established", "resumed"), "yes");
  EXPECT_FALSE(again.server.engine->peer_verified());
  EXPECT_EQ(again.server.engine->peer_certificate_pem(), "");
}

TEST_P(Resumption, AProblemThatIsIgnoredIsIgnoredLaterToo) {
  const auto stranger = memory::authority("Stranger");
  Config server = with_tickets(world.server_config());
  server.trust_pem = stranger.certificate_pem;
  server.ignored_verify_errors = {X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT_LOCALLY,
                                  X509_V_ERR_UNABLE_TO_VERIFY_LEAF_SIGNATURE, X509_V_ERR_CERT_UNTRUSTED,
                                  X509_V_ERR_SELF_SIGNED_CERT_IN_CHAIN};
  Config config = client();
  const Pair first(config, server);
  EXPECT_EQ(first.server.fact("tls.established", "peer-verify-result"), "ok");
  config.resume = first.client.engine->session();
  const Pair again(config, server);
  EXPECT_EQ(again.server.fact("tls.established", "peer-verify-result"), "ok");
  EXPECT_TRUE(again.server.engine->peer_verified());
}

TEST_P(Resumption, NeedsTheServersKey) {
  Config config = client();
  config.resume = Pair(config, with_tickets(world.server_config())).client.engine->session();
  for (const Config& other : {with_tickets(world.server_config(), 'x'), world.server_config()}) {
    const Pair pair(config, other);
    EXPECT_EQ(pair.client.fact("tls.established", "resumed"), "no");
    EXPECT_TRUE(pair.server.engine->peer_verified());
  }
}

TEST_P(Resumption, HappensOnlyWhereAskedFor) {
  const Config server = with_tickets(world.server_config());
  const Pair first(client(), server);
  EXPECT_EQ(Pair(client(), server).client.fact("tls.established", "resumed"), "no");
}

INSTANTIATE_TEST_SUITE_P(Tls, Resumption, testing::Values("TLSv1.2", "TLSv1.3"));

TEST(TlsSession, IsThereOnlyBehindAHandshake) {
  const World world;
  memory::End lone(world.client_config());
  lone.take(lone.engine->start());
  EXPECT_FALSE(lone.engine->session());
  auto config = world.server_config();
  config.ticket_key = "short";
  EXPECT_FALSE(Engine::create(config));
}

TEST(TlsFallback, IsRefusedByAServerThatKnowsABetterVersion) {
  const World world;
  auto client = world.client_config();
  client.maximum_version = "TLSv1.2";
  client.send_fallback = true;
  const Pair pair(client, world.server_config());
  EXPECT_EQ(pair.client.alert("received"), "fatal inappropriate_fallback");
  EXPECT_NE(pair.server.fact("tls.client-hello", "suites").find("TLS_FALLBACK_SCSV"), std::string::npos);
  auto old = world.server_config();
  old.maximum_version = "TLSv1.2";
  EXPECT_TRUE(Pair(client, old).client.engine->established());
}

}  // namespace
}  // namespace assay::tls
