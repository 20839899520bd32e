// What a reader found wrong, and where: shared by responses and commands.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

namespace assay::imap {

struct Violation {
  std::string what;       // one sentence
  std::size_t offset{0};  // in Response::raw or Command::raw
};

struct Span {
  std::size_t offset{0};
  std::size_t length{0};
};

// More violations than this in one message are not listed one by one: a hostile peer must not be
// able to make the list many times larger than what it sent.
inline constexpr std::size_t kMaximumViolations = 64;

// Adds a violation; the one that reaches the maximum says that further ones are left out.
void note(std::vector<Violation>& violations, std::string what, std::size_t offset);

// Orders by offset; those at one offset stay in the order in which they were noted.
void sort_by_offset(std::vector<Violation>& violations);

}  // namespace assay::imap
