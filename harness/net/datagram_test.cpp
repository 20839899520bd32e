// UDP endpoints on loopback: what they tell of peers, of each datagram, and of what does not arrive.
#include "net/datagram.hpp"

#include <gtest/gtest.h>

#include "net/recorder.hpp"

namespace assay::net {
namespace datagram_test {
namespace {

// A server that hears everybody, and clients of it.
struct Server {
  Loop loop;
  Recorder saw;
  Datagram endpoint{loop, "server", saw.sink()};
  std::string host;

  explicit Server(std::string host_in = "127.0.0.1") : host(std::move(host_in)) { EXPECT_TRUE(endpoint.bind(host, 0)); }
  Address address(const std::string& source = {}) const { return {host, endpoint.port(), source}; }
  std::string name() const { return (host == "::1" ? "[::1]:" : host + ":") + std::to_string(endpoint.port()); }
  bool until(const std::function<bool()>& done) { return run_until(loop, done); }
  bool heard(std::size_t octets) {
    return until([&] { return saw.octets >= octets; });
  }
};

std::size_t count(const Recorder& saw, const std::string& name) {
  std::size_t found = 0;
  for (const auto& record : saw.records) found += record.name == name ? 1 : 0;
  return found;
}

// A port on which nothing hears: one that was given back.
std::uint16_t unheard_port() {
  Loop loop;
  Datagram gone(loop, "gone", Datagram::Sink());
  EXPECT_TRUE(gone.bind("127.0.0.1", 0));
  return gone.port();
}

class DatagramHosts : public testing::TestWithParam<const char*> {};

TEST_P(DatagramHosts, RequestsAreAnsweredToTheirSender) {
  Server server(GetParam());
  Recorder one_saw;
  Recorder two_saw;
  Datagram one(server.loop, "one", one_saw.sink());
  Datagram two(server.loop, "two", two_saw.sink());
  one.connect(server.address());
  two.connect(server.address());
  one.send("from one");
  two.send("from two");
  ASSERT_TRUE(server.heard(16));
  for (const auto& record : server.saw.records) {
    if (record.name != "bytes") continue;
    EXPECT_TRUE(server.endpoint.send_to(trace::attribute(record, "remote"), "to " + record.data.substr(5)));
  }
  ASSERT_TRUE(server.until([&] { return one_saw.octets > 0 && two_saw.octets > 0; }));
  EXPECT_EQ(one_saw.bytes(), "to one");
  EXPECT_EQ(two_saw.bytes(), "to two");
  EXPECT_EQ(one_saw.story(), "opened sent bytes");
  const auto& opened = *one_saw.find("opened");
  EXPECT_EQ(trace::attribute(opened, "remote"), server.name());
  EXPECT_EQ(trace::attribute(opened, "local"), trace::attribute(*server.saw.find("bytes"), "remote"));
}

INSTANTIATE_TEST_SUITE_P(Versions, DatagramHosts, testing::Values("127.0.0.1", "::1"));

TEST(Datagram, TellsEachOneWithItsEnds) {
  Server server;
  Recorder saw;
  Datagram client(server.loop, "alice", saw.sink());
  client.connect(server.address("127.0.0.2"));
  client.send(Bytes("a\0b", 3));
  client.send("");
  client.send("c");
  ASSERT_TRUE(server.heard(4));
  ASSERT_EQ(count(server.saw, "bytes"), 3u);
  const auto& wire = *server.saw.find("wire");
  EXPECT_EQ(wire.kind, trace::Kind::evidence);
  EXPECT_EQ(wire.data, Bytes("a\0b", 3));
  EXPECT_EQ(trace::attribute(wire, "direction"), "in");
  EXPECT_EQ(trace::attribute(wire, "local"), server.name());
  EXPECT_EQ(trace::attribute(wire, "remote").rfind("127.0.0.2:", 0), 0u);
  EXPECT_EQ(trace::attribute(*saw.find("wire"), "direction"), "out");
  EXPECT_EQ(trace::attribute(*saw.find("sent"), "octets"), "3");
  EXPECT_EQ(trace::attribute(*saw.find("sent"), "remote"), server.name());
  for (const auto& record : server.saw.records) EXPECT_EQ(trace::attribute(record, "transport"), "udp") << record.name;
  for (const auto& record : saw.records) EXPECT_EQ(trace::attribute(record, "transport"), "udp") << record.name;
}

TEST(Datagram, LeavesFromThePortThatWasAskedFor) {
  Server server;
  const std::uint16_t port = unheard_port();
  Recorder saw;
  Datagram client(server.loop, "alice", saw.sink());
  client.connect(server.address("127.0.0.2"), port);
  client.send("x");
  ASSERT_TRUE(server.heard(1));
  EXPECT_EQ(client.port(), port);
  EXPECT_EQ(trace::attribute(*server.saw.find("bytes"), "remote"), "127.0.0.2:" + std::to_string(port));
}

TEST(Datagram, ConnectedItHearsNoOtherPeer) {
  Server server;
  Recorder saw;
  Recorder ignored;
  Datagram client(server.loop, "alice", saw.sink());
  client.connect(server.address());
  Datagram stranger(server.loop, "stranger", ignored.sink());
  ASSERT_TRUE(stranger.bind("127.0.0.3", 0));
  ASSERT_TRUE(stranger.send_to("127.0.0.1:" + std::to_string(client.port()), "forged"));
  client.send("hello");
  ASSERT_TRUE(server.heard(5));
  ASSERT_TRUE(server.endpoint.send_to(trace::attribute(*server.saw.find("bytes"), "remote"), "right"));
  ASSERT_TRUE(server.until([&] { return saw.octets > 0; }));
  EXPECT_EQ(saw.bytes(), "right");
}

TEST(Datagram, TellsThatNobodyIsThereAndGoesOn) {
  Loop loop;
  Recorder saw;
  const Address nobody{"127.0.0.1", unheard_port(), ""};
  Datagram client(loop, "alice", saw.sink());
  client.connect(nobody);
  client.send("one");
  ASSERT_TRUE(run_until(loop, [&] { return saw.has("unreachable"); }));
  EXPECT_EQ(trace::attribute(*saw.find("unreachable"), "errno"), std::to_string(ECONNREFUSED));
  EXPECT_EQ(trace::attribute(*saw.find("unreachable"), "remote"), "127.0.0.1:" + std::to_string(nobody.port));
  // The error of one datagram keeps none of the next ones back.
  client.send("two");
  client.send("three");
  // Two errors that come together are told as one.
  ASSERT_TRUE(run_until(loop, [&] { return count(saw, "unreachable") >= 2 && count(saw, "sent") == 3; }));
  EXPECT_FALSE(saw.has("not-sent"));
}

TEST(Datagram, TellsWhatTheKernelDoesNotTake) {
  Server server;
  Recorder saw;
  Datagram client(server.loop, "alice", saw.sink());
  client.connect(server.address());
  client.send(Bytes(70000, 'x'));
  client.send("short");
  ASSERT_TRUE(server.heard(5));
  ASSERT_TRUE(server.until([&] { return saw.has("sent"); }));
  EXPECT_EQ(saw.story(), "opened not-sent sent");
  EXPECT_EQ(trace::attribute(*saw.find("not-sent"), "errno"), std::to_string(EMSGSIZE));
  EXPECT_EQ(trace::attribute(*saw.find("not-sent"), "octets"), "70000");
}

TEST(Datagram, CarriesTheLongestOneWhole) {
  Server server;
  Recorder saw;
  Datagram client(server.loop, "alice", saw.sink());
  client.connect(server.address());
  Bytes longest(65507, 'x');
  longest.back() = 'y';
  client.send(longest);
  ASSERT_TRUE(server.heard(longest.size()));
  EXPECT_EQ(count(server.saw, "bytes"), 1u);
  EXPECT_TRUE(server.saw.bytes() == longest);
}

// One at a time, so that no buffer of the kernel's overflows.
TEST(Datagram, StopsReadingAtTheCap) {
  for (const bool capped : {true, false}) {
    Server server;
    if (!capped) server.endpoint.lift_cap();
    Datagram client(server.loop, "alice", Datagram::Sink());
    client.connect(server.address());
    const Bytes big(64000, 'x');
    const std::size_t fitting = Datagram::kCap / big.size();
    for (std::size_t i = 1; i <= fitting; ++i) {
      client.send(big);
      ASSERT_TRUE(server.heard(i * big.size()));
    }
    client.send(big);
    ASSERT_TRUE(server.until([&] { return server.saw.has("limit") || server.saw.octets > Datagram::kCap; }));
    EXPECT_EQ(server.saw.has("limit"), capped);
    if (!capped) continue;
    EXPECT_EQ(trace::attribute(*server.saw.find("limit"), "octets"), std::to_string(fitting * big.size()));
    client.send("late");
    while (server.loop.poll()) {
    }
    EXPECT_EQ(server.saw.octets, fitting * big.size());
  }
}

TEST(Datagram, RefusesWhatCannotBeDone) {
  Loop loop;
  for (const Address& wrong :
       {Address{"localhost", 1, ""}, Address{"127.0.0.1", 1, "192.0.2.1"}, Address{"127.0.0.1", 1, "::1"}}) {
    Recorder saw;
    Datagram client(loop, "alice", saw.sink());
    client.connect(wrong);
    client.send("lost");
    ASSERT_TRUE(run_until(loop, [&] { return saw.has("refused"); }));
    EXPECT_EQ(saw.story(), "refused");
  }
  Server server;
  Datagram other(loop, "other", Datagram::Sink());
  EXPECT_FALSE(other.bind("localhost", 0));
  EXPECT_FALSE(Datagram(loop, "taken", Datagram::Sink()).bind("127.0.0.1", server.endpoint.port()));
  EXPECT_FALSE(server.endpoint.bind("127.0.0.1", 0));
  for (const std::string wrong : {"", "127.0.0.1", "localhost:1", "127.0.0.1:70000", "[127.0.0.1]:1"})
    EXPECT_FALSE(server.endpoint.send_to(wrong, "x")) << wrong;
}

TEST(Datagram, DoesNotMeetItself) {
  Loop loop;
  Recorder saw;
  Datagram client(loop, "alice", saw.sink());
  const std::uint16_t port = unheard_port();
  client.connect({"127.0.0.1", port, "127.0.0.1"}, port);
  ASSERT_TRUE(run_until(loop, [&] { return saw.has("refused"); }));
  EXPECT_EQ(trace::attribute(*saw.find("refused"), "errno"), std::to_string(ECONNREFUSED));
}

TEST(Datagram, NeverCallsTheSinkInsideACall) {
  Server server;
  Recorder saw;
  Datagram client(server.loop, "alice", saw.sink());
  client.connect(server.address());
  client.send("x");
  EXPECT_TRUE(saw.records.empty());
  ASSERT_TRUE(server.heard(1));
  EXPECT_EQ(saw.story(), "opened sent");
}

TEST(Datagram, MayBeDestroyedByItsSink) {
  for (const std::string fatal : {"opened", "sent", "bytes"}) {
    Server server;
    Recorder saw;
    auto doomed = std::make_unique<Datagram>(server.loop, "doomed", Datagram::Sink());
    doomed->set_sink([&](trace::Record record) {
      saw.records.push_back(record);
      if (record.name == fatal) doomed.reset();
    });
    doomed->connect(server.address());
    doomed->send("question");
    ASSERT_TRUE(server.heard(8));
    server.endpoint.send_to(trace::attribute(*server.saw.find("bytes"), "remote"), "answer");
    ASSERT_TRUE(server.until([&] { return doomed == nullptr; })) << fatal;
    while (server.loop.poll()) {
    }
    EXPECT_EQ(saw.records.back().name, fatal);
  }
}

TEST(Datagram, IsSilentAfterItIsClosed) {
  Server server;
  Recorder saw;
  Datagram client(server.loop, "alice", saw.sink());
  client.connect(server.address());
  client.send("x");
  ASSERT_TRUE(server.heard(1));
  server.endpoint.close();
  client.send("y");
  EXPECT_TRUE(server.endpoint.send_to("127.0.0.1:" + std::to_string(client.port()), "z"));
  ASSERT_TRUE(server.until([&] { return saw.has("unreachable"); }));
  EXPECT_EQ(server.saw.story(), "opened bytes");
  EXPECT_FALSE(server.endpoint.bind("127.0.0.1", 0));
}

}  // namespace
}  // namespace datagram_test
}  // namespace assay::net
