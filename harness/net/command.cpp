// A command run to its end, its output kept up to a bound.
#include <algorithm>
#include <array>
#include <csignal>

#include <fcntl.h>
#include <poll.h>

#include "net/child.hpp"

namespace assay::net {
namespace {

constexpr std::size_t kKept = 64 * 1024;
constexpr int kReads = 8;  // two pipes full: a command that writes without end must not hold us

// Reads what is there; false at the end of the output. Beyond the bound it is read and dropped, so
// that the command does not block.
bool drain(int fd, Bytes& output) {
  std::array<char, 16 * 1024> buffer;
  ssize_t got = 1;
  for (int i = 0; i < kReads && got > 0; ++i) {
    got = read(fd, buffer.data(), buffer.size());
    if (got > 0) output.append(buffer.data(), std::min(static_cast<std::size_t>(got), kKept - output.size()));
  }
  return got != 0;
}

// Collects output until the leader ended; false if the deadline passed first.
bool watch(const Child& child, int fd, Bytes& output, Deadline deadline) {
  for (;;) {
    pollfd wait[] = {{child.pidfd(), POLLIN, 0}, {fd, POLLIN, 0}};
    const int ready = poll(wait, 2, milliseconds_left(deadline));
    if (wait[1].revents && ready > 0 && !drain(fd, output)) fd = -1;
    if (wait[0].revents && ready > 0) return drain(fd, output), true;
    if (milliseconds_left(deadline) == 0) return false;
  }
}

}  // namespace

Result<CommandResult> run_command(const CommandLine& line, std::chrono::milliseconds limit) {
  int ends[2];
  if (pipe2(ends, O_CLOEXEC) != 0) return failure("cannot run a command: no pipe left");
  const Descriptor source(ends[0]);
  Descriptor output(ends[1]);
  fcntl(source.get(), F_SETFL, O_NONBLOCK);
  const auto deadline = std::chrono::steady_clock::now() + limit;
  auto child = Child::spawn(line, output.get());
  if (!child) return tl::unexpected<Error>(child.error());
  output.reset();
  CommandResult result;
  result.timed_out = !watch(*child, source.get(), result.output, deadline);
  result.exit_status = child->reap(result.timed_out);
  return result;
}

}  // namespace assay::net
