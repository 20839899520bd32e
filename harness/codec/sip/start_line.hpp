// The first line of a message: request line or status line (RFC 3261 clauses 7.1 and 7.2).
#pragma once

#include "codec/sip/message.hpp"

namespace assay::sip {

// Sets type, method, request_uri, version, code, code_text and reason of `message` from its start_line, which
// begins at `offset` in raw, and notes what is wrong with them.
void read_start_line(Message& message, std::size_t offset);

}  // namespace assay::sip
