// What people see: errors, a live progress line, verdict lines. Nothing of an IUT goes out unescaped.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/error.hpp"
#include "run/judgement/outcome.hpp"

namespace assay::cli {

// Text on its way to a terminal: nothing in it moves the cursor, changes colours or turns the direction of
// writing. Control characters, octets that are no UTF-8 and marks of direction come out as \n or \xNN.
std::string visible(std::string_view text);

// To standard error, one line each.
void print_errors(const std::vector<Error>& errors);

// One live line on a terminal, plain lines otherwise.
class Progress {
 public:
  Progress();
  void show(std::size_t done, std::size_t all, const std::string& what);
  void clear();

 private:
  bool live_;
  bool shown_{false};
};

// The verdict of every case, the findings with their reason, the counts and the exit code.
void print_outcome(const run::Judgement& judgement, const run::Outcome& outcome);

}  // namespace assay::cli
