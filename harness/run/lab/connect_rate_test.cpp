// The load that the IXIT allows, with times that the test makes up.
#include "run/lab/connect_rate.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <thread>
#include <vector>

namespace assay::run {
namespace {
namespace rating {

using std::chrono::milliseconds;
using std::chrono::seconds;

const ConnectRate::Time kStart{seconds(1000)};

}  // namespace rating
}  // namespace

TEST(ConnectRate, spaces_connections_that_are_wanted_at_once) {
  ConnectRate rate(20);
  for (int i = 0; i < 100; ++i) EXPECT_EQ(rate.take(rating::kStart), rating::kStart + i * rating::milliseconds(50));
}

TEST(ConnectRate, lets_a_late_one_go_at_once_and_saves_nothing_up) {
  ConnectRate rate(10);
  rate.take(rating::kStart);
  const auto late = rating::kStart + rating::seconds(60);
  EXPECT_EQ(rate.take(late), late);
  EXPECT_EQ(rate.take(late), late + rating::milliseconds(100));
}

TEST(ConnectRate, zero_is_no_limit) {
  ConnectRate rate(0);
  for (int i = 0; i < 3; ++i) EXPECT_EQ(rate.take(rating::kStart), rating::kStart);
}

TEST(ConnectRate, is_one_for_all_threads) {
  ConnectRate rate(1000);
  std::vector<std::vector<ConnectRate::Time>> given(4);
  std::vector<std::thread> threads;
  for (auto& own : given)
    threads.emplace_back([&own, &rate] {
      for (int i = 0; i < 250; ++i) own.push_back(rate.take(rating::kStart));
    });
  for (auto& thread : threads) thread.join();
  std::vector<ConnectRate::Time> all;
  for (const auto& own : given) all.insert(all.end(), own.begin(), own.end());
  std::sort(all.begin(), all.end());
  for (int i = 0; i < 1000; ++i)
    ASSERT_EQ(all[static_cast<std::size_t>(i)], rating::kStart + i * rating::milliseconds(1));
}

}  // namespace assay::run
