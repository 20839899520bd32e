// The loop waits no longer than it is told, and runs work in order.
#include "net/loop.hpp"

#include <csignal>

#include <gtest/gtest.h>

#include "net/port.hpp"

namespace assay::net {
namespace loop_test {
namespace {

using std::chrono::milliseconds;

TEST(Loop, waits_for_its_limit_when_nothing_happens) {
  Loop loop;
  EXPECT_FALSE(loop.poll());
  const auto before = std::chrono::steady_clock::now();
  EXPECT_FALSE(loop.run_one(milliseconds(5)));
  EXPECT_GE(std::chrono::steady_clock::now() - before, milliseconds(5));
}

TEST(Loop, runs_posted_work_in_order) {
  Loop loop;
  std::string order;
  loop.post([&] { order += "a"; });
  loop.post([&] { order += "b"; });
  EXPECT_TRUE(loop.poll());
  EXPECT_EQ(order, "ab");
  EXPECT_FALSE(loop.poll());
}

TEST(Loop, runs_timers_shortest_first_until_stopped) {
  Loop loop;
  std::string order;
  loop.after(milliseconds(2), [&] {
    order += "b";
    loop.stop();
  });
  loop.after(milliseconds(1), [&] { order += "a"; });
  loop.run();
  EXPECT_EQ(order, "ab");
}

TEST(Loop, stops_on_a_signal_and_works_on_afterwards) {
  Loop loop;
  loop.stop_on_signals();
  loop.post([] { std::raise(SIGTERM); });
  loop.run();
  bool ran = false;
  loop.post([&] { ran = true; });
  while (loop.poll()) {
  }
  EXPECT_TRUE(ran);
}

TEST(Port, a_free_port_accepts_nobody) {
  const auto port = free_port("127.0.0.1");
  EXPECT_NE(port, 0);
  EXPECT_FALSE(accepts({"127.0.0.1", port, ""}));
  EXPECT_EQ(free_port("192.0.2.1"), 0);
  EXPECT_EQ(free_port("no number"), 0);
}

TEST(Port, numeric_hosts_stay_as_they_are) {
  EXPECT_EQ(numeric_host("127.0.0.3").value_or(""), "127.0.0.3");
  EXPECT_EQ(numeric_host("::1").value_or(""), "::1");
  EXPECT_FALSE(numeric_host("not a name"));
}

}  // namespace
}  // namespace loop_test
}  // namespace assay::net
