// Messages to octets.
#include "codec/sip/writer.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>

namespace assay::sip {
namespace {

bool is_copied(std::string_view canonical, int code) {
  static constexpr std::string_view kCopied[] = {"Via", "From", "To", "Call-ID", "CSeq"};
  if (code == 100 && canonical == "Timestamp") return true;
  return std::find(std::begin(kCopied), std::end(kCopied), canonical) != std::end(kCopied);
}

// The white space after the colon is the separator's: the value comes without it.
HeaderLine copy(const Header& header, std::string_view to_tag) {
  const ByteView raw = header.raw_value;
  HeaderLine line{header.canonical, Bytes(cut(raw, trimmed(raw, {0, raw.size()})))};
  const bool tagged = find(read_address(raw).value.parameters, "tag") != nullptr;
  if (header.canonical == "To" && !to_tag.empty() && !tagged) line.value += fmt::format(";tag={}", to_tag);
  return line;
}

}  // namespace

Bytes to_octets(const Draft& draft) {
  Bytes out = draft.start_line + draft.start_line_end;
  for (const auto& header : draft.headers) out += header.name + header.separator + header.value + header.line_end;
  return out + draft.head_end + draft.body;
}

std::string request_line(std::string_view method, std::string_view request_uri) {
  return fmt::format("{} {} SIP/2.0", method, request_uri);
}

std::string status_line(int code, std::string_view reason) { return fmt::format("SIP/2.0 {} {}", code, reason); }

void add_content_length(Draft& draft) {
  draft.headers.push_back({"Content-Length", std::to_string(draft.body.size())});
}

Draft make_response(const Message& request, int code, std::string_view reason, std::string_view to_tag) {
  Draft draft;
  draft.start_line = status_line(code, reason);
  for (const auto& header : request.headers)
    if (is_copied(header.canonical, code)) draft.headers.push_back(copy(header, to_tag));
  return draft;
}

}  // namespace assay::sip
