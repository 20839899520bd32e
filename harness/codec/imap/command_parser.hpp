// One command out of its octets, the way a server reads it.
#pragma once

#include "codec/imap/command.hpp"
#include "codec/imap/framer.hpp"

namespace assay::imap {

// Reads as much as can be read and lists what is wrong (RFC 3501 clause 9).
Command parse_command(Frame frame);

// Tag and name only, from the first line of a command that has begun.
Command parse_command_head(ByteView line);

}  // namespace assay::imap
