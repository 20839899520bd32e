// Octets that may not stand in the head of a message, wherever they do.
#include "codec/sip/check.hpp"

namespace assay::sip {
namespace {

// A quoted pair may hold any octet but CR and LF (RFC 3261 25.1): one behind a backslash that is itself not
// behind one. Backslashes stand in no other value but Call-ID, so that quotes need not be followed.
bool is_quoted_pair(ByteView text, std::size_t at) {
  std::size_t backslashes = 0;
  while (at > backslashes && text[at - backslashes - 1] == '\\') ++backslashes;
  return backslashes % 2 == 1;
}

bool is_control(char c) {
  const auto u = static_cast<unsigned char>(c);
  return (u < 0x20 && c != '\t' && c != '\r' && c != '\n') || u == 0x7f;
}

}  // namespace

void check_octets(Message& message, std::size_t begin, std::size_t end) {
  const ByteView text = ByteView(message.raw).substr(0, end);
  for (std::size_t i = begin; i < text.size(); ++i) {
    const bool lone = text[i] == '\r' && text.substr(i + 1, 1) != "\n";
    if (lone) note(message.violations, "CR stands without LF.", i);
    if (is_control(text[i]) && !is_quoted_pair(text, i)) note(message.violations, "A control character.", i);
  }
  const std::size_t odd = begin + first_not_utf8(text.substr(begin));
  if (odd < text.size()) note(message.violations, "An octet that is no UTF-8.", odd);
}

}  // namespace assay::sip
