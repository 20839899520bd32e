// Parameters of SIP values: name, value as written and as meant, every instance kept.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "codec/sip/syntax.hpp"

namespace assay::sip {

struct Parameter {
  std::string name;                  // as written
  std::optional<std::string> value;  // nothing: no "="; of a quoted string, what it says
  bool quoted{false};
  std::string raw;        // the whole parameter, white space at its ends left out
  std::size_t offset{0};  // of raw in the value that was read
};

using Parameters = std::vector<Parameter>;

// The first parameter of that name, case ignored; null if there is none. Valid as long as `parameters`.
const Parameter* find(const Parameters& parameters, std::string_view name);
// Its value; empty if there is no such parameter, or one without a value.
std::string value_of(const Parameters& parameters, std::string_view name);

// One parameter out of `span`: name [EQUAL (token / host / quoted-string)], RFC 3261 clause 25.1.
Parameter read_parameter(ByteView text, Span span, std::vector<Violation>& violations);

// All parameters of `span`, which begins with the ";" before the first (or is white space). A name that
// comes twice is a violation (RFC 3261 7.3.1).
Parameters read_parameters(ByteView text, Span span, std::vector<Violation>& violations);

// Notes every name that comes a second time.
void check_unique(const Parameters& parameters, std::vector<Violation>& violations);

}  // namespace assay::sip
