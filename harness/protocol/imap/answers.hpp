// Content of answers that an actor gives in the role of a server.
#pragma once

#include "language/vocabulary.hpp"

namespace assay::protocol::imap {

// imap:reply (a tagged response to what is answered), imap:ahead (a line, and a tagged OK for the command that is
// expected next) and imap:fetched (the data of a FETCH, for a folder that holds one message).
void register_answers(language::Vocabulary& vocabulary);

}  // namespace assay::protocol::imap
