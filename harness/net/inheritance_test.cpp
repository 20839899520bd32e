// A port that was closed here can be bound again at once, whatever children another thread starts.
#include "net/inheritance.hpp"

#include <gtest/gtest.h>

#include <atomic>
#include <thread>

#include "net/child.hpp"
#include "net/datagram.hpp"
#include "net/port.hpp"

namespace assay::net::inheritance {

TEST(Inheritance, APortIsFreeOnceItIsClosedHere) {
  std::atomic<bool> done = false;
  std::thread other([&done] {
    while (!done) {
      auto child = Child::spawn({"exit 0", "", {}}, -1);
      ASSERT_TRUE(child);
      child->reap(true);
    }
  });
  const std::uint16_t port = free_datagram_port("127.0.0.9");
  for (int i = 0; i < 2000; ++i) {
    Loop loop;
    Datagram socket(loop, "one", [](trace::Record) {});
    const auto bound = socket.bind("127.0.0.9", port);
    EXPECT_TRUE(bound) << i << ": " << to_text(bound.error());
    if (!bound) break;
  }
  done = true;
  other.join();
}

}  // namespace assay::net::inheritance
