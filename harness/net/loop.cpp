// The event loop on Asio's io_context.
#include "net/loop.hpp"

#include <csignal>
#include <utility>

#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>

#include "net/loop_impl.hpp"

namespace assay::net {

Loop::Loop() : impl_(std::make_unique<Impl>()) {}

Loop::~Loop() = default;

bool Loop::poll() { return impl_->context.poll() > 0; }

bool Loop::run_one(std::chrono::milliseconds limit) { return impl_->context.run_one_for(limit) > 0; }

void Loop::run() {
  while (!impl_->stop_asked) impl_->context.run_one();
  impl_->stop_asked = false;
}

void Loop::stop() {
  impl_->stop_asked = true;
  post([] {});  // wakes run()
}

void Loop::stop_on_signals() {
  impl_->signals.add(SIGINT);
  impl_->signals.add(SIGTERM);
  impl_->signals.async_wait([this](const ErrorCode& error, int) {
    if (!error) stop();
  });
}

void Loop::post(std::function<void()> work) { asio::post(impl_->context, std::move(work)); }

void Loop::after(std::chrono::milliseconds delay, std::function<void()> work) {
  auto timer = std::make_shared<asio::steady_timer>(impl_->context, delay);
  timer->async_wait([timer, work = std::move(work)](const ErrorCode& error) {
    if (!error) work();
  });
}

}  // namespace assay::net
