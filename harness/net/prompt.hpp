// A line that somebody types while the loop goes on.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "base/error.hpp"
#include "net/loop.hpp"

namespace assay::net {

class Prompt {
 public:
  // Reads one line, 1024 octets at most, from the descriptor, which stays open. `answered` is called from the
  // loop, once: with the line without its end, or with nothing at the end of input. The loop must outlive the
  // prompt. Errors: the descriptor cannot be waited on, as is so of a file or of /dev/null.
  static Result<std::unique_ptr<Prompt>> read_line(Loop& loop, int descriptor,
                                                   std::function<void(std::optional<std::string>)> answered);
  ~Prompt();  // `answered` is not called any more
  Prompt(const Prompt&) = delete;
  Prompt& operator=(const Prompt&) = delete;

  struct Impl;

 private:
  explicit Prompt(std::shared_ptr<Impl> impl);
  std::shared_ptr<Impl> impl_;
};

}  // namespace assay::net
