// Values that are numbers, words or dates: CSeq, Max-Forwards, Expires, Content-Length, Call-ID, Date, Warning.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "codec/sip/syntax.hpp"

namespace assay::sip {

struct CSeq {
  std::optional<std::uint64_t> number;  // nothing: no number, or over 64 bits
  std::string method;
};

// A number at or over 2^31 is a violation (RFC 3261 8.1.1.5).
Reading<CSeq> read_cseq(ByteView value);

// A number of digits alone. Over `maximum` is a violation: 255 for Max-Forwards (RFC 3261 20.22),
// kMaximumSeconds for Expires (20.19).
inline constexpr std::uint64_t kMaximumHops = 255;
inline constexpr std::uint64_t kMaximumSeconds = 0xffffffff;
Reading<std::optional<std::uint64_t>> read_number(ByteView value, std::uint64_t maximum);

// word ["@" word].
std::vector<Violation> check_call_id(ByteView value);
// "Sat, 13 Nov 2010 23:29:00 GMT": no other time zone (RFC 3261 20.17).
std::vector<Violation> check_date(ByteView value);
// 3DIGIT SP warn-agent SP quoted-string, in a list (RFC 3261 20.43).
std::vector<Violation> check_warning(ByteView value);
// type "/" subtype and parameters.
std::vector<Violation> check_content_type(ByteView value);
// 0 to 1 with at most three decimals.
bool is_qvalue(std::string_view text);

}  // namespace assay::sip
