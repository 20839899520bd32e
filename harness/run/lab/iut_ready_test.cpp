// Tests of when an implementation is ready: which endpoints are asked, and what it is told of the suite's own.
#include <gtest/gtest.h>

#include <set>

#include "net/datagram.hpp"
#include "net/held_port_test.hpp"
#include "net/port.hpp"
#include "run/degenerate_trial_test.hpp"
#include "run/lab/iut.hpp"

namespace assay::run {
namespace iut_ready_tests {

constexpr const char* kHost = "127.0.0.1";

// A program that runs already: it holds a port of UDP, and none of TCP.
struct Running {
  net::Loop loop;
  net::Datagram socket{loop, "iut", net::Datagram::Sink()};
  degenerate::Folder folder;
  Profile profile;
  Pki pki;

  Running() {
    EXPECT_TRUE(socket.bind(kHost, 0));
    profile.name = "one";
    profile.directory = folder.path;
    profile.already_running = true;
    profile.endpoints = {{"sip-udp", kHost, socket.port()}};
  }
  bool ready() const {
    Iut iut(profile, pki, folder.path + "/scratch", "");
    return iut.start().has_value();
  }
};

TEST(IutReady, WhoHoldsItsPortOfDatagramsIsReady) {
  Running given;
  EXPECT_TRUE(given.ready());
  given.profile.endpoints.push_back({"conversation-udp", kHost, net::free_datagram_port(kHost)});
  EXPECT_FALSE(given.ready()) << "nobody holds the other";
}

TEST(IutReady, OnlyWhatTheProfileNamesIsAsked) {
  Running given;
  const net::HeldPort nobody;
  given.profile.endpoints.push_back({"sip-tcp", kHost, nobody.number()});
  EXPECT_FALSE(given.ready());
  given.profile.ready = {"sip-udp"};
  EXPECT_TRUE(given.ready());
  given.profile.ready = {"sip-udp", "sip-tcp"};
  EXPECT_FALSE(given.ready());
}

TEST(IutReady, WhatDoesNotAnswerIsNamedWithItsPlace) {
  Running given;
  const auto port = net::free_port(kHost);
  given.profile.endpoints.push_back({"sip-tcp", kHost, port, {"profile.xml", 7, 1}});
  given.profile.answers["source.address"] = "127.0.0.2";
  Iut iut(given.profile, given.pki, given.folder.path + "/scratch", "");
  const auto started = iut.start();
  ASSERT_FALSE(started);
  EXPECT_EQ(started.error().what,
            "the IUT 'one' does not answer at 'sip-tcp' (127.0.0.1:" + std::to_string(port) + ", TCP, from 127.0.0.2)");
  EXPECT_EQ(started.error().where.line, 7);
  EXPECT_NE(started.error().way_out, "");
}

TEST(IutReady, WhereTheSuiteStandsNobodyElseDoes) {
  Running given;
  given.profile.endpoints.push_back({"suite-core-udp", "127.0.0.4", net::free_datagram_port("127.0.0.4")});
  const net::HeldPort nobody;
  given.profile.endpoints.push_back({"client-sip-tcp", kHost, nobody.number()});
  EXPECT_TRUE(given.ready());
}

TEST(IutReady, FreePortsOfOneProfileAreDifferent) {
  Running given;
  constexpr std::size_t kMany = 400;  // so many that some would meet by chance
  for (std::size_t i = 0; i < kMany; ++i) given.profile.endpoints.push_back({"e" + std::to_string(i), kHost, 0});
  Iut iut(given.profile, given.pki, given.folder.path + "/scratch", "");
  EXPECT_FALSE(iut.start()) << "nobody is there";
  std::set<std::uint16_t> ports;
  for (const auto& [name, address] : iut.endpoints()) ports.insert(address.port);
  EXPECT_EQ(ports.size(), kMany + 1);
}

TEST(IutReady, IsToldWhereTheSuiteStandsAndItsDomain) {
  Running given;
  given.profile.endpoints.push_back({"suite-core-udp", "127.0.0.4", 0});
  given.profile.answers["sip.domain"] = "example.test";
  given.profile.version_command =
      "echo $ASSAY_HOST $ASSAY_HOST_SUITE_CORE_UDP $ASSAY_PORT_SUITE_CORE_UDP $ASSAY_SIP_DOMAIN";
  Iut iut(given.profile, given.pki, given.folder.path + "/scratch", "");
  degenerate::required(iut.start().map([] { return 0; }));
  std::string source;
  const auto port = iut.endpoints().at("suite-core-udp").port;
  EXPECT_NE(port, 0);
  EXPECT_EQ(iut.version(source), "127.0.0.1 127.0.0.4 " + std::to_string(port) + " example.test");
}

}  // namespace iut_ready_tests
}  // namespace assay::run
