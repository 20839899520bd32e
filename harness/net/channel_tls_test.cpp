// Channels under TLS: the upgrade in mid-stream, octets in clear where TLS has to be, and the end.
#include <gtest/gtest.h>

#include "net/channel.hpp"
#include "net/recorder.hpp"
#include "net/tls_ends.hpp"

namespace assay::net {
namespace channel_tls_test {
namespace {

// A client channel and the accepted one; the peer acts on what it is told by `script`.
struct Upgrade {
  using Script = std::function<void(Channel&, const trace::Record&)>;

  Loop loop;
  TlsEnds ends;
  Recorder client_saw;
  Recorder peer_saw;
  std::unique_ptr<Channel> peer;
  std::unique_ptr<Listener> listener;
  Channel client{loop, "alice", client_saw.sink()};
  Bytes tail;  // what the server adds in clear to its answer to STARTTLS, in the same segment
  Script script;

  explicit Upgrade(Script script_in = {}) : script(std::move(script_in)) {
    if (!script) script = starttls();
    listener = *Listener::open(loop, "127.0.0.1", 0, [this](std::unique_ptr<Channel> accepted) {
      peer = std::move(accepted);
      peer->set_sink([this, keep = peer_saw.sink()](trace::Record record) {
        keep(record);
        script(*peer, record);
      });
    });
    client.connect({"127.0.0.1", listener->port(), ""});
  }
  bool until(const std::function<bool()>& done) { return run_until(loop, done); }

  // What a server does at STARTTLS.
  Script starttls() {
    return [this](Channel& channel, const trace::Record& record) {
      if (record.name != "bytes") return;
      if (record.data == "a STARTTLS\r\n") {
        channel.send("a OK\r\n" + tail);
        EXPECT_TRUE(channel.start_tls(ends.server));
      } else if (trace::attribute(record, "protected") == "yes") {
        channel.send("echo " + record.data);
      }
    };
  }
};

struct StartTls : Upgrade {
  explicit StartTls(Bytes in_clear = {}) {
    tail = std::move(in_clear);
    client.send("a STARTTLS\r\n");
    EXPECT_TRUE(until([this] { return client_saw.has("bytes"); }));
  }
};

TEST(ChannelTls, upgrades_in_mid_stream) {
  StartTls on;
  ASSERT_TRUE(on.client.start_tls(on.ends.client));
  on.client.send("secret");  // waits for the handshake
  ASSERT_TRUE(on.until([&] { return on.client_saw.bytes("yes") == "echo secret"; }));
  EXPECT_EQ(on.client_saw.bytes("no"), "a OK\r\n");
  EXPECT_EQ(on.peer_saw.bytes("yes"), "secret");
  EXPECT_EQ(on.client_saw.story().rfind("opened sent bytes tls.established sent", 0), 0u) << on.client_saw.story();
  EXPECT_EQ(trace::attribute(*on.client_saw.find("tls.established"), "version"), "TLSv1.3");
  EXPECT_TRUE(on.client.peer_verified());
  EXPECT_FALSE(on.client.peer_certificate_pem().empty());
  for (const auto& record : on.client_saw.records) {
    EXPECT_EQ(record.channel, "alice");
    EXPECT_TRUE(record.name != "wire" || record.data.find("secret") == Bytes::npos);
  }
}

TEST(ChannelTls, tells_octets_in_clear_before_the_upgrade_as_they_are) {
  StartTls on("* injected\r\n");
  ASSERT_TRUE(on.client.start_tls(on.ends.client));
  on.client.send("secret");
  ASSERT_TRUE(on.until([&] { return on.client_saw.bytes("yes") == "echo secret"; }));
  EXPECT_EQ(on.client_saw.bytes("no"), "a OK\r\n* injected\r\n");
}

TEST(ChannelTls, tells_octets_in_clear_after_the_upgrade_twice) {
  Upgrade on([&](Channel& channel, const trace::Record& record) {
    if (record.name == "bytes") channel.send("* no TLS here\r\n");
  });
  ASSERT_TRUE(on.client.start_tls(on.ends.client));
  on.client.send("lost");
  ASSERT_TRUE(on.until([&] { return on.client_saw.has("bytes"); }));
  EXPECT_EQ(on.client_saw.bytes("no"), "* no TLS here\r\n");
  EXPECT_EQ(on.client_saw.find("tls.not-a-record")->data, "* no TLS here\r\n");
  EXPECT_TRUE(on.client_saw.has("tls.failed"));
  EXPECT_TRUE(on.client_saw.has("tls.not-sent"));
  EXPECT_FALSE(on.client_saw.has("sent"));
}

TEST(ChannelTls, closes_with_close_notify_and_fin) {
  StartTls on;
  ASSERT_TRUE(on.client.start_tls(on.ends.client));
  on.client.send("secret");
  ASSERT_TRUE(on.until([&] { return on.client_saw.bytes("yes") == "echo secret"; }));
  on.client.send("last");
  on.client.close();
  ASSERT_TRUE(on.until([&] { return on.peer_saw.has("eof"); }));
  EXPECT_EQ(on.peer_saw.bytes("yes"), "secretlast");
  EXPECT_TRUE(on.peer_saw.has("tls.closed"));
  EXPECT_FALSE(on.peer_saw.has("tls.failed"));
}

TEST(ChannelTls, tells_a_truncated_stream_before_its_end) {
  StartTls on;
  ASSERT_TRUE(on.client.start_tls(on.ends.client));
  on.client.send("secret");
  ASSERT_TRUE(on.until([&] { return on.client_saw.bytes("yes") == "echo secret"; }));
  on.peer.reset();
  ASSERT_TRUE(on.until([&] { return on.client_saw.has("eof"); }));
  EXPECT_EQ(trace::attribute(*on.client_saw.find("tls.failed"), "truncated"), "yes");
  EXPECT_EQ(on.client_saw.records.back().name, "eof");
}

TEST(ChannelTls, sends_the_alert_of_a_failed_handshake_and_is_told_it) {
  StartTls on;
  on.ends.client.trust_pem = TlsEnds().client.trust_pem;  // another authority
  ASSERT_TRUE(on.client.start_tls(on.ends.client));
  ASSERT_TRUE(on.until([&] { return on.peer_saw.has("tls.failed") && on.client_saw.has("tls.failed"); }));
  EXPECT_EQ(trace::attribute(*on.peer_saw.find("tls.alert"), "direction"), "received");
  EXPECT_FALSE(on.client.peer_verified());
}

TEST(ChannelTls, applies_faults_to_one_send) {
  StartTls on;
  ASSERT_TRUE(on.client.start_tls(on.ends.client));
  on.client.send("secret", {tls::Fault{"xor", 23, 0, -1, 1}});
  ASSERT_TRUE(on.until([&] { return on.client_saw.has("tls.alert"); }));
  EXPECT_EQ(trace::attribute(*on.client_saw.find("tls.alert"), "description"), "bad_record_mac");
  EXPECT_EQ(on.peer_saw.bytes("yes"), "");
}

TEST(ChannelTls, starts_once_and_not_with_a_bad_configuration) {
  StartTls on;
  tls::Config bad;
  bad.certificate_pem = "no certificate";
  bad.key_pem = "no key";
  EXPECT_FALSE(on.client.start_tls(bad));
  EXPECT_TRUE(on.client.start_tls(on.ends.client));
  EXPECT_FALSE(on.client.start_tls(on.ends.client));
}

}  // namespace
}  // namespace channel_tls_test
}  // namespace assay::net
