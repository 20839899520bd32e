// Checks on the octets of a whole message that hold wherever they stand.
#pragma once

#include <vector>

#include "codec/imap/framer.hpp"
#include "codec/imap/violation.hpp"

namespace assay::imap {

// Outside literals: NUL, 8-bit octets (once per run), CR without LF, LF without CR. In literals: NUL,
// unless it is a literal8. All by RFC 3501 clause 9; for a frame in excess, also what exceeded.
void check_octets(const Frame& frame, std::vector<Violation>& violations);

// Notes unless there is exactly one SP from `from` to `to`; `before` and `after` name the
// neighbours: "the tag", "the status".
void check_space(ByteView raw, std::size_t from, std::size_t to, std::string_view after, std::string_view before,
                 std::vector<Violation>& violations);

}  // namespace assay::imap
