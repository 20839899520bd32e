// Fuzz target: values of SIP headers from any octets; what is read stands where it says, equality holds.
#include <cstdint>
#include <cstdio>
#include <cstdlib>

#include "codec/sip/message.hpp"

namespace {

using namespace assay;
using namespace assay::sip;

void require(bool right, const char* problem) {
  if (right) return;
  std::fprintf(stderr, "%s\n", problem);
  std::abort();
}

void check(const std::vector<Violation>& violations, ByteView input) {
  require(violations.size() <= kMaximumViolations, "too many violations");
  for (const auto& violation : violations) require(violation.offset <= input.size(), "violation outside");
}

void check(const Parameters& parameters, ByteView input) {
  for (const auto& p : parameters) require(input.substr(p.offset, p.raw.size()) == p.raw, "parameter elsewhere");
}

template <class T>
void check_list(const Reading<std::vector<T>>& reading, ByteView input) {
  check(reading.violations, input);
  for (const auto& item : reading.value) {
    require(input.substr(item.offset, item.raw.size()) == item.raw, "element elsewhere");
    check(item.parameters, input);
  }
}

void check_uri(ByteView input) {
  const auto reading = read_uri(input);
  check(reading.violations, input);
  check(reading.value.parameters, input);
  require(reading.value.raw == input, "the URI is not kept");
  require(unescape_uri(input).size() <= input.size(), "unescaping made more");
  // What comes twice is a violation, and then the URI need not even equal itself.
  if (reading.violations.empty()) require(equal(reading.value, reading.value), "the URI does not equal itself");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const ByteView input(reinterpret_cast<const char*>(data), size);
  check_list(read_vias(input), input);
  check_list(read_addresses(input), input);
  check_list(read_security_mechanisms(input), input);
  const auto address = read_address(input);
  check(address.violations, input);
  require(input.substr(address.value.uri_offset, address.value.uri.raw.size()) == address.value.uri.raw,
          "URI elsewhere");
  for (const auto& reading : {read_authentication(input), read_authentication_info(input)}) {
    check(reading.violations, input);
    check(reading.value.parameters, input);
  }
  check(read_cseq(input).violations, input);
  check(read_number(input, kMaximumSeconds).violations, input);
  for (auto* rule : {check_call_id, check_date, check_warning, check_content_type}) check(rule(input), input);
  check_uri(input);
  return 0;
}
