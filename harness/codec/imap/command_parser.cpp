// One command out of its octets.
#include "codec/imap/command_parser.hpp"

#include <algorithm>

#include "codec/imap/octets.hpp"
#include "codec/imap/value_reader.hpp"

namespace assay::imap {
namespace {

struct Words {
  Span tag;
  Span name;
  std::optional<Span> second;  // of a UID command
  std::size_t end{0};
};

std::size_t skip_blanks(ByteView text, std::size_t at) {
  while (at < text.size() && is_blank(text[at])) ++at;
  return at;
}

Span read_word(ByteView text, std::size_t at, std::string_view stops) {
  std::size_t end = at;
  while (end < text.size() && !is_blank(text[end]) && stops.find(text[end]) == std::string_view::npos) ++end;
  return {at, end - at};
}

std::size_t end_of(Span span) { return span.offset + span.length; }

ByteView view_of(ByteView text, Span span) { return text.substr(span.offset, span.length); }

Words read_words(ByteView line) {
  const ByteView text = without_line_end(line);
  Words words;
  words.tag = read_word(text, skip_blanks(text, 0), "");
  words.name = read_word(text, skip_blanks(text, end_of(words.tag)), "(\"{");
  words.end = end_of(words.name);
  if (words.name.length == 3 && upper_case(view_of(text, words.name)) == "UID") {
    words.second = read_word(text, skip_blanks(text, words.end), "(\"{");
    words.end = end_of(*words.second);
  }
  return words;
}

void fill_head(ByteView line, const Words& words, Command& command) {
  command.tag = view_of(line, words.tag);
  command.name = upper_case(view_of(line, words.name));
  if (words.second && words.second->length > 0) command.name += " " + upper_case(view_of(line, *words.second));
}

void check_tag(ByteView raw, Span tag, std::vector<Violation>& violations) {
  if (tag.offset > 0) note(violations, "White space stands before the tag.", 0);
  const ByteView text = view_of(raw, tag);
  const auto odd = std::find_if_not(text.begin(), text.end(), is_tag_char);
  if (odd == text.end()) return;
  const auto at = static_cast<std::size_t>(odd - text.begin());
  note(violations, "The tag holds a character that no tag may hold.", tag.offset + at);
}

void check_name(ByteView raw, Span name, std::vector<Violation>& violations) {
  const ByteView text = view_of(raw, name);
  const auto odd = std::find_if_not(text.begin(), text.end(), is_atom_char);
  if (odd == text.end()) return;
  const auto at = static_cast<std::size_t>(odd - text.begin());
  note(violations, "The command name holds a character that no atom may hold.", name.offset + at);
}

void check_words(ByteView raw, const Words& words, std::vector<Violation>& violations) {
  if (words.tag.length == 0) return note(violations, "The line is empty.", 0);
  check_tag(raw, words.tag, violations);
  if (words.name.length == 0) return note(violations, "No command follows the tag.", words.name.offset);
  check_space(raw, end_of(words.tag), words.name.offset, "the tag", "the command", violations);
  check_name(raw, words.name, violations);
  if (!words.second) return;
  if (words.second->length == 0) return note(violations, "No command follows UID.", words.second->offset);
  check_space(raw, end_of(words.name), words.second->offset, "UID", "the command", violations);
  check_name(raw, *words.second, violations);
}

void read_arguments(const Frame& frame, std::size_t from, Command& command) {
  const ByteView raw = frame.raw;
  const std::size_t end = content_end(frame);
  if (from >= end) return;
  const std::size_t first = skip_blanks(raw.substr(0, end), from);
  check_space(raw, from, first, "the command", "its arguments", command.violations);
  if (first == end) return note(command.violations, "A space stands at the end.", from);
  ValueReader reader(raw, frame.literals, first, end, command.violations);
  while (auto argument = reader.next()) command.arguments.push_back(std::move(*argument));
}

}  // namespace

Command parse_command_head(ByteView line) {
  Command command;
  fill_head(line, read_words(line), command);
  return command;
}

Command parse_command(Frame frame) {
  Command command;
  check_octets(frame, command.violations);
  const ByteView line = ByteView(frame.raw).substr(0, frame.raw.find('\n'));
  const Words words = read_words(line.substr(0, content_end(frame)));
  fill_head(frame.raw, words, command);
  check_words(frame.raw, words, command.violations);
  if (words.name.length > 0) read_arguments(frame, words.end, command);
  sort_by_offset(command.violations);
  command.raw = std::move(frame.raw);
  return command;
}

}  // namespace assay::imap
