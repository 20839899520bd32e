// PLAIN of RFC 4616.
#include "crypto/sasl.hpp"

#include <algorithm>

namespace assay::crypto {

Bytes sasl_plain(std::string_view authorization, std::string_view authentication, std::string_view password) {
  Bytes message(authorization);
  message.append(1, '\0').append(authentication).append(1, '\0').append(password);
  return message;
}

std::optional<PlainMessage> read_sasl_plain(ByteView message) {
  if (std::count(message.begin(), message.end(), '\0') != 2) return std::nullopt;
  const auto first = message.find('\0');
  const auto second = message.find('\0', first + 1);
  if (second == first + 1) return std::nullopt;
  return PlainMessage{std::string(message.substr(0, first)),
                      std::string(message.substr(first + 1, second - first - 1)),
                      std::string(message.substr(second + 1))};
}

}  // namespace assay::crypto
