// Connections that break: a reset by the peer, and what was to be read before a write failed.
#include <gtest/gtest.h>

#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include "net/channel.hpp"
#include "net/recorder.hpp"

namespace assay::net {
namespace reset_test {
namespace {

// A peer made of plain system calls, to do what a channel never does.
class RawPeer {
 public:
  RawPeer() : listener_(socket(AF_INET, SOCK_STREAM, 0)) {
    sockaddr_in address = loopback();
    EXPECT_EQ(bind(listener_, reinterpret_cast<sockaddr*>(&address), sizeof address), 0);
    EXPECT_EQ(listen(listener_, 1), 0);
  }
  ~RawPeer() {
    if (fd_ >= 0) close(fd_);
    close(listener_);
  }
  std::uint16_t port() const {
    sockaddr_in address = loopback();
    socklen_t size = sizeof address;
    getsockname(listener_, reinterpret_cast<sockaddr*>(&address), &size);
    return ntohs(address.sin_port);
  }
  void accept_one() { fd_ = accept(listener_, nullptr, nullptr); }
  void write_text(ByteView text) { EXPECT_EQ(::send(fd_, text.data(), text.size(), 0), ssize_t(text.size())); }
  void reset() {
    const linger at_once{1, 0};
    setsockopt(fd_, SOL_SOCKET, SO_LINGER, &at_once, sizeof at_once);
    close(fd_);
    fd_ = -1;
  }

 private:
  static sockaddr_in loopback() {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    return address;
  }
  int listener_;
  int fd_{-1};
};

struct Broken {
  Loop loop;
  Recorder saw;
  RawPeer peer;
  Channel client{loop, "alice", saw.sink()};

  Broken() {
    client.connect({"127.0.0.1", peer.port(), ""});
    EXPECT_TRUE(run_until(loop, [this] { return saw.has("opened"); }));
    peer.accept_one();
  }
  bool until_reset() {
    return run_until(loop, [this] { return saw.has("reset"); });
  }
};

TEST(ChannelReset, is_told_with_its_errno) {
  Broken broken;
  broken.peer.reset();
  ASSERT_TRUE(broken.until_reset());
  EXPECT_EQ(trace::attribute(broken.saw.records.back(), "errno"), std::to_string(ECONNRESET));
  EXPECT_EQ(broken.saw.story(), "opened reset");
}

TEST(ChannelReset, by_a_failed_write_is_told_after_what_was_still_to_be_read) {
  Broken broken;
  broken.peer.write_text("last words");
  broken.peer.reset();
  broken.client.send("too late");  // fails: the reset is here, the loop has not read yet
  ASSERT_TRUE(broken.until_reset());
  while (broken.loop.poll()) {
  }
  EXPECT_EQ(broken.saw.bytes(), "last words");
  EXPECT_EQ(broken.saw.story(), "opened bytes reset");
}

TEST(ChannelReset, while_much_waits_to_be_written_is_told_once) {
  Broken broken;
  broken.client.send(Bytes(32 * 1024 * 1024, 'x'));
  broken.peer.reset();
  ASSERT_TRUE(broken.until_reset());
  broken.client.send("ignored");
  while (broken.loop.poll()) {
  }
  EXPECT_EQ(broken.saw.story(), "opened reset");
}

TEST(ChannelReset, after_close_is_quiet) {
  Broken broken;
  broken.client.send("all");
  broken.client.close();
  broken.peer.reset();
  ASSERT_TRUE(run_until(broken.loop, [&] { return broken.saw.has("sent"); }));
  while (broken.loop.poll()) {
  }
  EXPECT_EQ(broken.saw.story(), "opened sent");
}

}  // namespace
}  // namespace reset_test
}  // namespace assay::net
