// Each thing that can be wrong with a certificate: told, refused with the right alert, ignored on demand.
#include "tls/verification.hpp"

#include <gtest/gtest.h>

#include "tls/memory_pair_test.hpp"

namespace assay::tls {
namespace {
namespace verification_test {

using memory::day;
using memory::Pair;
using memory::World;

// What is wrong with the client, the alert of a server that requires a good one, and the errors that
// a server ignores that does not care.
struct Problem {
  const char* name;
  void (*spoil)(const World&, Config& client, Config& server);
  const char* alert;
  std::vector<int> ignored;
};

void present(Config& config, const crypto::CertificateRequest& request, const crypto::Identity* issuer) {
  const auto made = crypto::make_certificate(request, issuer).value();
  config.certificate_pem = made.certificate_pem;
  config.key_pem = made.key_pem;
}

void expire(const World& world, Config& client, Config&) {
  auto wanted = memory::request("alice", "clientAuth");
  wanted.not_after = wanted.not_before + day;
  present(client, wanted, &world.ca);
}

void postdate(const World& world, Config& client, Config&) {
  auto wanted = memory::request("alice", "clientAuth");
  wanted.not_before = wanted.not_after - day;
  present(client, wanted, &world.ca);
}

void sign_itself(const World&, Config& client, Config&) {
  present(client, memory::request("alice", "clientAuth"), nullptr);
}

void sign_by_stranger(const World&, Config& client, Config&) {
  const auto stranger = memory::authority("Stranger");
  present(client, memory::request("alice", "clientAuth"), &stranger);
}

void use_for_servers(const World& world, Config& client, Config&) {
  present(client, memory::request("alice", "serverAuth"), &world.ca);
}

void revoke(const World& world, Config&, Config& server) {
  const auto serial = crypto::read_certificate(world.alice.certificate_pem)->serial;
  const auto now = std::time(nullptr);
  server.crl_pem = crypto::make_crl(world.ca, {serial}, now - day, now + day).value();
}

const Problem problems[] = {
    {"expired", expire, "fatal certificate_expired", {X509_V_ERR_CERT_HAS_EXPIRED}},
    {"notYetValid", postdate, "fatal bad_certificate", {X509_V_ERR_CERT_NOT_YET_VALID}},
    {"selfSigned", sign_itself, "fatal unknown_ca", {X509_V_ERR_DEPTH_ZERO_SELF_SIGNED_CERT}},
    {"unknownAuthority", sign_by_stranger, "fatal unknown_ca",
     {X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT_LOCALLY, X509_V_ERR_UNABLE_TO_VERIFY_LEAF_SIGNATURE}},
    {"wrongPurpose", use_for_servers, "fatal unsupported_certificate", {X509_V_ERR_INVALID_PURPOSE}},
    {"revoked", revoke, "fatal certificate_revoked", {X509_V_ERR_CERT_REVOKED}},
};

class ClientCertificate : public testing::TestWithParam<std::tuple<Problem, const char*>> {
 protected:
  ClientCertificate() : client(world.client_config()), server(world.server_config()) {
    client.minimum_version = client.maximum_version = std::get<1>(GetParam());
    problem().spoil(world, client, server);
  }
  static const Problem& problem() { return std::get<0>(GetParam()); }

