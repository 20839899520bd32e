// What a SIP message says, as fields that matchers look at.
#pragma once

#include "codec/sip/message.hpp"
#include "language/vocabulary.hpp"

namespace assay::protocol::sip {

// Kind, fields and octets; not yet whether it came before. Addresses are written "scheme:user@host:port", with
// nothing of their parameters and escapes resolved; lists have blanks between them.
language::Item to_item(const assay::sip::Message& message);

// What tells a message from all others but its retransmissions: branch, CSeq, code, Call-ID and body.
std::string identity_of(const assay::sip::Message& message);

// "BRANCH NUMBER METHOD", by which a response belongs to its request (RFC 3261 17.1.3).
std::string transaction_of(const assay::sip::Message& message);

// An address for comparing: no parameters, host in lower case.
std::string plain_address(const assay::sip::Uri& uri);

}  // namespace assay::protocol::sip
