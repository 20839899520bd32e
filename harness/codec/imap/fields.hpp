// What matchers ask of a response, beyond its fields.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "codec/imap/command.hpp"
#include "codec/imap/response.hpp"

namespace assay::imap {

// The first place in raw that holds exactly these octets; nothing if none does or `needle` is empty.
std::optional<Span> find_in_raw(const Response& response, std::string_view needle);

// The mailbox name of a LIST or LSUB response (RFC 3501 7.2.2, 7.2.3), decoded from atom, quoted
// string or literal, modified UTF-7 left as it is. Nothing for other responses, or without a name.
std::optional<std::string> listed_mailbox(const Response& response);

// What stands behind the keyword of a data response, value by value (RFC 3501 4, RFC 4314 3.6 to 3.8).
std::vector<Argument> values(const Response& response);

// The flags of a FETCH or FLAGS response, or of a status response with the code PERMANENTFLAGS, as they stand
// (RFC 3501 7.2.6, 7.4.2). Empty for other responses.
std::vector<std::string> flags(const Response& response);
// Whether it tells flags at all, be they none: a server may send a FETCH of other things at any time (RFC 3501 7).
bool tells_flags(const Response& response);

// The capability words, upper case, of a CAPABILITY response or of a status response with that code
// (RFC 3501 7.2.1, 7.1). Empty for other responses.
std::vector<std::string> capabilities(const Response& response);

// One pair of a FETCH response (RFC 3501 7.4.2): "BODY[HEADER]", upper case, and its value.
struct FetchItem {
  std::string name;
  Argument value;
};

// In order, as sent; a last name without a value is left out. Empty for other responses.
std::vector<FetchItem> fetch_items(const Response& response);

// The decoded value of the first item of that name (case ignored), such as the octets of BODY[].
// Nothing if the item is missing or NIL.
std::optional<Bytes> fetch_octets(const Response& response, std::string_view item);

}  // namespace assay::imap
