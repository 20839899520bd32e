// What clause 9 of RFC 3501 demands of the data behind the keywords and codes that it defines.
#pragma once

#include <vector>

#include "codec/imap/framer.hpp"
#include "codec/imap/response.hpp"

namespace assay::imap {

// Looks at keyword, number and arguments, which stand from `from` to `to` in the octets. Keywords
// that clause 9 does not define are left alone.
void check_data(const Response& response, const std::vector<Literal>& literals, std::size_t from, std::size_t to,
                std::vector<Violation>& violations);

// Looks at code and code_arguments; `from` is the offset of the code's name.
void check_code(const Response& response, std::size_t from, std::vector<Violation>& violations);

}  // namespace assay::imap
