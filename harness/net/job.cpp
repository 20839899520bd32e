// Watching a child and its output from the loop.
#include "net/job.hpp"

#include <algorithm>
#include <array>
#include <csignal>
#include <utility>

#include <fcntl.h>

#include <boost/asio/posix/stream_descriptor.hpp>

#include "net/child.hpp"
#include "net/loop_impl.hpp"

namespace assay::net {
namespace {

constexpr std::size_t kKept = 64 * 1024;
constexpr int kReads = 8;  // at a time: a command that writes without end must not hold the loop

}  // namespace

struct Job::Impl : std::enable_shared_from_this<Job::Impl> {
  Impl(Loop& loop, Child child_in, Descriptor source, std::function<void(JobEnd)> ended_in)
      : child(std::move(child_in)),
        leader(loop.impl().context, ::dup(child.pidfd())),
        output(loop.impl().context, source.release()),
        ended(std::move(ended_in)) {}

  void wait_for_output() {
    output.async_wait(asio::posix::stream_descriptor::wait_read, [weak = weak_from_this()](const ErrorCode& error) {
      const auto self = weak.lock();
      if (self && !error && self->output.is_open() && self->drain()) self->wait_for_output();
    });
  }

  void wait_for_end() {
    leader.async_wait(asio::posix::stream_descriptor::wait_read, [weak = weak_from_this()](const ErrorCode& error) {
      const auto self = weak.lock();
      if (self && !error) self->finish();
    });
  }

  // False at the end of the output. Beyond the bound it is read and dropped, so that the command goes on.
  bool drain() {
    std::array<char, 16 * 1024> buffer;
    ssize_t got = 1;
    for (int i = 0; i < kReads && got > 0; ++i) {
      got = ::read(output.native_handle(), buffer.data(), buffer.size());
      if (got > 0) kept.append(buffer.data(), std::min(static_cast<std::size_t>(got), kKept - kept.size()));
    }
    return got != 0;
  }

  void finish() {
    drain();
    ErrorCode ignored;
    output.close(ignored);
    leader.close(ignored);
    const int status = child.reap(true);
    const auto call = std::exchange(ended, nullptr);
    if (call) call({status, std::move(kept)});
  }

  Child child;
  asio::posix::stream_descriptor leader;
  asio::posix::stream_descriptor output;
  std::function<void(JobEnd)> ended;
  Bytes kept;
};

Result<std::unique_ptr<Job>> Job::start(Loop& loop, const CommandLine& line, std::function<void(JobEnd)> ended) {
  int ends[2];
  if (pipe2(ends, O_CLOEXEC) != 0) return failure("cannot run a command: no pipe left");
  Descriptor source(ends[0]);
  Descriptor sink(ends[1]);
  fcntl(source.get(), F_SETFL, O_NONBLOCK);
  auto child = Child::spawn(line, sink.get());
  if (!child) return tl::unexpected<Error>(child.error());
  auto impl = std::make_shared<Impl>(loop, std::move(*child), std::move(source), std::move(ended));
  impl->wait_for_output();
  impl->wait_for_end();
  return std::unique_ptr<Job>(new Job(std::move(impl)));
}

Job::Job(std::shared_ptr<Impl> impl) : impl_(std::move(impl)) {}

Job::~Job() {
  ErrorCode ignored;
  impl_->ended = nullptr;
  impl_->output.close(ignored);
  impl_->leader.close(ignored);
}

}  // namespace assay::net