  World world;
  Config client;
  Config server;
};

std::string title(const testing::TestParamInfo<ClientCertificate::ParamType>& info) {
  return std::string(std::get<0>(info.param).name) + (std::string(std::get<1>(info.param)) == "TLSv1.3" ? "13" : "12");
}

}  // namespace verification_test

using namespace verification_test;

TEST_P(ClientCertificate, IsLetThroughAndReportedWhereOnlyRequested) {
  const Pair pair(client, server);
  EXPECT_EQ(pair.server.fact("tls.established", "peer-verified"), "no");
  EXPECT_NE(pair.server.fact("tls.established", "peer-verify-result"), "ok");
  EXPECT_FALSE(pair.server.engine->peer_verified());
  EXPECT_EQ(pair.server.engine->peer_certificate_pem(), "");
  EXPECT_FALSE(pair.server.engine->failed());
}

TEST_P(ClientCertificate, IsRefusedWithItsAlertWhereRequired) {
  server.require_client_certificate = true;
  const Pair pair(client, server);
  EXPECT_EQ(pair.server.alert("sent"), problem().alert);
  EXPECT_EQ(pair.client.alert("received"), problem().alert);
  EXPECT_TRUE(pair.client.engine->failed());
  const auto names = pair.client.names();
  ASSERT_GE(names.size(), 2u);
  EXPECT_EQ(names[names.size() - 2], "tls.alert");
  EXPECT_EQ(names.back(), "tls.failed");
}

TEST_P(ClientCertificate, IsTakenByAServerThatIgnoresTheProblem) {
  server.require_client_certificate = true;
  server.ignored_verify_errors = problem().ignored;
  const Pair pair(client, server);
  EXPECT_TRUE(pair.server.engine->peer_verified());
  EXPECT_EQ(pair.server.fact("tls.established", "peer-verified"), "yes");
  EXPECT_NE(pair.server.engine->peer_certificate_pem(), "");
}

TEST_P(ClientCertificate, IsNotTakenByAServerThatIgnoresOtherProblems) {
  for (const Problem& other : problems) {
    if (other.name == problem().name) continue;
    server.ignored_verify_errors.insert(server.ignored_verify_errors.end(), other.ignored.begin(), other.ignored.end());
  }
  EXPECT_FALSE(Pair(client, server).server.engine->peer_verified());
}

INSTANTIATE_TEST_SUITE_P(Tls, ClientCertificate,
                         testing::Combine(testing::ValuesIn(problems), testing::Values("TLSv1.2", "TLSv1.3")), title);

TEST(TlsVerification, NoCertificateIsNotVerifiedAndRefusedWhereRequired) {
  const World world;
  auto client = world.client_config();
  client.certificate_pem = client.key_pem = "";
  auto server = world.server_config();
  const Pair asked(client, server);
  EXPECT_FALSE(asked.server.engine->peer_verified());
  EXPECT_EQ(asked.server.fact("tls.established", "peer-verify-result"), "no certificate");
  EXPECT_EQ(asked.client.fact("tls.established", "client-certificate-requested"), "yes");
  server.require_client_certificate = true;
  EXPECT_EQ(Pair(client, server).client.alert("received"), "fatal certificate_required");
}

TEST(TlsVerification, AServerThatDoesNotAskIsSeen) {
  const World world;
  auto server = world.server_config();
  server.request_client_certificate = false;
  const Pair pair(world.client_config(), server);
  EXPECT_EQ(pair.client.fact("tls.established", "client-certificate-requested"), "no");
  EXPECT_FALSE(pair.server.engine->peer_verified());
}

TEST(TlsVerification, TheServersNameMustBeInItsCertificate) {
  const World world;
  auto client = world.client_config();
  client.server_name = "127.0.0.1";
  EXPECT_EQ(Pair(client, world.server_config()).client.fact("tls.established", "peer-verified"), "yes");
  for (const auto* name : {"other.example", "127.0.0.2", "::1"}) {
    client.server_name = name;
    client.verify_peer = true;
    const Pair refused(client, world.server_config());
    EXPECT_TRUE(refused.client.engine->failed()) << name;
    EXPECT_EQ(refused.server.alert("received"), "fatal bad_certificate") << name;
    client.verify_peer = false;
    const Pair told(client, world.server_config());
    EXPECT_EQ(told.client.fact("tls.established", "peer-verified"), "no") << name;
    EXPECT_NE(told.client.fact("tls.established", "peer-verify-result").find("mismatch"), std::string::npos) << name;
  }
}

TEST(TlsVerification, TheSipDomainMustBeInTheServersCertificate) {
  const World world;
  auto server = world.server_config();
  auto wanted = memory::request("proxy", "serverAuth");
  wanted.alternative_names = {"DNS:store.example", "URI:sip:example.test"};
  present(server, wanted, &world.ca);
  auto client = world.client_config();
  for (const bool strict : {true, false}) {
    client.verify_peer = strict;
    client.sip_domain = "Example.test";
    const Pair good(client, server);
    EXPECT_EQ(good.client.fact("tls.established", "peer-verified"), "yes");
    EXPECT_EQ(good.client.fact("tls.established", "peer-names"), "DNS:store.example URI:sip:example.test");
    EXPECT_EQ(good.server.fact("tls.client-hello", "server-name"), "store.example");
    client.sip_domain = "store.example";  // a DNS name, and a URI stands beside it
    const Pair bad(client, server);
    EXPECT_EQ(bad.client.engine->failed(), strict);
    EXPECT_FALSE(bad.client.engine->peer_verified());
    EXPECT_EQ(bad.server.alert("received"), strict ? "fatal bad_certificate" : "");
    EXPECT_NE(bad.client.fact("tls.established", "peer-verify-result"), "ok");
  }
}

TEST(TlsVerification, ASipDomainMakesNoBadChainGood) {
  const World world;
  auto server = world.server_config();
  auto wanted = memory::request("proxy", "serverAuth");
  wanted.alternative_names = {"URI:sip:example.test"};
  const auto stranger = memory::authority("Stranger");
  present(server, wanted, &stranger);
  auto client = world.client_config();
  client.sip_domain = "example.test";
  EXPECT_TRUE(Pair(client, server).client.engine->failed());
  client.verify_peer = false;
  EXPECT_EQ(Pair(client, server).client.fact("tls.established", "peer-verified"), "no");
}

TEST(TlsVerification, AServersCertificateMustBeForServers) {
  const World world;
  auto server = world.server_config();
  present(server, memory::request("store.example", "clientAuth"), &world.ca);
  auto client = world.client_config();
  client.verify_peer = false;
  EXPECT_EQ(Pair(client, server).client.fact("tls.established", "peer-verified"), "no");
}

TEST(TlsVerification, AGoodCertificateStandsBesideAListThatRevokesOthers) {
  const World world;
  auto server = world.server_config();
  const auto now = std::time(nullptr);
  server.crl_pem = crypto::make_crl(world.ca, {1, 2, 3}, now - day, now + day).value();
  EXPECT_TRUE(Pair(world.client_config(), server).server.engine->peer_verified());
}

TEST(TlsVerification, TheTimeOfTheConfigurationJudges) {
  const World world;
  auto server = world.server_config();
  server.verification_time = std::time(nullptr) + 60 * day;
  const Pair late(world.client_config(), server);
  EXPECT_FALSE(late.server.engine->peer_verified());
  server.ignored_verify_errors = {X509_V_ERR_CERT_HAS_EXPIRED};
  EXPECT_TRUE(Pair(world.client_config(), server).server.engine->peer_verified());
}

}  // namespace
}  // namespace assay::tls
