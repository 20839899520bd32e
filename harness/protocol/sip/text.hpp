// A SIP message as a case writes it: start line, header lines, an empty line, body.
#pragma once

#include <string>

#include "codec/sip/writer.hpp"

namespace assay::protocol::sip {

// The lines of an element's text as a draft: the indentation that they share goes, what is left of it folds a header;
// LF becomes CRLF. With `start_line` the first line is one.
assay::sip::Draft read_text(const std::string& text, bool start_line);

// The first header of that name in the draft, in whatever form it is written; null if there is none.
assay::sip::HeaderLine* find_header(assay::sip::Draft& draft, std::string_view name);

}  // namespace assay::protocol::sip
