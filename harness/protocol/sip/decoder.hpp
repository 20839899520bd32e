// Octets of SIP as items, whichever side of it an actor plays.
#pragma once

#include <memory>

#include "language/vocabulary.hpp"

namespace assay::protocol::sip {

// sip.request and sip.response (final ones), sip.provisional, sip.repeated (what came before: a retransmission, told by
// branch and CSeq), sip.keep-alive, sip.unreadable. Fields: see items.hpp.
std::unique_ptr<language::Decoder> make_stream_decoder();
// The same where each read is a datagram.
std::unique_ptr<language::Decoder> make_datagram_decoder();

}  // namespace assay::protocol::sip
