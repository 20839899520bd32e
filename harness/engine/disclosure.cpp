// A secret as it is, escaped, hashed, and in the ways in which base64 and base32 can cut it.
#include "engine/disclosure.hpp"

#include <algorithm>
#include <optional>

#include "base/text.hpp"
#include "crypto/digest.hpp"

namespace assay::engine {
namespace {

// Shorter ones are words as well.
constexpr std::size_t kShortestHexadecimal = 2 * kShortestSecret;

std::string escaped(std::string_view secret) {
  std::string out;
  for (char c : secret) {
    if (c == '"' || c == '\\') out += '\\';
    out += c;
  }
  return out;
}

std::string base32_encode(std::string_view octets) {
  constexpr std::string_view kAlphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
  std::string out;
  unsigned bits = 0;
  int count = 0;
  for (char c : octets) {
    bits = (bits << 8 | static_cast<unsigned char>(c)) & 0xfff;
    for (count += 8; count >= 5; count -= 5) out += kAlphabet[bits >> (count - 5) & 31];
  }
  return count == 0 ? out : out + kAlphabet[bits << (5 - count) & 31];
}

// The characters that the secret alone decides, if `before` octets stand before it; each says so many `bits`.
std::string inside(std::string (*encode)(std::string_view), std::size_t bits, std::string_view secret,
                   std::size_t before) {
  const std::string all = encode(std::string(before, 'x') + std::string(secret));
  const std::size_t first = (before * 8 + bits - 1) / bits;
  const std::size_t end = (before + secret.size()) * 8 / bits;
  return all.substr(first, end - first);
}

std::string base64(std::string_view octets) { return base64_encode(octets); }

// RFC 4648 5.
std::string base64_of_uris(std::string_view octets) {
  std::string out = base64_encode(octets);
  std::replace(out.begin(), out.end(), '+', '-');
  std::replace(out.begin(), out.end(), '/', '_');
  return out;
}

std::string base32_in_lower_case(std::string_view octets) { return lower(base32_encode(octets)); }

bool is_hexadecimal(std::string_view text) {
  return text.size() >= kShortestHexadecimal &&
         text.find_first_not_of("0123456789abcdefABCDEF") == std::string_view::npos;
}

std::optional<char> percent_encoded(std::string_view where, std::size_t at) {
  if (where.substr(at, 1) != "%") return std::nullopt;
  const auto octet = hex_decode(where.substr(at + 1, 2));
  return octet && octet->size() == 1 ? std::optional(octet->front()) : std::nullopt;
}

char lower_case(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

std::size_t index_of(char c) { return static_cast<unsigned char>(c); }

}  // namespace

std::vector<std::string> forms_of(const std::string& secret) {
  std::vector<std::string> forms{secret};
  if (secret.size() < kShortestSecret) return forms;
  const auto add = [&forms](const std::string& form) {
    if (!form.empty() && std::count(forms.begin(), forms.end(), form) == 0) forms.push_back(form);
  };
  add(escaped(secret));
  add(hex_encode(secret));
  for (std::size_t before = 0; before < 3; ++before) {
    add(inside(base64, 6, secret, before));
    add(inside(base64_of_uris, 6, secret, before));
  }
  for (std::size_t before = 0; before < 5; ++before) {
    add(inside(base32_encode, 5, secret, before));
    add(inside(base32_in_lower_case, 5, secret, before));
  }
  for (const auto& hash : {crypto::md5(secret), crypto::sha1(secret), crypto::sha256(secret)}) add(hash);
  return forms;
}

Search::Search(const std::set<std::string>& texts, bool escaped) : escaped_(escaped) {
  for (const auto& octets : texts) {
    if (octets.empty()) continue;
    const Text text{octets, is_hexadecimal(octets)};
    const char first = octets.front();
    std::set<char> starts{'%', first};
    if (escaped) starts.insert(escape({&first, 1}).front());
    if (text.any_case && first >= 'A') starts.insert({lower_case(first), static_cast<char>(first & ~0x20)});
    for (const char start : starts) by_first_[index_of(start)].push_back(text);
  }
}

std::size_t Search::length_at(std::string_view where, std::size_t at) const {
  std::size_t longest = 0;
  for (const auto& text : by_first_[index_of(where[at])]) longest = std::max(longest, length_of(text, where, at));
  return longest;
}

std::size_t Search::length_of(const Text& text, std::string_view where, std::size_t at) const {
  std::size_t next = at;
  for (const char octet : text.octets) {
    const auto decoded = percent_encoded(where, next);
    const bool plain = !escaped_ || (octet >= ' ' && octet <= '~' && octet != '\\');
    if (decoded && (*decoded == octet || (text.any_case && lower_case(*decoded) == lower_case(octet)))) {
      next += 3;
    } else if (plain) {
      if (next == where.size()) return 0;
      if (where[next] != octet && !(text.any_case && lower_case(where[next]) == lower_case(octet))) return 0;
      ++next;
    } else {
      const std::string written = escape({&octet, 1});
      if (where.compare(next, written.size(), written) != 0) return 0;
      next += written.size();
    }
  }
  return next - at;
}

bool discloses(ByteView octets, std::size_t from, std::string_view secret) {
  if (secret.size() < kShortestSecret) return false;
  const auto forms = forms_of(std::string(secret));
  const std::set<std::string> texts(forms.begin(), forms.end());
  const Search search(texts, false);
  std::size_t longest = 0;
  for (const auto& text : texts) longest = std::max(longest, 3 * text.size());
  for (std::size_t at = from < longest ? 0 : from - longest; at < octets.size(); ++at) {
    const std::size_t length = search.length_at(octets, at);
    if (length > 0 && at + length > from) return true;
  }
  return false;
}

}  // namespace assay::engine
