// Parameters of SIP values.
#include "codec/sip/parameter.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "base/text.hpp"

namespace assay::sip {
namespace {

// gen-value also allows a host, whose IPv6 reference has brackets and colons; `received` has them bare.
bool is_value_char(char c) { return is_token_char(c) || c == '[' || c == ']' || c == ':'; }

void read_value(ByteView text, Span span, Parameter& parameter, std::vector<Violation>& violations) {
  const ByteView written = cut(text, span);
  parameter.value = written;
  if (written.empty()) return note(violations, "A parameter has \"=\" and no value.", span.offset);
  parameter.quoted = written[0] == '"';
  if (!parameter.quoted) {
    const auto odd = std::find_if_not(written.begin(), written.end(), is_value_char);
    if (odd == written.end()) return;
    const auto at = static_cast<std::size_t>(odd - written.begin());
    return note(violations, "A parameter's value is neither a token, a host nor a quoted string.", span.offset + at);
  }
  parameter.value = unquote(written);
  const std::size_t close = closing_quote(written, 0);
  if (close == written.size())
    note(violations, "A quoted string is not terminated.", span.offset);
  else if (close + 1 < written.size())
    note(violations, "Octets follow a quoted string.", span.offset + close + 1);
}

}  // namespace

const Parameter* find(const Parameters& parameters, std::string_view name) {
  for (const auto& parameter : parameters)
    if (equal_ignoring_case(parameter.name, name)) return &parameter;
  return nullptr;
}

std::string value_of(const Parameters& parameters, std::string_view name) {
  const Parameter* parameter = find(parameters, name);
  return parameter != nullptr && parameter->value ? *parameter->value : std::string();
}

Parameter read_parameter(ByteView text, Span span, std::vector<Violation>& violations) {
  span = trimmed(text, span);
  Parameter parameter;
  parameter.raw = cut(text, span);
  parameter.offset = span.offset;
  const std::size_t equals = find_unquoted(text, span, "=");
  const Span name = trimmed(text, {span.offset, equals - span.offset});
  parameter.name = cut(text, name);
  if (!is_token(parameter.name)) note(violations, "A parameter's name is no token.", span.offset);
  if (equals == span.end()) return parameter;
  read_value(text, trimmed(text, {equals + 1, span.end() - equals - 1}), parameter, violations);
  return parameter;
}

Parameters read_parameters(ByteView text, Span span, std::vector<Violation>& violations) {
  Parameters parameters;
  span = trimmed(text, span);
  if (span.length == 0) return parameters;
  auto parts = pieces(text, span, ';', Angles::ignored);
  const Span before = trimmed(text, parts.front());
  if (before.length > 0) note(violations, "Octets stand before the first parameter's \";\".", before.offset);
  parts.erase(parts.begin());
  for (const Span& part : parts) {
    if (trimmed(text, part).length == 0)
      note(violations, "A parameter is empty.", part.offset);
    else
      parameters.push_back(read_parameter(text, part, violations));
  }
  check_unique(parameters, violations);
  return parameters;
}

void check_unique(const Parameters& parameters, std::vector<Violation>& violations) {
  std::set<std::string> seen;
  for (const auto& parameter : parameters) {
    if (seen.insert(lower(parameter.name)).second || parameter.name.empty()) continue;
    note(violations, fmt::format("The parameter \"{}\" comes more than once.", escape(parameter.name)),
         parameter.offset);
  }
}

}  // namespace assay::sip
