// An IUT as a process: started with its output in a log, watched, and stopped with its whole group.
#include "net/process.hpp"

#include <cerrno>
#include <csignal>
#include <cstring>

#include <fcntl.h>

#include "net/child.hpp"

namespace assay::net {

struct Process::Impl {
  Child child;
};

Result<std::unique_ptr<Process>> Process::start(const CommandLine& line, const std::string& log) {
  Descriptor output;
  if (!log.empty()) {
    output.reset(open(log.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600));
    if (!output) return failure("cannot write the log " + log + ": " + std::strerror(errno));
  }
  auto child = Child::spawn(line, output.get());
  if (!child) return tl::unexpected<Error>(child.error());
  return std::unique_ptr<Process>(new Process(std::make_unique<Impl>(Impl{std::move(*child)})));
}

Process::Process(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}

Process::~Process() { stop(std::chrono::seconds(1)); }

bool Process::running() { return !exit_status(); }

// A leader that ended stays unreaped until stop(): its group may still live and keeps its number.
std::optional<int> Process::exit_status() {
  return impl_->child.peek();
}

void Process::stop(std::chrono::milliseconds grace) {
  Child& child = impl_->child;
  if (child.status()) return;
  const auto deadline = std::chrono::steady_clock::now() + grace;
  child.signal_group(SIGTERM);
  child.ended_by(deadline);
  child.reap(true);
}

}  // namespace assay::net
