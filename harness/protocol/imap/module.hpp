// IMAP for the case language: what can be sent, matched and derived (RFC 3501).
#pragma once

#include "language/vocabulary.hpp"

namespace assay::protocol::imap {

void register_module(language::Vocabulary& vocabulary);

}  // namespace assay::protocol::imap
