// Requests that a case sends: as it writes them, and completed where it says nothing.
#pragma once

#include "language/vocabulary.hpp"

namespace assay::protocol::sip {

// <sip:request>: what is not written gets a right value: Via with a fresh branch and rport, Max-Forwards, the tag of
// From, Call-ID, CSeq, Contact (REGISTER, INVITE, SUBSCRIBE, REFER), Content-Length; within a dialog also the tag of
// To, the remote target and the route set. `dialog` names requests that go together, the method if it is not written;
// `without` names header fields that are left out.
Result<Bytes> encode_request(const language::Element& element, language::EncodeContext& context);

// A value that no other message of the execution has, the same whenever the case is judged again.
std::string fresh(language::EncodeContext& context, const std::string& what);

// "UDP", "TCP" or "TLS", as the channel is.
std::string transport_of(const language::ChannelValues& channel);

// Where this end of the channel is: "127.0.0.2:40000".
std::string local_of(const language::ChannelValues& channel);

}  // namespace assay::protocol::sip
