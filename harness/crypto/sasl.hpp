// Initial responses of the SASL mechanisms that need no challenge (RFC 4616, RFC 4422 appendix A).
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/bytes.hpp"

namespace assay::crypto {

// RFC 4616 clause 2: [authzid] NUL authcid NUL passwd. Not base64.
Bytes sasl_plain(std::string_view authorization, std::string_view authentication, std::string_view password);

struct PlainMessage {
  std::string authorization;
  std::string authentication;
  std::string password;
};
// Nothing if there are not exactly two NULs or the authentication identity is empty.
std::optional<PlainMessage> read_sasl_plain(ByteView message);

}  // namespace assay::crypto
