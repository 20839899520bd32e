// Binds the IMAP codec to a channel: responses become items.
#pragma once

#include <memory>

#include "language/vocabulary.hpp"

namespace assay::protocol::imap {

// Item kinds: imap.greeting (the first response, if it is OK, PREAUTH or BYE), imap.tagged,
// imap.status (untagged OK NO BAD BYE), imap.data, imap.continuation, imap.unreadable.
std::unique_ptr<language::Decoder> make_decoder();

}  // namespace assay::protocol::imap
