// Checks on the octets of a whole message that hold wherever they stand.
#include "codec/imap/octets.hpp"

#include <fmt/format.h>

namespace assay::imap {
namespace {

enum class Flaw { none, nul, eight_bit, bare_cr, bare_lf };

// A CR at the very end is no flaw: it is where a line in excess was cut.
Flaw flaw_at(ByteView raw, std::size_t at) {
  const auto c = static_cast<unsigned char>(raw[at]);
  if (c == 0) return Flaw::nul;
  if (c > 0x7f) return Flaw::eight_bit;
  if (c == '\r' && at + 1 < raw.size() && raw[at + 1] != '\n') return Flaw::bare_cr;
  if (c == '\n' && (at == 0 || raw[at - 1] != '\r')) return Flaw::bare_lf;
  return Flaw::none;
}

std::string sentence(Flaw flaw) {
  switch (flaw) {
    case Flaw::nul: return "A NUL octet must not be used at any time.";
    case Flaw::eight_bit: return "An 8-bit octet stands outside a literal.";
    case Flaw::bare_cr: return "A CR is not followed by LF.";
    case Flaw::bare_lf: return "A line ends in LF without CR.";
    case Flaw::none: break;
  }
  return {};
}

void check_line_octets(ByteView raw, std::size_t from, std::size_t to, std::vector<Violation>& violations) {
  Flaw before = Flaw::none;
  for (std::size_t at = from; at < to; ++at) {
    // What precedes is literal content when `at` is the first octet behind it: no CR of this line.
    const Flaw flaw = raw[at] == '\n' && at == from ? Flaw::bare_lf : flaw_at(raw, at);
    if (flaw != Flaw::none && flaw != before) note(violations, sentence(flaw), at);
    before = flaw;
  }
}

void note_excess(const Frame& frame, std::vector<Violation>& violations) {
  using Excess = Frame::Excess;
  if (frame.excess == Excess::line) {
    note(violations, "The line is longer than is read; the rest was skipped.", frame.raw.size());
  } else if (frame.excess == Excess::literal) {
    note(violations, "The literal is larger than is read; the rest was skipped.", frame.raw.size());
  } else if (frame.excess == Excess::number) {
    note(violations, "The size of the literal is not an unsigned 32-bit number.", frame.raw.size());
  }
}

}  // namespace

void check_octets(const Frame& frame, std::vector<Violation>& violations) {
  std::size_t at = 0;
  for (const Literal& literal : frame.literals) {
    const auto [offset, length] = literal.content;
    check_line_octets(frame.raw, at, offset, violations);
    at = offset + length;
    if (literal.binary) continue;
    const auto nul = ByteView(frame.raw).substr(offset, length).find('\0');
    if (nul != ByteView::npos) note(violations, "A literal holds a NUL octet.", offset + nul);
  }
  check_line_octets(frame.raw, at, frame.raw.size(), violations);
  note_excess(frame, violations);
}

void check_space(ByteView raw, std::size_t from, std::size_t to, std::string_view after, std::string_view before,
                 std::vector<Violation>& violations) {
  const ByteView gap = raw.substr(from, to - from);
  if (gap == " ") return;
  if (gap.empty()) {
    note(violations, fmt::format("A space is missing between {} and {}.", after, before), from);
  } else {
    note(violations, fmt::format("Exactly one space must stand between {} and {}.", after, before), from);
  }
}

}  // namespace assay::imap
