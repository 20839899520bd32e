// Does what was said give a secret away?
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/bytes.hpp"

namespace assay::engine {

// A shorter secret could stand anywhere by chance, so it is not looked for.
constexpr std::size_t kShortestSecret = 6;

// True if `octets` hold the secret as it is, with its quotes and backslashes escaped (RFC 3501 9, quoted), escaped as in
// a URI, or within any base64, and if that ends behind the first `from` octets.
bool discloses(ByteView octets, std::size_t from, std::string_view secret);

// The texts that give the secret away, itself first: what a report has to redact. Only itself if it is short.
std::vector<std::string> forms_of(const std::string& secret);

}  // namespace assay::engine
