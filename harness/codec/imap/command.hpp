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
// or a plain line (a SASL response, after expect_line()). `command` is that command; of a literal that
// waits, only tag and name are known; of a line, only raw and violations.
struct CommandEvent {
  enum class Type { command, literal_wanted, line } type{Type::command};
  Command command;
  std::uint64_t literal_size{0};
  std::string line;  // without CRLF
};

// Server side. Bounded like ResponseDecoder, as long as the events are taken out: oversized input
// gives a command (or line) with a violation, its `raw` cut, the rest skipped. After a synchronising
// literal that is too large nothing is skipped: it is answered with NO or BAD instead of "+ ", and the
// client does not send it.
class CommandDecoder {
 public:
  explicit CommandDecoder(Limits limits = {ResponseDecoder::kMaximumLine, ResponseDecoder::kMaximumLiteral});

  // Gives at most one event, so that octets behind it can still be discarded (STARTTLS) or read in
  // another way (expect_line). After answering, call it with an empty view until it gives nothing.
  // After literal_wanted the next call goes on with the literal, unless refuse_literal() comes first.
  std::vector<CommandEvent> feed(ByteView octets);
  // The next line is a SASL response, not a command. Call it between two commands.
  void expect_line() { line_expected_ = true; }
  // What was announced is not wanted (answered NO): forget the command that announced it. Octets
  // that came behind the announcement stay and are read as the next command.
  void refuse_literal();
  // Forgets every octet read so far and not yet handed out, and expect_line(): of what comes in the
  // clear behind STARTTLS, nothing may be read as commands (RFC 9051 6.2.1). Returns how many there were.
  std::size_t discard();
  std::size_t pending() const { return framer_.pending().size(); }
  ByteView pending_octets() const { return framer_.pending(); }
  // Takes out the octets that were read and not yet handed out, such as the beginning of a TLS
  // handshake; otherwise like discard().
  Bytes take_pending();
  // Octets skipped so far; they stand in no `raw`.
  std::uint64_t skipped() const { return framer_.skipped(); }

 private:
  Framer framer_;
  bool line_expected_{false};
};

// Writes `text` as an astring: atom if it can be, else quoted, else a synchronising literal, behind
// whose announcement a client has to wait for "+". NIL is quoted, lest it be taken for no string.
std::string astring(std::string_view text);
// Always quoted, with \ and " escaped.
std::string quoted(std::string_view text);
// Modified UTF-7 of RFC 3501 5.1.3, from UTF-8. An octet that is not UTF-8 becomes U+FFFD.
std::string mailbox_name(std::string_view utf8);

}  // namespace assay::imap
