// Names of SIP headers: compact forms, the registered spelling, and which may stand in a message once only.
#pragma once

#include <string>
#include <string_view>

namespace assay::sip {

// The registered spelling of the name, compact forms expanded ("v" gives "Via", "CALL-ID" "Call-ID").
// A name that is not known comes back as it is.
std::string canonical_name(std::string_view name);

// RFC 3261 7.3.1: several header fields of one name only if the value is a comma-separated list. Takes
// the canonical name; the headers of authentication are the exception named there.
bool is_single(std::string_view canonical);

}  // namespace assay::sip
