// Fork and exec, with everything prepared before the fork: between the two only system calls are safe.
#include "net/child.hpp"

#include <cerrno>
#include <csignal>
#include <cstring>
#include <utility>
#include <vector>

#include <fcntl.h>
#include <poll.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include "net/inheritance.hpp"

namespace assay::net {
namespace {

constexpr int kCannotExec = 127;  // what a shell says of a command that it cannot run

// The environment as execve() takes it; `texts` owns it.
std::vector<char*> environment_of(const CommandLine& line, std::vector<std::string>& texts) {
  for (char** entry = environ; *entry; ++entry) {
    const std::string text = *entry;
    if (!line.environment.count(text.substr(0, text.find('=')))) texts.push_back(text);
  }
  for (const auto& [name, value] : line.environment) texts.push_back(name + "=" + value);
  std::vector<char*> pointers;
  for (auto& text : texts) pointers.push_back(text.data());
  pointers.push_back(nullptr);
  return pointers;
}

void restore_signals() {
  for (const int number : {SIGPIPE, SIGINT, SIGTERM, SIGHUP, SIGCHLD}) std::signal(number, SIG_DFL);
  sigset_t none;
  sigemptyset(&none);
  sigprocmask(SIG_SETMASK, &none, nullptr);
}

void close_all_but(int one) {
  if (one > 3) close_range(3, static_cast<unsigned>(one) - 1, 0);
  close_range(static_cast<unsigned>(one) + 1, ~0U, 0);
}

// `standing` is closed last.
[[noreturn]] void become(const char* command, char** environment, int directory, int output, int standing,
                         pid_t parent) {
  setpgid(0, 0);
  prctl(PR_SET_PDEATHSIG, SIGKILL);
  if (getppid() != parent) _exit(kCannotExec);  // it died before prctl()
  restore_signals();
  const int nowhere = open("/dev/null", O_RDWR);
  const int sink = output < 0 ? nowhere : output;
  if (directory >= 0 && fchdir(directory) != 0) _exit(kCannotExec);
  if (dup2(nowhere, 0) < 0 || dup2(sink, 1) < 0 || dup2(sink, 2) < 0) _exit(kCannotExec);
  close_all_but(standing);  // Asio's sockets are not close-on-exec
  close(standing);
  const char* arguments[] = {"sh", "-c", command, nullptr};
  execve("/bin/sh", const_cast<char**>(arguments), environment);
  _exit(kCannotExec);
}

// Until the child has closed what it inherited: a socket that it holds still keeps its port from being bound anew.
void await_end(int pipe) {
  char none = 0;
  while (read(pipe, &none, 1) < 0 && errno == EINTR) {
  }
}

int as_shell(int wait_status) {
  return WIFSIGNALED(wait_status) ? 128 + WTERMSIG(wait_status) : WEXITSTATUS(wait_status);
}

}  // namespace

int milliseconds_left(Deadline deadline) {
  const auto left = std::chrono::ceil<std::chrono::milliseconds>(deadline - std::chrono::steady_clock::now());
  return left.count() > 0 ? static_cast<int>(left.count()) : 0;
}

Result<Child> Child::spawn(const CommandLine& line, int output) {
  Descriptor directory;
  if (!line.directory.empty()) {
    directory.reset(open(line.directory.c_str(), O_PATH | O_DIRECTORY | O_CLOEXEC));
    if (!directory) return failure("no directory " + line.directory + " to run in: " + std::strerror(errno));
  }
  std::vector<std::string> texts;
  const auto environment = environment_of(line, texts);
  int ends[2];
  if (pipe2(ends, O_CLOEXEC) != 0) return failure(std::string("cannot start a process: ") + std::strerror(errno));
  const Descriptor shed(ends[0]);
  Descriptor held(ends[1]);
  const auto alone = no_heir();
  const pid_t parent = getpid();
  const pid_t pid = fork();
  if (pid < 0) return failure(std::string("cannot start a process: ") + std::strerror(errno));
  if (pid == 0)
    become(line.command.c_str(), const_cast<char**>(environment.data()), directory.get(), output, held.get(),
           parent);
  setpgid(pid, pid);  // both sides do it, so that neither runs before it is done
  held.reset();
  await_end(shed.get());
  return Child(pid, static_cast<int>(syscall(SYS_pidfd_open, pid, 0)));  // glibc 2.36 lacks extern "C"
}

Child::Child(Child&& other) noexcept
    : pid_(std::exchange(other.pid_, -1)), pidfd_(std::move(other.pidfd_)), status_(other.status_) {}

Child::~Child() {
  if (pid_ < 0 || status_) return;
  signal_group(SIGKILL);
  reap(true);
}

bool Child::ended_by(Deadline deadline) const {
  if (status_) return true;
  pollfd wait{pidfd_.get(), POLLIN, 0};
  int ready = 0;
  do {
    ready = poll(&wait, 1, milliseconds_left(deadline));
  } while (ready < 0 && errno == EINTR);
  return ready > 0;
}

std::optional<int> Child::peek() const {
  if (status_) return status_;
  siginfo_t info{};
  if (waitid(P_PID, static_cast<id_t>(pid_), &info, WEXITED | WNOHANG | WNOWAIT) != 0 || info.si_pid == 0)
    return std::nullopt;
  return info.si_code == CLD_EXITED ? info.si_status : 128 + info.si_status;
}

void Child::signal_group(int number) const {
  if (!status_ && pid_ > 0) kill(-pid_, number);
}

// The group is killed before the leader is reaped: afterwards its number may belong to somebody else.
int Child::reap(bool kill_rest) {
  if (status_) return *status_;
  if (kill_rest) signal_group(SIGKILL);
  int wait_status = 0;
  while (waitpid(pid_, &wait_status, 0) < 0 && errno == EINTR) {
  }
  status_ = as_shell(wait_status);
  return *status_;
}

}  // namespace assay::net
