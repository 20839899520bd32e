// Equality of URIs: RFC 3261 clause 19.1.4, RFC 3966 clause 4.
#include <algorithm>

#include "base/text.hpp"
#include "codec/sip/uri.hpp"

namespace assay::sip {
namespace {

// The "reserved" set of RFC 2396 2.2, and "%", whose escape says something else than "%" itself.
constexpr std::string_view kKeptEscaped = ";/?:@&=+$,%";

bool is_escape(std::string_view text, std::size_t at) {
  return text[at] == '%' && at + 2 < text.size() && is_hex_digit(text[at + 1]) && is_hex_digit(text[at + 2]);
}

// Escapes that are equivalent to their octet resolved, the others with their digits in lower case.
std::string normal(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (!is_escape(text, i)) {
      out += text[i];
      continue;
    }
    const char octet = hex_decode(text.substr(i + 1, 2))->front();
    if (kKeptEscaped.find(octet) == std::string_view::npos)
      out += octet;
    else
      out += lower(text.substr(i, 3));
    i += 2;
  }
  return out;
}

std::optional<std::string> normal_part(const std::optional<std::string>& text) {
  if (!text) return std::nullopt;
  return normal(std::string_view(*text));
}

std::string normal_lower(std::string_view text) { return lower(normal(text)); }

const Parameter* find_normal(const Parameters& parameters, const std::string& name) {
  for (const auto& parameter : parameters)
    if (normal_lower(parameter.name) == name) return &parameter;
  return nullptr;
}

// Whether each parameter of `a` allows equality: the same in `b`, or absent there and of no weight.
// Transport counts too: by the examples of the clause an absent one matches no explicit one.
bool parameters_allow(const Parameters& a, const Parameters& b) {
  constexpr std::string_view kWeighty[] = {"user", "ttl", "method", "maddr", "transport"};
  return std::all_of(a.begin(), a.end(), [&](const Parameter& parameter) {
    const std::string name = normal_lower(parameter.name);
    const Parameter* other = find_normal(b, name);
    if (other == nullptr) return std::find(std::begin(kWeighty), std::end(kWeighty), name) == std::end(kWeighty);
    return normal_lower(parameter.value.value_or("")) == normal_lower(other->value.value_or(""));
  });
}

std::vector<std::string> normal_headers(const Uri& uri) {
  std::vector<std::string> out;
  for (const auto& header : uri.headers) out.push_back(normal_lower(header.name) + "=" + normal(header.value));
  std::sort(out.begin(), out.end());
  return out;
}

bool equal_sip(const Uri& a, const Uri& b) {
  return normal_part(a.user) == normal_part(b.user) && normal_part(a.password) == normal_part(b.password) &&
         equal_ignoring_case(a.host, b.host) && a.port == b.port && parameters_allow(a.parameters, b.parameters) &&
         parameters_allow(b.parameters, a.parameters) && normal_headers(a) == normal_headers(b);
}

// Visual separators mean nothing (RFC 3966 5.1.1), case neither.
std::string number_of(std::string_view text) {
  std::string out;
  for (char c : lower(text))
    if (std::string_view("-.()").find(c) == std::string_view::npos) out += c;
  return out;
}

std::vector<std::string> tel_parameters(const Uri& uri) {
  std::vector<std::string> out;
  for (const auto& parameter : uri.parameters) {
    const std::string name = lower(parameter.name);
    const std::string value = parameter.value.value_or("");
    const bool number = name == "ext" || (name == "phone-context" && value.substr(0, 1) == "+");
    out.push_back(name + "=" + (number ? number_of(value) : normal_lower(value)));
  }
  std::sort(out.begin(), out.end());
  return out;
}

}  // namespace

bool equal(const Uri& a, const Uri& b) {
  if (a.scheme != b.scheme) return false;
  if (a.is_sip()) return equal_sip(a, b);
  if (a.scheme != "tel") return a.rest == b.rest;
  return number_of(a.user.value_or("")) == number_of(b.user.value_or("")) && tel_parameters(a) == tel_parameters(b);
}

Bytes unescape_uri(std::string_view text) {
  Bytes out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (is_escape(text, i)) {
      out += *hex_decode(text.substr(i + 1, 2));
      i += 2;
    } else {
      out += text[i];
    }
  }
  return out;
}

}  // namespace assay::sip
