// Does what was said give a secret away?
#pragma once

#include <array>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "base/bytes.hpp"

namespace assay::engine {

// A shorter secret could stand anywhere by chance, so it is not looked for.
constexpr std::size_t kShortestSecret = 6;

// The texts that give the secret away, itself first: with its quotes and backslashes escaped (RFC 3501 9, quoted), in
// hexadecimal, the part of base64 and of base32 that it alone decides wherever it stands in them (RFC 4648 4 to 6), and
// its MD5, SHA-1 and SHA-256. Only itself if it is short.
std::vector<std::string> forms_of(const std::string& secret);

// Where texts stand, whichever of their octets are escaped as in a URI (RFC 3986 2.1); hexadecimal ones in either case.
// The texts outlive it.
class Search {
 public:
  // `escaped`: what is searched went through escape().
  Search(const std::set<std::string>& texts, bool escaped);
  // The octets that the longest text takes which begins at `at`; 0: none does.
  std::size_t length_at(std::string_view where, std::size_t at) const;

 private:
  struct Text {
    std::string_view octets;
    bool any_case;
  };
  std::size_t length_of(const Text& text, std::string_view where, std::size_t at) const;

  bool escaped_;
  std::array<std::vector<Text>, 256> by_first_;  // by what can stand at their beginning
};

// True if `octets` hold one of the texts that give the secret away, and it ends behind the first `from` octets.
bool discloses(ByteView octets, std::size_t from, std::string_view secret);

}  // namespace assay::engine
