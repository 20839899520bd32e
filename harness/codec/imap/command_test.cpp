// Single commands, well-formed and not: which arguments are found, which violations are listed.
#include <gtest/gtest.h>

#include "base/text.hpp"
#include "codec/imap/command.hpp"

namespace assay::imap {
namespace command_test {
namespace {

// Arguments as one text: atom, "quoted", {literal}, (list items).
std::string show(const std::vector<Argument>& arguments) {
  std::string out;
  for (const auto& argument : arguments) {
    if (!out.empty()) out += ' ';
    switch (argument.form) {
      case Argument::Form::atom: out += argument.value; break;
      case Argument::Form::quoted: out += '"' + argument.value + '"'; break;
      case Argument::Form::literal: out += '{' + escape(argument.value) + '}'; break;
      case Argument::Form::list: out += '(' + show(argument.items) + ')'; break;
    }
  }
  return out;
}

// The command that `raw` gives when every literal is invited.
Command read_one(const Bytes& raw) {
  CommandDecoder decoder;
  std::vector<Command> commands;
  for (auto events = decoder.feed(raw); !events.empty(); events = decoder.feed({}))
    if (events[0].type == CommandEvent::Type::command) commands.push_back(events[0].command);
  EXPECT_EQ(commands.size(), 1u) << escape(raw);
  EXPECT_EQ(decoder.pending(), 0u) << escape(raw);
  if (commands.empty()) return {};
  EXPECT_EQ(escape(commands[0].raw), escape(raw));
  return commands[0];
}

struct Good {
  Bytes raw;
  std::string tag, name, arguments;
};

TEST(ImapCommand, WellFormed) {
  const std::vector<Good> rows{
      {"a1 NOOP\r\n", "a1", "NOOP", ""},
      {"a1 LOGIN \"al ice\" {5}\r\np\r\nw)\r\n", "a1", "LOGIN", "\"al ice\" {p\\r\\nw)}"},
      {"a1 LOGIN {5+}\r\nalice {0+}\r\n\r\n", "a1", "LOGIN", "{alice} {}"},
      {"a1 login \"a\\\"b\\\\\" x\r\n", "a1", "LOGIN", "\"a\"b\\\" x"},
      {"a2 FETCH 1:* (FLAGS BODY.PEEK[HEADER.FIELDS (FROM TO)])\r\n", "a2", "FETCH",
       "1:* (FLAGS BODY.PEEK[HEADER.FIELDS (FROM TO)])"},
      {"a2 FETCH 1 BODY[1.TEXT]<0.100>\r\n", "a2", "FETCH", "1 BODY[1.TEXT]<0.100>"},
      {"a3 APPEND assay-x (\\Seen) \"date\" {3}\r\na\nb\r\n", "a3", "APPEND", "assay-x (\\Seen) \"date\" {a\\nb}"},
      {"a3 APPEND assay-x ~{2+}\r\n\xff\n\r\n", "a3", "APPEND", "assay-x {\\xff\\n}"},
      {"a4 uid fetch 1,3:5 ()\r\n", "a4", "UID FETCH", "1,3:5 ()"},
      {"a5 AUTHENTICATE PLAIN AGEAYg==\r\n", "a5", "AUTHENTICATE", "PLAIN AGEAYg=="},
      {"a6 LIST \"\" %/*\r\n", "a6", "LIST", "\"\" %/*"},
      {"a7 SEARCH (OR (FROM a) (NOT SEEN)) {1}\r\nx\r\n", "a7", "SEARCH", "(OR (FROM a) (NOT SEEN)) {x}"},
      {"a8 SELECT [Gmail]/All\r\n", "a8", "SELECT", "[Gmail]/All"},
      {"a9 STORE 1 -FLAGS.SILENT (\\Deleted $x)\r\n", "a9", "STORE", "1 -FLAGS.SILENT (\\Deleted $x)"},
  };
  for (const Good& row : rows) {
    SCOPED_TRACE(escape(row.raw));
    const Command command = read_one(row.raw);
    EXPECT_EQ(command.tag, row.tag);
    EXPECT_EQ(command.name, row.name);
    EXPECT_EQ(show(command.arguments), row.arguments);
    EXPECT_EQ(command.violations.size(), 0u) << command.violations[0].what;
  }
}

struct Bad {
  Bytes raw;
  std::string tag, name, arguments;
  std::size_t offset;  // of the first violation
  std::string part;
};

TEST(ImapCommand, Flawed) {
  using namespace std::string_literals;
  const std::vector<Bad> rows{
      {"\r\n", "", "", "", 0, "empty"},
      {"a1\r\n", "a1", "", "", 2, "No command"},
      {"a1 UID\r\n", "a1", "UID", "", 6, "follows UID"},
      {" a1 NOOP\r\n", "a1", "NOOP", "", 0, "before the tag"},
      {"a+1 NOOP\r\n", "a+1", "NOOP", "", 1, "tag"},
      {"a1  NOOP\r\n", "a1", "NOOP", "", 2, "Exactly one space"},
      {"a1 NO\\OP\r\n", "a1", "NO\\OP", "", 5, "name"},
      {"a1 NOOP \r\n", "a1", "NOOP", "", 7, "at the end"},
      {"a1 LOGIN  a b\r\n", "a1", "LOGIN", "a b", 8, "Exactly one space"},
      {"a1 LOGIN a  b\r\n", "a1", "LOGIN", "a b", 10, "Exactly one space"},
      {"a1 LOGIN \"a\"b\r\n", "a1", "LOGIN", "\"a\" b", 12, "Exactly one space"},
      {"a1 LOGIN a\"b c\r\n", "a1", "LOGIN", "a\"b c", 10, "atom"},
      {"a1 LOGIN \"a b\r\n", "a1", "LOGIN", "\"a b\"", 9, "not closed"},
      {"a1 LOGIN \"a\\b\" c\r\n", "a1", "LOGIN", "\"ab\" c", 12, "escaped"},
      {"a1 FETCH 1 (FLAGS\r\n", "a1", "FETCH", "1 (FLAGS)", 11, "not closed"},
      {"a1 FETCH 1 FLAGS)\r\n", "a1", "FETCH", "1 FLAGS", 16, "not opened"},
      {"a1 FETCH 1 BODY[TEXT\r\n", "a1", "FETCH", "1 BODY[TEXT", 15, "section"},
      {"a1 FETCH BODY[ {1+}\r\nx y\r\n", "a1", "FETCH", "BODY[ {x} y", 13, "section"},
      {"a1 NOOP\n", "a1", "NOOP", "", 7, "LF without CR"},
      {"a1 X \0\r\n"s, "a1", "X", "\0"s, 5, "NUL"},
      {"a1 X \xff\r\n", "a1", "X", "\xff", 5, "8-bit"},
      {"a1 X {1+}\r\n\0\r\n"s, "a1", "X", "{\\x00}", 11, "NUL"},
  };
  for (const Bad& row : rows) {
    SCOPED_TRACE(escape(row.raw));
    const Command command = read_one(row.raw);
    EXPECT_EQ(command.tag, row.tag);
    EXPECT_EQ(command.name, row.name);
    EXPECT_EQ(show(command.arguments), row.arguments);
    ASSERT_FALSE(command.violations.empty());
    EXPECT_EQ(command.violations[0].offset, row.offset) << command.violations[0].what;
    EXPECT_NE(command.violations[0].what.find(row.part), std::string::npos) << command.violations[0].what;
  }
}

TEST(ImapCommand, ListKeepsItsTextAsWritten) {
  const Command command = read_one("a1 X (a  \"b\" {1+}\r\n) c)\r\n");
  ASSERT_EQ(command.arguments.size(), 1u);
  EXPECT_EQ(command.arguments[0].value, "a  \"b\" {1+}\r\n) c");
  EXPECT_EQ(command.arguments[0].items.size(), 4u);
}

TEST(ImapCommand, EndlessNestingIsNotFollowed) {
  const Command command = read_one("a1 X " + Bytes(60'000, '(') + "\r\n");
  EXPECT_EQ(command.violations.size(), kMaximumViolations);
}

}  // namespace
}  // namespace command_test
}  // namespace assay::imap
