// Lists of security mechanisms out of their octets.
#include "codec/sip/security_mechanism.hpp"

#include "codec/sip/scalar.hpp"

namespace assay::sip {
namespace {

SecurityMechanism read_mechanism(ByteView value, Span span, std::vector<Violation>& violations) {
  span = trimmed(value, span);
  SecurityMechanism out;
  out.raw = cut(value, span);
  out.offset = span.offset;
  const std::size_t semicolon = find_unquoted(value, span, ";");
  out.name = cut(value, trimmed(value, {span.offset, semicolon - span.offset}));
  if (!is_token(out.name)) note(violations, "The mechanism's name is no token.", span.offset);
  out.parameters = read_parameters(value, {semicolon, span.end() - semicolon}, violations);
  const auto* q = find(out.parameters, "q");
  if (q != nullptr && !is_qvalue(q->value.value_or("")))
    note(violations, "The q is not between 0 and 1 with at most three decimals.", q->offset);
  return out;
}

}  // namespace

Reading<std::vector<SecurityMechanism>> read_security_mechanisms(ByteView value) {
  Reading<std::vector<SecurityMechanism>> out;
  for (const Span& piece : pieces(value, {0, value.size()}, ',', Angles::ignored)) {
    if (trimmed(value, piece).length == 0)
      note(out.violations, "An element of the list is empty.", piece.offset);
    else
      out.value.push_back(read_mechanism(value, piece, out.violations));
  }
  return out;
}

}  // namespace assay::sip
