// What a reader found wrong in a SIP message or value, and where.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

namespace assay::sip {

struct Violation {
  std::string what;       // one sentence, with the clause where it helps
  std::size_t offset{0};  // in the octets that were read: Message::raw, or the value given to a reader
};

struct Span {
  std::size_t offset{0};
  std::size_t length{0};
  std::size_t end() const { return offset + length; }
};

// What a reader of a value gives: it always gives a value, as far as it could be understood.
template <class T>
struct Reading {
  T value{};
  std::vector<Violation> violations;
};

// More violations than this in one message are not listed one by one: a hostile peer must not be
// able to make the list many times larger than what it sent.
inline constexpr std::size_t kMaximumViolations = 64;

// Adds a violation; the one that reaches the maximum says that further ones are left out.
void note(std::vector<Violation>& violations, std::string what, std::size_t offset);

// Adds `more`, whose offsets count from `offset`, with `prefix` before each text.
void note_all(std::vector<Violation>& violations, const std::vector<Violation>& more, std::size_t offset,
              const std::string& prefix = {});

// Orders by offset; those at one offset stay in the order in which they were noted.
void sort_by_offset(std::vector<Violation>& violations);

}  // namespace assay::sip
