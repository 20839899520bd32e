// SIP messages (RFC 3261 clause 7) read leniently: every octet kept, every violation listed.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/bytes.hpp"
#include "codec/sip/address.hpp"
#include "codec/sip/authentication.hpp"
#include "codec/sip/scalar.hpp"
#include "codec/sip/security_mechanism.hpp"
#include "codec/sip/via.hpp"
#include "codec/sip/violation.hpp"

namespace assay::sip {

// One header field as it stands in the message. Of a line without a colon all is the raw value.
struct Header {
  std::string name;             // as written; empty if there is none
  std::string canonical;        // canonical_name(name)
  Bytes raw_value;              // all after the colon, foldings inside, without the last line end
  std::string value;            // unfolded, no white space at the ends
  std::size_t offset{0};        // of the name in Message::raw
  std::size_t length{0};        // of the whole field, its last line end included
  std::size_t value_offset{0};  // of raw_value in Message::raw
};

// `keep_alive` is a CRLF between messages of a stream, or a datagram of such. `unreadable` has no start line
// that can be understood, or was in excess; headers and body are still read as far as possible.
enum class MessageType { request, response, keep_alive, unreadable };

struct Message {
  MessageType type{MessageType::unreadable};
  std::string start_line;       // as written, without line end
  std::string method;           // requests; as written
  std::string request_uri;      // requests; as written
  std::string version;          // as written: "SIP/2.0"
  int code{0};                  // responses; 0 if it is not three digits
  std::string code_text;        // responses; as written
  std::string reason;           // responses; as written, may be empty
  std::vector<Header> headers;  // every instance, in order
  Bytes body;
  std::size_t body_offset{0};         // in raw
  Bytes raw;                          // all octets; of a datagram also `trailing`
  Bytes trailing;                     // octets of a datagram behind the body (RFC 3261 18.3: to be discarded)
  std::size_t stream_offset{0};       // of raw's first octet in the input of the stream so far
  std::vector<Violation> violations;  // in order of their offset in raw

  // Headers of that name, written in any form and case. Valid as long as the message.
  std::vector<const Header*> all(std::string_view name) const;
  const Header* first(std::string_view name) const;
  // The first one's unfolded value; empty if there is none.
  std::string value(std::string_view name) const;
};

// Of the values below the violations stand in Message::violations already. Lists go over all instances of
// the header; offsets count from raw_value of the instance, so that they say little in a list.
std::vector<Via> vias(const Message& message);
std::vector<Address> addresses(const Message& message, std::string_view name);
// The first instance; an empty one if there is none.
Address address(const Message& message, std::string_view name);
CSeq cseq(const Message& message);
std::vector<Authentication> authentications(const Message& message, std::string_view name);
std::vector<SecurityMechanism> security_mechanisms(const Message& message, std::string_view name);

// A datagram is one message: its body ends by Content-Length or with the datagram.
Message read_datagram(ByteView octets);

}  // namespace assay::sip
