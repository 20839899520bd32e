// IMAP4rev1 commands (RFC 3501 clause 6), both ways: writing them, and reading them as a server does.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/bytes.hpp"
#include "codec/imap/response.hpp"

namespace assay::imap {

// An argument as it was written.
struct Argument {
  enum class Form { atom, quoted, literal, list } form{Form::atom};
  std::string value;            // decoded text; for a list, its inner text as written
  std::vector<Argument> items;  // of a list
};

struct Command {
  std::string tag;
  std::string name;                 // upper case; "UID FETCH" for UID commands
  std::vector<Argument> arguments;
  Bytes raw;
  std::vector<Violation> violations;  // empty for a well-formed command
};

// What a server finds in its input: a whole command, a synchronising literal that waits for "+ ",
// or a plain line (a SASL response, after expect_line()).
struct CommandEvent {
  enum class Type { command, literal_wanted, line } type{Type::command};
  Command command;
  std::uint64_t literal_size{0};
  std::string line;  // without CRLF
};

// Server side. Bounded like ResponseDecoder; oversized input gives a command with a violation.
// feed() may return several events; call it with an empty view after answering to go on.
class CommandDecoder {
 public:
  std::vector<CommandEvent> feed(ByteView octets);
  // The next line is a SASL response, not a command.
  void expect_line() { line_expected_ = true; }
  // What was announced is not wanted (answered NO): forget the command that announced it.
  void refuse_literal();
  // Forgets every octet read so far and not yet handed out (RFC 3501 6.2.1: what came in clear
  // before TLS is not carried over). Returns how many there were.
  std::size_t discard();
  std::size_t pending() const { return buffer_.size(); }
  // Takes out the octets that were read and not yet handed out.
  Bytes take_pending();

 private:
  Bytes buffer_;
  bool line_expected_{false};
  bool literal_announced_{false};
};

// Writes `text` as an astring: atom if it can be, else quoted, else a literal.
std::string astring(std::string_view text);
// Always quoted, with \ and " escaped.
std::string quoted(std::string_view text);
// Modified UTF-7 of RFC 3501 5.1.3, from UTF-8.
std::string mailbox_name(std::string_view utf8);

}  // namespace assay::imap
