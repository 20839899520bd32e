// Reads atoms, quoted strings, literals and lists.
#include "codec/imap/value_reader.hpp"

#include <algorithm>

namespace assay::imap {
namespace {

bool takes_section(std::string_view atom) {
  // BODY of RFC 3501 6.4.5 and 7.4.2, BINARY of RFC 9051 6.4.5.
  const std::string name = atom.size() <= 12 ? upper_case(atom) : std::string();
  return name == "BODY" || name == "BODY.PEEK" || name == "BINARY" || name == "BINARY.PEEK" || name == "BINARY.SIZE";
}

bool is_control(char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f; }

}  // namespace

std::vector<Literal> locate_literals(ByteView text) {
  std::vector<Literal> literals;
  std::size_t begin = 0;
  for (auto lf = text.find('\n'); lf != ByteView::npos; lf = text.find('\n', begin)) {
    const auto found = find_announcement(text.substr(begin, lf + 1 - begin));
    if (!found || found->size > text.size() - (lf + 1)) break;
    const auto size = static_cast<std::size_t>(found->size);
    literals.push_back({begin + found->offset, {lf + 1, size}, found->non_synchronising, found->binary});
    begin = lf + 1 + size;
  }
  return literals;
}

std::optional<Argument> ValueReader::next() {
  skip_gap(first_);
  while (!at_end() && text_[at_] == ')') {
    note(violations_, "A parenthesis is closed that was not opened.", at_++);
    skip_gap(true);
  }
  if (at_end()) return std::nullopt;
  first_ = false;
  return read_value(0);
}

void ValueReader::skip_gap(bool first) {
  const std::size_t from = at_;
  while (!at_end() && is_blank(text_[at_])) ++at_;
  if (at_end() || text_[at_] == ')') {
    if (at_ > from) note(violations_, "A space stands at the end.", from);
  } else if (first && at_ > from) {
    note(violations_, "A space stands before the first value.", from);
  } else if (!first && text_.substr(from, at_ - from) != " ") {
    note(violations_, "Exactly one space must stand between two values.", from);
  }
}

Argument ValueReader::read_value(int depth) {
  if (const Literal* literal = literal_here()) return read_literal(*literal);
  if (text_[at_] == '"') return read_quoted();
  if (text_[at_] == '(') return read_list(depth);
  return read_atom();
}

const Literal* ValueReader::literal_here() {
  while (next_literal_ < literals_.size() && literals_[next_literal_].announced < at_) ++next_literal_;
  if (next_literal_ == literals_.size() || literals_[next_literal_].announced != at_) return nullptr;
  return &literals_[next_literal_];
}

Argument ValueReader::read_literal(const Literal& literal) {
  at_ = literal.content.offset + literal.content.length;
  return {Argument::Form::literal, std::string(text_.substr(literal.content.offset, literal.content.length)), {}};
}

Argument ValueReader::read_quoted() {
  const std::size_t open = at_++;
  Argument value{Argument::Form::quoted, {}, {}};
  for (; !at_end() && text_[at_] != '\n' && text_[at_] != '\r'; ++at_) {
    if (text_[at_] == '"') {
      ++at_;
      return value;
    }
    if (text_[at_] == '\\' && at_ + 1 < end_) {
      ++at_;
      if (text_[at_] != '"' && text_[at_] != '\\') note(violations_, "Only \" and \\ are escaped in quotes.", at_);
    }
    value.value += text_[at_];
  }
  note(violations_, "A quoted string is not closed.", open);
  return value;
}

Argument ValueReader::read_list(int depth) {
  const std::size_t open = at_++;
  const bool kept = depth < kMaximumDepth;
  if (!kept) note(violations_, "Lists are nested deeper than is read.", open);
  Argument list{Argument::Form::list, {}, {}};
  for (bool first = true; kept; first = false) {
    skip_gap(first);
    if (at_end() || text_[at_] == ')') break;
    list.items.push_back(read_value(depth + 1));
  }
  list.value = text_.substr(open + 1, kept ? at_ - open - 1 : 0);
  if (kept && at_end()) note(violations_, "A parenthesis is not closed.", open);
  if (kept && !at_end()) ++at_;
  return list;
}

Argument ValueReader::read_atom() {
  const std::size_t from = at_;
  bool odd = false;
  for (; !at_end() && !is_blank(text_[at_]) && text_[at_] != '(' && text_[at_] != ')'; ++at_) {
    if (literal_here()) break;
    if (text_[at_] == '[' && skip_section(text_.substr(from, at_ - from))) continue;
    const bool flaw = is_control(text_[at_]) || text_[at_] == '"' || text_[at_] == '{';
    if (flaw && !odd) note(violations_, "An atom holds a character that no atom may hold.", at_);
    odd = odd || flaw;
  }
  return {Argument::Form::atom, std::string(text_.substr(from, at_ - from)), {}};
}

// Goes to the "]" of a section, past spaces, parentheses, quoted strings and literals.
bool ValueReader::skip_section(std::string_view atom) {
  if (!sections_close_ || !takes_section(atom)) return false;
  const std::size_t open = at_;
  const std::size_t literal = next_literal_;
  while (!at_end() && text_[at_] != ']') {
    if (const Literal* inside = literal_here()) {
      at_ = inside->content.offset + inside->content.length;
    } else {
      ++at_;
    }
  }
  if (!at_end()) return true;
  sections_close_ = false;
  note(violations_, "A section is not closed.", open);
  at_ = open;
  next_literal_ = literal;
  return false;
}

}  // namespace assay::imap
