// A command that runs while the loop goes on: what makes a client IUT act.
#pragma once

#include <functional>
#include <memory>

#include "net/loop.hpp"
#include "net/process.hpp"

namespace assay::net {

struct JobEnd {
  int exit_status{0};  // as Process::exit_status()
  Bytes output;        // standard output and error, the first 64 KiB
};

class Job {
 public:
  // `ended` is called from the loop, once, when the command has ended; what it left running in its process
  // group is killed before. The loop must outlive the job. Errors: as Process::start().
  static Result<std::unique_ptr<Job>> start(Loop& loop, const CommandLine& line, std::function<void(JobEnd)> ended);
  ~Job();  // kills the group; `ended` is not called any more
  Job(const Job&) = delete;
  Job& operator=(const Job&) = delete;

  struct Impl;

 private:
  explicit Job(std::shared_ptr<Impl> impl);
  std::shared_ptr<Impl> impl_;
};

}  // namespace assay::net
