// Responses that an actor gives, in rules.
#pragma once

#include "language/vocabulary.hpp"

namespace assay::protocol::sip {

// <sip:reply code="…">: the response to what is answered, routed back as RFC 3261 18.2.2 says; the text adds header
// lines and a body. A 2xx to a REGISTER lists its contacts with the time that they asked for, unless Contact is
// written; one to an INVITE or a SUBSCRIBE bears a Contact. `proves`: a password, with which the answer proves itself
// (Authentication-Info, RFC 2617 3.2.3) to credentials by Digest.
Result<Bytes> encode_reply(const language::Element& element, language::EncodeContext& context);

}  // namespace assay::protocol::sip
