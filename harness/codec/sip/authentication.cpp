// Challenges and credentials out of their octets.
#include "codec/sip/authentication.hpp"

#include <algorithm>

namespace assay::sip {
namespace {

// Letters, digits and a few marks, then any number of "=" (RFC 7235 2.1); no parameter ends in "=".
bool is_token68(ByteView text) {
  const std::size_t end = text.find_last_not_of('=');
  if (end == ByteView::npos) return false;
  return std::all_of(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(end) + 1,
                     [](char c) { return is_alphanumeric(c) || ByteView("-._~+/").find(c) != ByteView::npos; });
}

void read_list(ByteView value, Span span, Authentication& out, std::vector<Violation>& violations) {
  for (const Span& piece : pieces(value, span, ',', Angles::ignored)) {
    if (trimmed(value, piece).length == 0) {
      note(violations, "An element of the list is empty.", piece.offset);
      continue;
    }
    auto parameter = read_parameter(value, piece, violations);
    if (!parameter.value) note(violations, "A parameter has no \"=\".", parameter.offset);
    out.parameters.push_back(std::move(parameter));
  }
  check_unique(out.parameters, violations);
}

}  // namespace

Reading<Authentication> read_authentication(ByteView value) {
  Reading<Authentication> out;
  const Span all = trimmed(value, {0, value.size()});
  std::size_t end = all.offset;
  while (end < all.end() && !is_space(value[end])) ++end;
  out.value.scheme = value.substr(all.offset, end - all.offset);
  if (!is_token(out.value.scheme)) note(out.violations, "The scheme is missing or no token.", all.offset);
  const Span rest = trimmed(value, {end, all.end() - end});
  if (rest.length == 0)
    note(out.violations, "No parameter follows the scheme.", end);
  else if (is_token68(cut(value, rest)))
    out.value.token68 = cut(value, rest);
  else
    read_list(value, rest, out.value, out.violations);
  return out;
}

Reading<Authentication> read_authentication_info(ByteView value) {
  Reading<Authentication> out;
  read_list(value, {0, value.size()}, out.value, out.violations);
  return out;
}

}  // namespace assay::sip
