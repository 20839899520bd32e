// An IUT that is not there, or says nothing that a case could judge: nothing passes, nothing fails.
#include <gtest/gtest.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include "net/held_port_test.hpp"
#include "run/degenerate_scripts_test.hpp"

namespace assay::run::degenerate {
namespace {
namespace absent {

using engine::Verdict;

// Short: a deadline alone decides nothing, so a slow machine changes no verdict.
constexpr const char* kSoon = "0.02";

void expect_nothing_decided(Trial& trial) {
  auto verdicts = trial.run();
  ASSERT_TRUE(verdicts) << to_text(verdicts.error());
  EXPECT_EQ(undeserved(trial, *verdicts), "");
  EXPECT_EQ(with_verdict(*verdicts, Verdict::pass, false), "");
  EXPECT_EQ(with_verdict(*verdicts, Verdict::fail, false), "");
  EXPECT_EQ(with_verdict(*verdicts, Verdict::fail, true), "");
}

void expect_exit_of_the_environment(Trial& trial) {
  const auto ended = trial.run_suite();
  ASSERT_TRUE(ended) << to_text(ended.error().front());
  EXPECT_EQ(ended->outcome.exit, Exit::harness) << ended->outcome.why;
  EXPECT_FALSE(ended->outcome.why.empty());
}

void expect_nothing_from(Script script) {
  SCOPED_TRACE(script.name);
  Trial trial;
  if (!script.engine) script.engine = trial.right_engine();
  Served served(trial, std::move(script), kSoon);
  expect_nothing_decided(trial);
  expect_exit_of_the_environment(trial);
}

Script silent() {
  Script script{"silent"};
  script.accepted = [](Peer&) { return false; };
  return script;
}

Script closes() {
  Script script{"closes at once"};
  script.accepted = [](Peer& peer) { return peer.close(), false; };
  return script;
}

Script says_goodbye() {
  Script script{"greets with BYE"};
  script.greet = [](Peer& peer) {
    peer.say("* BYE not today\r\n");
    peer.close();
  };
  return script;
}

Script closes_after_greeting() {
  Script script{"closes after the greeting"};
  script.greet = [](Peer& peer) {
    peer.say("* OK ready\r\n");
    peer.close();
  };
  return script;
}

// Resets each connection that it accepts: closed with nothing to linger for.
class Resetting {
 public:
  Resetting() {
    for (auto& one : listeners_) one = listening();
    if (::pipe(stop_) != 0) throw std::runtime_error("no pipe");
    thread_ = std::thread([this] { serve(); });
  }
  ~Resetting() {
    ::close(stop_[1]);
    thread_.join();
    for (const int fd : {listeners_[0], listeners_[1], stop_[0]}) ::close(fd);
  }
  std::map<std::string, std::uint16_t> ports() const {
    return {{"imap", port(listeners_[0])}, {"imaps", port(listeners_[1])}};
  }

 private:
  static int listening() {
    const int fd = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    if (::bind(fd, reinterpret_cast<sockaddr*>(&address), sizeof address) != 0 || ::listen(fd, 16) != 0)
      throw std::runtime_error("cannot listen");
    return fd;
  }
  static std::uint16_t port(int fd) {
    sockaddr_in address{};
    socklen_t size = sizeof address;
    ::getsockname(fd, reinterpret_cast<sockaddr*>(&address), &size);
    return ntohs(address.sin_port);
  }
  void serve() const {
    for (;;) {
      pollfd waits[] = {{stop_[0], POLLIN, 0}, {listeners_[0], POLLIN, 0}, {listeners_[1], POLLIN, 0}};
      ::poll(waits, 3, -1);
      if (waits[0].revents) return;
      for (const auto& wait : {waits[1], waits[2]})
        if (wait.revents) reset(::accept(wait.fd, nullptr, nullptr));
    }
  }
  static void reset(int fd) {
    const linger at_once{1, 0};
    ::setsockopt(fd, SOL_SOCKET, SO_LINGER, &at_once, sizeof at_once);
    ::close(fd);
  }

  int listeners_[2]{};
  int stop_[2]{};
  std::thread thread_;
};

}  // namespace absent
}  // namespace

TEST(Degenerate, iut_that_is_not_there) {
  Trial trial;
  const net::HeldPort imap, imaps;
  trial.write_profile({{"imap", imap.number()}, {"imaps", imaps.number()}}, absent::kSoon);
  absent::expect_nothing_decided(trial);
  absent::expect_exit_of_the_environment(trial);
}

TEST(Degenerate, iut_that_is_silent) { absent::expect_nothing_from(absent::silent()); }
TEST(Degenerate, iut_that_closes_at_once) { absent::expect_nothing_from(absent::closes()); }
TEST(Degenerate, iut_that_greets_with_bye) { absent::expect_nothing_from(absent::says_goodbye()); }
TEST(Degenerate, iut_that_closes_after_the_greeting) { absent::expect_nothing_from(absent::closes_after_greeting()); }

TEST(Degenerate, iut_that_resets_at_once) {
  Trial trial;
  const absent::Resetting server;
  trial.write_profile(server.ports(), absent::kSoon);
  absent::expect_nothing_decided(trial);
  absent::expect_exit_of_the_environment(trial);
}

}  // namespace assay::run::degenerate
