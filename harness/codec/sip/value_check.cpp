// Which values of headers are checked, and how.
#include <algorithm>
#include <iterator>

#include "codec/sip/check.hpp"

namespace assay::sip {
namespace {

using Check = std::vector<Violation> (*)(ByteView);

template <auto read>
std::vector<Violation> by(ByteView value) {
  return read(value).violations;
}

template <std::uint64_t maximum>
std::vector<Violation> by_number(ByteView value) {
  return read_number(value, maximum).violations;
}

std::vector<Violation> check_address(ByteView value) {
  auto reading = read_address(value);
  if (reading.value.wildcard)
    note(reading.violations, "The \"*\" stands in no header but Contact.", reading.value.offset);
  return std::move(reading.violations);
}

std::vector<Violation> check_addresses(ByteView value) {
  auto reading = read_addresses(value);
  for (const auto& address : reading.value)
    if (address.wildcard) note(reading.violations, "The \"*\" stands in no header but Contact.", address.offset);
  return std::move(reading.violations);
}

// Route, Record-Route, Path, Service-Route: name-addr only, so that the parameters are those of the URI.
std::vector<Violation> check_routes(ByteView value) {
  auto violations = check_addresses(value);
  for (const auto& address : read_addresses(value).value)
    if (!address.bracketed) note(violations, "A route does not stand in <>.", address.offset);
  return violations;
}

std::vector<Violation> check_contact(ByteView value) {
  auto reading = read_addresses(value);
  for (const auto& address : reading.value) {
    if (address.wildcard && reading.value.size() > 1)
      note(reading.violations, "The \"*\" is not alone.", address.offset);
    if (const auto* q = find(address.parameters, "q"); q != nullptr && !is_qvalue(q->value.value_or("")))
      note(reading.violations, "The q is not between 0 and 1 with at most three decimals.", q->offset);
    const auto* expires = find(address.parameters, "expires");
    if (expires == nullptr) continue;
    const auto seconds = read_digits(expires->value.value_or(""));
    if (!seconds || *seconds > kMaximumSeconds)
      note(reading.violations, "The expires is no number of 32 bits.", expires->offset);
  }
  return std::move(reading.violations);
}

// "120 (meeting);duration=60": no range is defined for the number.
std::vector<Violation> check_retry_after(ByteView value) {
  std::vector<Violation> out;
  const Span all = trimmed(value, {0, value.size()});
  if (all.length == 0 || !is_digit(value[all.offset])) note(out, "The value does not begin with a number.", all.offset);
  return out;
}

struct Rule {
  const char* name;
  Check check;
};

constexpr Rule kRules[] = {
    {"Via", by<read_vias>},
    {"From", check_address},
    {"To", check_address},
    {"Reply-To", check_address},
    {"Refer-To", check_address},
    {"Referred-By", check_address},
    {"Contact", check_contact},
    {"Route", check_routes},
    {"Record-Route", check_routes},
    {"Path", check_routes},
    {"Service-Route", check_routes},
    {"P-Asserted-Identity", check_addresses},
    {"P-Preferred-Identity", check_addresses},
    {"P-Associated-URI", check_addresses},
    {"CSeq", by<read_cseq>},
    {"Call-ID", check_call_id},
    {"Max-Forwards", by_number<kMaximumHops>},
    {"Expires", by_number<kMaximumSeconds>},
    {"Min-Expires", by_number<kMaximumSeconds>},
    {"Content-Length", by_number<~std::uint64_t{0}>},
    {"Content-Type", check_content_type},
    {"Date", check_date},
    {"Warning", check_warning},
    {"Retry-After", check_retry_after},
    {"WWW-Authenticate", by<read_authentication>},
    {"Proxy-Authenticate", by<read_authentication>},
    {"Authorization", by<read_authentication>},
    {"Proxy-Authorization", by<read_authentication>},
    {"Authentication-Info", by<read_authentication_info>},
    {"Security-Client", by<read_security_mechanisms>},
    {"Security-Server", by<read_security_mechanisms>},
    {"Security-Verify", by<read_security_mechanisms>},
};

}  // namespace

void check_values(Message& message) {
  for (const auto& header : message.headers) {
    const auto rule = std::find_if(std::begin(kRules), std::end(kRules),
                                   [&header](const Rule& known) { return header.canonical == known.name; });
    if (rule == std::end(kRules)) continue;
    note_all(message.violations, rule->check(header.raw_value), header.value_offset, header.canonical + ": ");
  }
}

}  // namespace assay::sip
