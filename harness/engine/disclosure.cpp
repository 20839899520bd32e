// A secret as it is, escaped, and in the three ways in which base64 can cut it.
#include "engine/disclosure.hpp"

#include <algorithm>
#include <string>

#include "base/text.hpp"

namespace assay::engine {
namespace {

constexpr std::string_view kUpper = "0123456789ABCDEF";
constexpr std::string_view kLower = "0123456789abcdef";

std::string escaped(std::string_view secret) {
  std::string out;
  for (char c : secret) {
    if (c == '"' || c == '\\') out += '\\';
    out += c;
  }
  return out;
}

// As it stands in a URI (RFC 3986 2.1): what is no letter and no digit as %HH, or that only which has to be.
std::string in_uri(std::string_view secret, std::string_view left, std::string_view digits) {
  std::string out;
  for (char c : secret) {
    const bool plain = (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || left.find(c) != std::string_view::npos;
    const auto octet = static_cast<unsigned char>(c);
    out += plain ? std::string(1, c) : std::string{'%', digits[octet >> 4], digits[octet & 15]};
  }
  return out;
}

// The characters that the secret alone decides, if `before` octets stand before it in its group of three.
std::string inside_base64(std::string_view secret, std::size_t before) {
  const std::string all = base64_encode(std::string(before, 'x') + std::string(secret));
  const std::size_t first = (before * 8 + 5) / 6;
  const std::size_t end = (before + secret.size()) * 8 / 6;
  return all.substr(first, end - first);
}

bool ends_behind(ByteView octets, std::size_t from, const std::string& wanted) {
  const std::size_t start = from < wanted.size() ? 0 : from - wanted.size() + 1;
  return octets.find(wanted, start) != ByteView::npos;
}

}  // namespace

std::vector<std::string> forms_of(const std::string& secret) {
  std::vector<std::string> forms{secret};
  if (secret.size() < kShortestSecret) return forms;
  for (auto& form : {escaped(secret), in_uri(secret, "-._~", kUpper), in_uri(secret, "-._~", kLower),
                     in_uri(secret, "", kUpper), in_uri(secret, "", kLower)})
    if (std::count(forms.begin(), forms.end(), form) == 0) forms.push_back(form);
  for (std::size_t before = 0; before < 3; ++before) forms.push_back(inside_base64(secret, before));
  return forms;
}

bool discloses(ByteView octets, std::size_t from, std::string_view secret) {
  if (secret.size() < kShortestSecret) return false;
  const auto forms = forms_of(std::string(secret));
  return std::any_of(forms.begin(), forms.end(), [&](const std::string& form) { return ends_behind(octets, from, form); });
}

}  // namespace assay::engine
