// Giving away places in time.
#include "run/lab/connect_rate.hpp"

#include <algorithm>

namespace assay::run {

ConnectRate::ConnectRate(double per_second)
    : interval_(per_second > 0 ? std::chrono::duration_cast<std::chrono::steady_clock::duration>(
                                     std::chrono::duration<double>(1 / per_second))
                               : std::chrono::steady_clock::duration::zero()) {}

ConnectRate::Time ConnectRate::take(Time now) {
  const std::lock_guard<std::mutex> lock(mutex_);
  const Time given = std::max(now, next_);
  next_ = given + interval_;
  return given;
}

}  // namespace assay::run
