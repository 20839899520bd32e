// Walks along the headers of handshake messages.
#include "tls/inner_messages.hpp"

#include <algorithm>

#include "codec/tls/cursor.hpp"

namespace assay::tls {
namespace {

constexpr std::size_t header_size = 4;
constexpr std::size_t finished = 20;

}  // namespace

InnerContent inner_content(ByteView plain) {
  const std::size_t at = plain.find_last_not_of('\0');
  if (at == ByteView::npos) return {};
  return {at, static_cast<unsigned char>(plain[at])};
}

std::optional<std::size_t> FinishedFinder::find(ByteView content) {
  std::size_t at = std::min(unfinished_, content.size());
  unfinished_ -= at;
  while (at + header_size <= content.size()) {
    Cursor header(content.substr(at));
    const auto type = header.number(1);
    const std::size_t next = at + header_size + header.number(3);
    if (next > content.size()) {
      unfinished_ = next - content.size();
      return std::nullopt;
    }
    if (type == finished) return at + header_size;
    at = next;
  }
  return std::nullopt;
}

}  // namespace assay::tls
