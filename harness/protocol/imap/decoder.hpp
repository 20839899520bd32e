// Octets of IMAP as items, read as a client reads them and as a server does.
#pragma once

#include <memory>

#include "language/vocabulary.hpp"

namespace assay::protocol::imap {

// Responses of a server: imap.greeting, imap.tagged, imap.status, imap.data, imap.continuation, imap.unreadable.
std::unique_ptr<language::Decoder> make_decoder();

// What a client sends: imap.command (tag, name, uid, arguments, initial-response, violation), imap.line (a
// line that is no command, such as a SASL response or DONE; tag of the command before it), and
// imap.literal-wanted (a command that waits for the invitation to go on; tag, name, size).
std::unique_ptr<language::Decoder> make_command_decoder();

}  // namespace assay::protocol::imap
