// How often the suite may connect: one allowance for all that connect at the same time.
#pragma once

#include <chrono>
#include <mutex>

namespace assay::run {

// Safe to be asked by several threads. It waits for nobody: the caller keeps the time that it gets.
class ConnectRate {
 public:
  using Time = std::chrono::steady_clock::time_point;

  // `per_second`: connections (IXIT load.per-second); 0 or less: as many as one likes.
  explicit ConnectRate(double per_second);

  // Gives away the next place: the time, `now` or later, at which the caller may connect.
  Time take(Time now);

 private:
  std::mutex mutex_;
  std::chrono::steady_clock::duration interval_;
  Time next_{Time::min()};
};

}  // namespace assay::run
