// Messages that the suite makes, and storing them.
#pragma once

#include "language/vocabulary.hpp"

namespace assay::protocol::imap {

// A whole message (RFC 5322) with this text; equal texts give equal messages.
Bytes message_with(const std::string& text);

// A new tag, which the channel's next tagged response is looked for by; counts up per connection, so that a stored
// case gives the same octets again.
std::string next_tag(language::ChannelValues& channel);

// <imap:append>, which announces a message, and <imap:message>, which is it (RFC 3501 6.3.11).
void register_messages(language::Vocabulary& vocabulary);

}  // namespace assay::protocol::imap
