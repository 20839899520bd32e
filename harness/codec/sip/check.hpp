// What is wrong with a message beyond the shape of its lines.
#pragma once

#include "codec/sip/message.hpp"

namespace assay::sip {

enum class Transport { stream, datagram };

// Notes in `message` (head and body are read): missing and repeated headers (RFC 3261 8.1.1, 7.3.1), the method
// of CSeq, Content-Length, what check_values finds, odd octets in the head; then sorts all violations by offset.
void check_message(Message& message, Transport transport);

// Notes what is wrong with the values of the headers that this codec knows.
void check_values(Message& message);

// Notes control characters, lone CRs and what is no UTF-8 from `begin` to `end` of raw.
void check_octets(Message& message, std::size_t begin, std::size_t end);

}  // namespace assay::sip
