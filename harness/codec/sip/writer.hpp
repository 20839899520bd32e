// Messages to octets exactly as given: nothing is added, ordered, folded or mended.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/bytes.hpp"
#include "codec/sip/message.hpp"

namespace assay::sip {

// Written as name, separator, value, line_end: each may be anything.
struct HeaderLine {
  Bytes name;
  Bytes value;
  Bytes separator{": "};
  Bytes line_end{"\r\n"};
};

struct Draft {
  Bytes start_line;  // without line end
  Bytes start_line_end{"\r\n"};
  std::vector<HeaderLine> headers;
  Bytes head_end{"\r\n"};  // the empty line
  Bytes body;
};

Bytes to_octets(const Draft& draft);

std::string request_line(std::string_view method, std::string_view request_uri);
std::string status_line(int code, std::string_view reason);

// Adds Content-Length with the size of the body as it is now, whatever stands there already.
void add_content_length(Draft& draft);

// The response of a UAS (RFC 3261 8.2.6): every Via, From, To, Call-ID and CSeq of the request in the order in
// which they stand there, values octet for octet; for 100 its Timestamp too. `to_tag` is added to each To that
// has no tag; an empty one adds nothing. What the request lacks, the response lacks. No Content-Length.
Draft make_response(const Message& request, int code, std::string_view reason, std::string_view to_tag);

}  // namespace assay::sip
