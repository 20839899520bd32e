// Values that are numbers, words or dates.
#include "codec/sip/scalar.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>

#include "base/text.hpp"
#include "codec/sip/parameter.hpp"

namespace assay::sip {
namespace {

constexpr std::uint64_t kCSeqEnd = 0x80000000;
constexpr std::string_view kWordMarks = "-.!%*_+`'~()<>:\\\"/[]?{}";

bool is_word(ByteView text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) {
    return is_alphanumeric(c) || kWordMarks.find(c) != std::string_view::npos;
  });
}

bool is_one_of(std::string_view word, const char* const* begin, const char* const* end) {
  return std::any_of(begin, end, [word](const char* name) { return word == name; });
}

bool is_clock(std::string_view text) {
  if (text.size() != 8 || text[2] != ':' || text[5] != ':') return false;
  const auto hours = read_digits(text.substr(0, 2)), minutes = read_digits(text.substr(3, 2));
  const auto seconds = read_digits(text.substr(6, 2));
  return hours && minutes && seconds && *hours < 24 && *minutes < 60 && *seconds < 61;
}

}  // namespace

Reading<CSeq> read_cseq(ByteView value) {
  Reading<CSeq> out;
  const Span all = trimmed(value, {0, value.size()});
  const auto begin = value.begin() + static_cast<std::ptrdiff_t>(all.offset);
  const auto end = begin + static_cast<std::ptrdiff_t>(all.length);
  const auto border = static_cast<std::size_t>(std::find_if(begin, end, is_space) - value.begin());
  const Span method = trimmed(value, {border, all.end() - border});
  out.value.method = cut(value, method);
  const ByteView digits = value.substr(all.offset, border - all.offset);
  out.value.number = read_digits(digits);
  if (!is_all_digits(digits))
    note(out.violations, "The CSeq has no number.", all.offset);
  else if (!out.value.number || *out.value.number >= kCSeqEnd)
    note(out.violations, "The CSeq number is not below 2^31 (RFC 3261 8.1.1.5).", all.offset);
  if (!is_token(out.value.method)) note(out.violations, "The CSeq has no method, or it is no token.", method.offset);
  return out;
}

Reading<std::optional<std::uint64_t>> read_number(ByteView value, std::uint64_t maximum) {
  Reading<std::optional<std::uint64_t>> out;
  const Span all = trimmed(value, {0, value.size()});
  const ByteView digits = cut(value, all);
  out.value = read_digits(digits);
  if (!is_all_digits(digits))
    note(out.violations, "The value is no number.", all.offset);
  else if (!out.value || *out.value > maximum)
    note(out.violations, fmt::format("The number is over {}.", maximum), all.offset);
  return out;
}

std::vector<Violation> check_call_id(ByteView value) {
  const Span all = trimmed(value, {0, value.size()});
  const ByteView id = cut(value, all);
  const std::size_t at = id.find('@');
  const bool right = is_word(id.substr(0, at)) && (at == ByteView::npos || is_word(id.substr(at + 1)));
  std::vector<Violation> out;
  if (!right) note(out, "The Call-ID is not word [\"@\" word].", all.offset);
  return out;
}

std::vector<Violation> check_date(ByteView value) {
  static constexpr const char* kDays[] = {"Mon,", "Tue,", "Wed,", "Thu,", "Fri,", "Sat,", "Sun,"};
  static constexpr const char* kMonths[] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                            "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  const auto parts = words(value);
  std::vector<Violation> out;
  const bool right = parts.size() == 6 && is_one_of(parts[0], std::begin(kDays), std::end(kDays)) &&
                     parts[1].size() == 2 && is_all_digits(parts[1]) &&
                     is_one_of(parts[2], std::begin(kMonths), std::end(kMonths)) && parts[3].size() == 4 &&
                     is_all_digits(parts[3]) && is_clock(parts[4]);
  const std::size_t offset = trimmed(value, {0, value.size()}).offset;
  if (!right)
    note(out, "The value is no date of RFC 1123.", offset);
  else if (parts[5] != "GMT")
    note(out, "The time zone of the date is not GMT (RFC 3261 20.17).", offset);
  return out;
}

std::vector<Violation> check_warning(ByteView value) {
  std::vector<Violation> out;
  for (const Span& piece : pieces(value, {0, value.size()}, ',', Angles::ignored)) {
    const Span warning = trimmed(value, piece);
    const ByteView text = cut(value, warning);
    const std::size_t code = text.find(' ');
    const std::size_t agent = code == ByteView::npos ? code : text.find(' ', code + 1);
    if (!is_all_digits(text.substr(0, code)) || std::min(code, text.size()) != 3)
      note(out, "The warning code has not three digits (RFC 3261 20.43).", warning.offset);
    const ByteView quoted = agent == ByteView::npos ? ByteView() : text.substr(agent + 1);
    if (quoted.size() < 2 || quoted[0] != '"' || closing_quote(quoted, 0) + 1 != quoted.size())
      note(out, "The warning has no agent or no quoted text.", warning.offset);
  }
  return out;
}

std::vector<Violation> check_content_type(ByteView value) {
  std::vector<Violation> out;
  const std::size_t semicolon = find_unquoted(value, {0, value.size()}, ";");
  const Span type = trimmed(value, {0, semicolon});
  const std::size_t slash = std::min(value.find('/'), type.end());
  const Span first = trimmed(value, {type.offset, slash < type.offset ? 0 : slash - type.offset});
  const Span second = slash < type.end() ? trimmed(value, {slash + 1, type.end() - slash - 1}) : Span{type.end(), 0};
  if (!is_token(cut(value, first)) || !is_token(cut(value, second)))
    note(out, "The value is not type \"/\" subtype.", type.offset);
  read_parameters(value, {semicolon, value.size() - semicolon}, out);
  return out;
}

bool is_qvalue(std::string_view text) {
  if (text.empty() || text.size() > 5 || (text[0] != '0' && text[0] != '1')) return false;
  if (text.size() == 1) return true;
  const std::string_view decimals = text.substr(2);
  return text[1] == '.' && std::all_of(decimals.begin(), decimals.end(),
                                       [&](char c) { return is_digit(c) && (text[0] == '0' || c == '0'); });
}

}  // namespace assay::sip
