// Tests of the small questions about ports: which are free, and who takes datagrams.
#include "net/port.hpp"

#include <gtest/gtest.h>

#include "net/datagram.hpp"

namespace assay::net {
namespace port_tests {

constexpr const char* kHost = "127.0.0.1";

struct Holder {
  Loop loop;
  Datagram endpoint{loop, "holder", Datagram::Sink()};
};

TEST(DatagramPort, AFreeOneCanBeTakenAndIsThenTaken) {
  for (const char* host : {kHost, "127.0.0.5", "::1"}) {
    const auto port = free_datagram_port(host);
    ASSERT_NE(port, 0) << host;
    Holder holder;
    ASSERT_TRUE(holder.endpoint.bind(host, port)) << host;
    EXPECT_TRUE(takes_datagrams({host, port, ""})) << host;
    EXPECT_NE(free_datagram_port(host), port) << host;
  }
}

TEST(DatagramPort, IsFreeAgainOnceItsHolderHasGone) {
  std::uint16_t port = 0;
  {
    Holder holder;
    ASSERT_TRUE(holder.endpoint.bind(kHost, 0));
    port = holder.endpoint.port();
    EXPECT_TRUE(takes_datagrams({kHost, port, ""}));
  }
  Holder next;
  EXPECT_TRUE(next.endpoint.bind(kHost, port));
}

TEST(DatagramPort, OfAnotherAddressOrTransportSaysNothing) {
  Holder holder;
  ASSERT_TRUE(holder.endpoint.bind("127.0.0.5", 0));
  const auto port = holder.endpoint.port();
  EXPECT_FALSE(takes_datagrams({"127.0.0.6", port, ""}));
  EXPECT_FALSE(accepts({"127.0.0.5", port, ""})) << "nobody listens there for connections";
}

TEST(DatagramPort, WhereNothingCanBeSaidItIsTakenForReady) {
  EXPECT_TRUE(takes_datagrams({"192.0.2.1", 5060, ""})) << "no address of this machine";
  EXPECT_FALSE(takes_datagrams({"no number", 5060, ""}));
  EXPECT_EQ(free_datagram_port("192.0.2.1"), 0);
  EXPECT_EQ(free_datagram_port("no number"), 0);
}

}  // namespace port_tests
}  // namespace assay::net
