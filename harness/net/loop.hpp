// The event loop that channels, listeners and timers live on. One thread.
#pragma once

#include <chrono>
#include <functional>
#include <memory>

namespace assay::net {

class Loop {
 public:
  Loop();
  ~Loop();
  Loop(const Loop&) = delete;
  Loop& operator=(const Loop&) = delete;

  // Runs what is ready now; never blocks. True if anything ran.
  bool poll();
  // Runs at least one handler, waiting at most `limit`. False if the limit passed first.
  bool run_one(std::chrono::milliseconds limit);
  // Runs until stop() is called; stop() may come from a signal handler set up by stop_on_signals().
  void run();
  void stop();
  void stop_on_signals();
  void post(std::function<void()> work);
  // Calls `work` once after `delay`, unless the loop is gone by then.
  void after(std::chrono::milliseconds delay, std::function<void()> work);

  struct Impl;  // holds the Asio context; defined in loop_impl.hpp for net/*.cpp alone
  Impl& impl() { return *impl_; }

 private:
  std::unique_ptr<Impl> impl_;
};

}  // namespace assay::net
