// Challenges, credentials and what follows them: WWW-Authenticate, Proxy-Authenticate, Authorization,
// Proxy-Authorization, Authentication-Info.
#pragma once

#include <string>

#include "codec/sip/parameter.hpp"

namespace assay::sip {

// Every parameter is kept, known or not, in order; one that comes twice is kept twice and a violation.
struct Authentication {
  std::string scheme;   // as written: compare without case; empty for Authentication-Info
  std::string token68;  // credentials that are no parameters ("Basic QWxhZGRpbg=="); else empty
  Parameters parameters;
};

// One challenge or one set of credentials: RFC 3261 20.7 lets no header hold several.
Reading<Authentication> read_authentication(ByteView value);
// Parameters alone, separated by commas.
Reading<Authentication> read_authentication_info(ByteView value);

}  // namespace assay::sip
