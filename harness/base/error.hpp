// What went wrong, where, and the way out: the one error type of the harness.
#pragma once

#include <string>

#include <tl/expected.hpp>

namespace assay {

// A place in a text that a person can open. Line and column count from 1; 0 means "not known".
struct Location {
  std::string file;
  int line{0};
  int column{0};
};

// `what` says what is wrong in one sentence, `way_out` what to do about it (may be empty).
struct Error {
  std::string what;
  std::string way_out;
  Location where;
};

template <class T>
using Result = tl::expected<T, Error>;

// One line: "file:line: what (way out)"; parts that are not known are left out.
std::string to_text(const Error& error);

// Shorthand for `return failure("…", …);` in a function that returns a Result.
tl::unexpected<Error> failure(std::string what, std::string way_out = {}, Location where = {});

}  // namespace assay
