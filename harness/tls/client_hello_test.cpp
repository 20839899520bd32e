// The hand-made ClientHello before a real server, and that server's answer read by hand.
#include <gtest/gtest.h>

#include "codec/tls/hello.hpp"
#include "tls/memory_pair_test.hpp"

namespace assay::tls {
namespace {
namespace client_hello_test {

struct Answer {
  std::optional<ServerHello> hello;
  std::optional<Alert> alert;
  std::string server_failed;
};

Answer ask(int version, const std::string& suite, const std::string& minimum) {
  auto config = memory::World().server_config();
  config.minimum_version = minimum;
  memory::End server(config);
  const ClientHello hello{version, {suite_number(suite).value()}, "store.example", Bytes(32, 'r')};
  Answer answer;
  RecordReader reader;
  for (const auto& record : reader.feed(server.take(server.engine->receive(write(hello))))) {
    if (record.type == 22 && !answer.hello) answer.hello = read_server_hello(record.fragment);
    if (record.type == 21) answer.alert = read_alert(record.fragment);
  }
  if (server.engine->failed()) answer.server_failed = server.fact("tls.failed", "reason");
  return answer;
}

}  // namespace client_hello_test

using namespace client_hello_test;

TEST(TlsClientHelloByHand, IsAnsweredByARealServerInEachVersion) {
  const std::tuple<int, const char*> offers[] = {{0x0301, "TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA"},
                                                 {0x0302, "TLS_ECDHE_ECDSA_WITH_AES_256_CBC_SHA"},
                                                 {0x0303, "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256"},
                                                 {0x0304, "TLS_AES_128_GCM_SHA256"}};
  for (const auto& [version, suite] : offers) {
    const auto answer = ask(version, suite, "TLSv1");
    EXPECT_EQ(answer.server_failed, "") << suite;
    ASSERT_TRUE(answer.hello) << suite;
    EXPECT_EQ(answer.hello->version, version);
    EXPECT_EQ(suite_name(answer.hello->suite), suite);
  }
}

TEST(TlsClientHelloByHand, WithdrawnSuitesAreRefusedForTheSuite) {
  for (const auto* suite : {"TLS_RSA_EXPORT_WITH_RC4_40_MD5", "TLS_RSA_WITH_RC4_128_SHA", "TLS_RSA_WITH_NULL_SHA",
                            "TLS_DH_anon_WITH_AES_128_CBC_SHA", "TLS_RSA_WITH_3DES_EDE_CBC_SHA"}) {
    const auto answer = ask(0x0303, suite, "");
    EXPECT_FALSE(answer.hello) << suite;
    ASSERT_TRUE(answer.alert) << suite;
    EXPECT_EQ(alert_name(answer.alert->code), "handshake_failure") << suite;
    EXPECT_EQ(answer.server_failed, "no shared cipher") << suite;
  }
}

TEST(TlsClientHelloByHand, OldVersionsAreRefusedForTheVersion) {
  for (const int version : {0x0300, 0x0301, 0x0302}) {
    const auto answer = ask(version, "TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA", "");
    EXPECT_FALSE(answer.hello);
    ASSERT_TRUE(answer.alert);
    // SSL 3.0 had no alert for the version.
    EXPECT_EQ(alert_name(answer.alert->code), version == 0x0300 ? "handshake_failure" : "protocol_version");
    EXPECT_NE(answer.server_failed, "no shared cipher");
  }
}

}  // namespace
}  // namespace assay::tls
