// One response out of its octets.
#pragma once

#include "codec/imap/framer.hpp"
#include "codec/imap/response.hpp"

namespace assay::imap {

// Reads as much as can be read and lists what is wrong (RFC 3501 clauses 7 and 9). A frame in
// excess and a line that is no response give `unreadable`, with the fields that could be read.
Response parse_response(Frame frame);

}  // namespace assay::imap
