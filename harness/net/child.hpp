// A child process and its process group, for process.cpp and command.cpp alone.
#pragma once

#include <chrono>
#include <optional>

#include <sys/types.h>
#include <unistd.h>

#include "net/process.hpp"

namespace assay::net {

// A descriptor that closes itself.
class Descriptor {
 public:
  explicit Descriptor(int fd = -1) : fd_(fd) {}
  ~Descriptor() { reset(); }
  Descriptor(Descriptor&& other) noexcept : fd_(other.release()) {}
  Descriptor& operator=(Descriptor&& other) noexcept {
    reset(other.release());
    return *this;
  }
  int get() const { return fd_; }
  explicit operator bool() const { return fd_ >= 0; }
  int release() {
    const int fd = fd_;
    fd_ = -1;
    return fd;
  }
  void reset(int fd = -1) {
    if (fd_ >= 0) ::close(fd_);
    fd_ = fd;
  }

 private:
  int fd_;
};

using Deadline = std::chrono::steady_clock::time_point;

// What poll() takes: the milliseconds left, rounded up, 0 if the deadline has passed.
int milliseconds_left(Deadline deadline);

class Child {
 public:
  // Standard output and error go to `output`, or to nowhere if it is negative.
  static Result<Child> spawn(const CommandLine& line, int output);
  ~Child();  // kills the group if the leader was not reaped yet
  Child(Child&& other) noexcept;
  Child& operator=(Child&&) = delete;

  int pidfd() const { return pidfd_.get(); }  // readable once the leader has ended
  bool ended_by(Deadline deadline) const;     // waits
  std::optional<int> peek() const;            // the status of a leader that ended, not reaping it
  void signal_group(int number) const;
  // Ends what is left of the group and reaps the leader, which must have ended or been killed.
  int reap(bool kill_rest);
  std::optional<int> status() const { return status_; }

 private:
  Child(pid_t pid, int pidfd) : pid_(pid), pidfd_(pidfd) {}
  pid_t pid_;
  Descriptor pidfd_;
  std::optional<int> status_;
};

}  // namespace assay::net
