// Reads the values of RFC 3501 clause 4 out of a text: atoms, quoted strings, literals, lists.
#pragma once

#include <optional>
#include <vector>

#include "codec/imap/command.hpp"
#include "codec/imap/framer.hpp"

namespace assay::imap {

// The literals of a text whose lines all may announce one, such as Response::arguments. One that
// the text does not hold in full is left out.
std::vector<Literal> locate_literals(ByteView text);

// Text, literals and violations must outlive the reader.
class ValueReader {
 public:
  // A parenthesis that opens deeper than this is skipped, so that its partner closes an outer list.
  static constexpr int kMaximumDepth = 16;

  // Reads from `from` to `to`; offsets of violations count from the beginning of `text`.
  ValueReader(ByteView text, const std::vector<Literal>& literals, std::size_t from, std::size_t to,
              std::vector<Violation>& violations)
      : text_(text), literals_(literals), at_(from), end_(to), violations_(violations) {}

  // The next value, spaces before it skipped; nothing at the end. Exactly one SP is expected between
  // two values. A section belongs to its atom: BODY[HEADER.FIELDS (FROM TO)]<0.9>.
  std::optional<Argument> next();

 private:
  bool at_end() const { return at_ >= end_; }
  void skip_gap(bool first);
  Argument read_value(int depth);
  Argument read_quoted();
  Argument read_literal(const Literal& literal);
  Argument read_list(int depth);
  Argument read_atom();
  bool skip_section(std::string_view atom);
  const Literal* literal_here();

  ByteView text_;
  const std::vector<Literal>& literals_;
  std::size_t next_literal_{0};
  std::size_t at_;
  std::size_t end_;
  std::vector<Violation>& violations_;
  bool first_{true};
  bool sections_close_{true};  // false once a "[" had no "]" behind it: then no later one has
};

}  // namespace assay::imap
