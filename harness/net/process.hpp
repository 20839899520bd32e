// Programs that the harness starts: an IUT that runs for a while, and commands that come to an end.
#pragma once

#include <chrono>
#include <map>
#include <memory>
#include <optional>
#include <string>

#include "base/bytes.hpp"
#include "base/error.hpp"

namespace assay::net {

// A command line for /bin/sh -c, as the leader of a process group of its own, with no descriptors of
// the harness. It is killed when the thread that started it ends, so a dying harness leaves no IUT
// behind; that reaches the shell or what it turned into, so a longer line ends with `exec PROGRAM`.
struct CommandLine {
  std::string command;
  std::string directory;                           // "" for the current one
  std::map<std::string, std::string> environment;  // added to the harness's own
};

class Process {
 public:
  // Standard output and error are appended to the file `log`, made 0600; "" throws them away.
  // Errors: no such directory, no such log file, no process left.
  static Result<std::unique_ptr<Process>> start(const CommandLine& line, const std::string& log);
  ~Process();  // stop() with one second of grace
  Process(const Process&) = delete;
  Process& operator=(const Process&) = delete;

  bool running();
  // As a shell tells it: 0 to 255, 128 + N after signal N. Nothing while it runs.
  std::optional<int> exit_status();
  // SIGTERM to the process group, then, at the latest after `grace`, SIGKILL to what is left of it.
  void stop(std::chrono::milliseconds grace);

 private:
  struct Impl;
  explicit Process(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

struct CommandResult {
  int exit_status{0};     // as Process::exit_status()
  Bytes output;           // standard output and error, the first 64 KiB
  bool timed_out{false};  // the limit passed and the process group was killed
};

// Runs a command to its end, but no longer than `limit`. What it leaves running in the background is
// not waited for. Errors: as Process::start(). Blocks.
Result<CommandResult> run_command(const CommandLine& line, std::chrono::milliseconds limit);

}  // namespace assay::net
