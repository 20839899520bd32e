// Channels in clear on loopback: what they tell, and in which order, whatever the peer does.
#include "net/channel.hpp"

#include <gtest/gtest.h>

#include "net/held_port_test.hpp"
#include "net/port.hpp"
#include "net/recorder.hpp"

namespace assay::net {
namespace channel_test {
namespace {

const std::string kHost = "127.0.0.1";

// A client and the channel that the listener accepted for it, both recorded.
struct Pair {
  Loop loop;
  Recorder client_saw;
  Recorder peer_saw;
  std::unique_ptr<Channel> peer;
  std::unique_ptr<Listener> listener;
  std::unique_ptr<Channel> client;

  explicit Pair(const std::string& source = {}) {
    listener = *Listener::open(loop, kHost, 0, [this](std::unique_ptr<Channel> accepted) {
      peer = std::move(accepted);
      peer->set_sink(peer_saw.sink());
    });
    client = std::make_unique<Channel>(loop, "alice", client_saw.sink());
    client->connect({kHost, listener->port(), source});
  }
  bool until(const std::function<bool()>& done) { return run_until(loop, done); }
  bool open() {
    return until([this] { return client_saw.has("opened") && peer_saw.has("opened"); });
  }
};

Bytes pattern(std::size_t size) {
  Bytes octets(size, '\0');
  for (std::size_t i = 0; i < size; ++i) octets[i] = static_cast<char>(i * 31 + i / 251);
  return octets;
}

TEST(Channel, tells_both_ends_addresses) {
  Pair pair;
  ASSERT_TRUE(pair.open());
  const auto& here = *pair.client_saw.find("opened");
  const auto& there = *pair.peer_saw.find("opened");
  EXPECT_EQ(here.channel, "alice");
  EXPECT_EQ(there.channel, "peer");
  EXPECT_EQ(trace::attribute(here, "remote"), kHost + ":" + std::to_string(pair.listener->port()));
  EXPECT_EQ(trace::attribute(here, "local"), trace::attribute(there, "remote"));
  EXPECT_EQ(trace::attribute(there, "accepted"), "yes");
}

TEST(Channel, carries_octets_and_says_when_the_kernel_took_them) {
  Pair pair;
  pair.client->send(Bytes("a\0b\r\n", 5));  // before the connection stands
  ASSERT_TRUE(pair.until([&] { return pair.peer_saw.bytes().size() == 5; }));
  pair.peer->send("answer");
  ASSERT_TRUE(pair.until([&] { return pair.client_saw.bytes() == "answer"; }));
  EXPECT_EQ(pair.peer_saw.bytes("no"), Bytes("a\0b\r\n", 5));
  EXPECT_EQ(pair.client_saw.story(), "opened sent bytes");
  EXPECT_EQ(trace::attribute(*pair.client_saw.find("sent"), "octets"), "5");
  EXPECT_EQ(trace::attribute(*pair.client_saw.find("sent"), "protected"), "no");
  EXPECT_EQ(trace::attribute(*pair.client_saw.find("wire"), "direction"), "out");
}

TEST(Channel, never_calls_the_sink_inside_a_call) {
  Pair pair;
  ASSERT_TRUE(pair.open());
  const std::size_t before = pair.client_saw.records.size();
  pair.client->send("x");
  pair.client->close();
  EXPECT_EQ(pair.client_saw.records.size(), before);
  EXPECT_TRUE(pair.loop.poll());
  EXPECT_TRUE(pair.client_saw.has("sent"));
}

TEST(Channel, queues_what_the_kernel_does_not_take_at_once) {
  Pair pair;
  ASSERT_TRUE(pair.open());
  const Bytes big = pattern(7 * 1024 * 1024);
  pair.client->send(big);
  pair.client->send("end");
  ASSERT_TRUE(pair.until([&] { return pair.peer_saw.octets == big.size() + 3; }));
  EXPECT_TRUE(pair.peer_saw.bytes() == big + "end");
  for (const auto& record : pair.peer_saw.records) EXPECT_LE(record.data.size(), 16u * 1024);
  EXPECT_EQ(pair.client_saw.story(), "opened sent");
}

TEST(Channel, stops_reading_at_the_cap) {
  Pair pair;
  ASSERT_TRUE(pair.open());
  pair.client->send(Bytes(Channel::kCap + 1, 'x'));
  ASSERT_TRUE(pair.until([&] { return pair.peer_saw.has("limit"); }));
  EXPECT_EQ(pair.peer_saw.bytes().size(), Channel::kCap);
  EXPECT_EQ(trace::attribute(pair.peer_saw.records.back(), "octets"), std::to_string(Channel::kCap));
  EXPECT_EQ(pair.peer_saw.story(), "opened bytes limit");
}

TEST(Channel, tells_a_refused_connection) {
  Loop loop;
  Recorder saw;
  Channel client(loop, "alice", saw.sink());
  const HeldPort nowhere;
  client.connect({kHost, nowhere.number(), ""});
  client.send("lost");
  ASSERT_TRUE(run_until(loop, [&] { return saw.has("refused"); }));
  EXPECT_EQ(trace::attribute(saw.records.front(), "errno"), std::to_string(ECONNREFUSED));
  EXPECT_EQ(saw.story(), "refused");
}

TEST(Channel, refuses_a_name_and_a_source_that_is_not_local) {
  Loop loop;
  Recorder name;
  Recorder source;
  Channel first(loop, "first", name.sink());
  Channel second(loop, "second", source.sink());
  first.connect({"localhost", 1, ""});
  second.connect({kHost, 1, "192.0.2.1"});
  ASSERT_TRUE(run_until(loop, [&] { return name.has("refused") && source.has("refused"); }));
  EXPECT_EQ(trace::attribute(source.records.front(), "errno"), std::to_string(EADDRNOTAVAIL));
}

TEST(Channel, connects_from_the_source_it_was_given) {
  Pair pair("127.0.0.2");
  ASSERT_TRUE(pair.open());
  EXPECT_EQ(trace::attribute(*pair.peer_saw.find("opened"), "remote").rfind("127.0.0.2:", 0), 0u);
}

TEST(Channel, goes_on_sending_after_the_peer_has_closed_its_direction) {
  Pair pair;
  ASSERT_TRUE(pair.open());
  pair.client->send("question");
  pair.client->close();
  ASSERT_TRUE(pair.until([&] { return pair.peer_saw.has("eof"); }));
  EXPECT_EQ(pair.peer_saw.story(), "opened bytes eof");
  pair.peer->send("late");
  ASSERT_TRUE(pair.until([&] { return pair.peer_saw.has("sent"); }));
  // The closed side keeps what came as evidence and tells no event of it.
  ASSERT_TRUE(pair.until([&] { return pair.client_saw.records.back().data == "late"; }));
  EXPECT_EQ(pair.client_saw.records.back().kind, trace::Kind::evidence);
  EXPECT_EQ(pair.client_saw.story(), "opened sent");
}

TEST(Channel, finishes_its_direction_and_reads_on) {
  Pair pair;
  ASSERT_TRUE(pair.open());
  pair.client->send("half a question");
  pair.client->finish();
  pair.client->send("never");
  ASSERT_TRUE(pair.until([&] { return pair.peer_saw.has("eof"); }));
  EXPECT_EQ(pair.peer_saw.bytes(), "half a question");
  pair.peer->send("late");
  pair.peer->close();
  ASSERT_TRUE(pair.until([&] { return pair.client_saw.has("eof"); }));
  EXPECT_EQ(pair.client_saw.story(), "opened sent bytes eof");
}

TEST(Channel, sends_all_that_waits_before_it_closes) {
  Pair pair;
  ASSERT_TRUE(pair.open());
  const Bytes big = pattern(4 * 1024 * 1024);
  pair.client->send(big);
  pair.client->close();
  pair.client->send("never");
  ASSERT_TRUE(pair.until([&] { return pair.peer_saw.has("eof"); }));
  EXPECT_TRUE(pair.peer_saw.bytes() == big);
}

TEST(Channel, may_be_destroyed_by_its_sink) {
  for (const std::string fatal : {"opened", "bytes", "eof"}) {
    Pair pair;
    ASSERT_TRUE(pair.open());
    Recorder saw;
    auto doomed = std::make_unique<Channel>(pair.loop, "doomed", Channel::Sink());
    doomed->set_sink([&](trace::Record record) {
      saw.records.push_back(record);
      if (record.name == fatal) doomed.reset();
    });
    pair.peer.reset();
    doomed->connect({kHost, pair.listener->port(), ""});
    if (fatal != "opened") {
      ASSERT_TRUE(pair.until([&] { return pair.peer != nullptr; }));
      pair.peer->send("one");
      pair.peer->close();
    }
    ASSERT_TRUE(pair.until([&] { return doomed == nullptr; })) << fatal;
    while (pair.loop.poll()) {
    }
    EXPECT_EQ(saw.records.back().name, fatal);
  }
}

TEST(Channel, keeps_records_until_it_has_a_sink) {
  Loop loop;
  Recorder saw;
  std::unique_ptr<Channel> accepted;
  const auto keep = [&](std::unique_ptr<Channel> one) { accepted = std::move(one); };
  const auto listener = *Listener::open(loop, kHost, 0, keep);
  Recorder ignored;
  Channel client(loop, "alice", ignored.sink());
  client.connect({kHost, listener->port(), ""});
  client.send("early");
  client.close();
  ASSERT_TRUE(run_until(loop, [&] { return accepted && ignored.has("sent"); }));
  accepted->set_sink(saw.sink());
  ASSERT_TRUE(run_until(loop, [&] { return saw.has("eof"); }));
  EXPECT_EQ(saw.story(), "opened bytes eof");
}

TEST(Listener, refuses_an_address_that_is_taken_or_not_local) {
  Loop loop;
  const auto first = Listener::open(loop, kHost, 0, [](std::unique_ptr<Channel>) {});
  ASSERT_TRUE(first);
  EXPECT_FALSE(Listener::open(loop, kHost, (*first)->port(), [](std::unique_ptr<Channel>) {}));
  EXPECT_FALSE(Listener::open(loop, "192.0.2.1", 0, [](std::unique_ptr<Channel>) {}));
  EXPECT_FALSE(Listener::open(loop, "localhost", 0, [](std::unique_ptr<Channel>) {}));
}

TEST(Listener, accepts_until_it_is_destroyed) {
  Loop loop;
  auto listener = *Listener::open(loop, "::1", 0, [](std::unique_ptr<Channel>) {});
  const Address address{"::1", listener->port(), ""};
  EXPECT_TRUE(accepts(address));
  EXPECT_TRUE(accepts(address));
  listener.reset();
  EXPECT_FALSE(accepts(address));
}

}  // namespace
}  // namespace channel_test
}  // namespace assay::net
