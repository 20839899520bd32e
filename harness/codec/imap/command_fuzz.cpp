// Fuzz target: commands from any octets; no octet gets lost, wherever the pieces end.
#include <cstdint>
#include <cstdio>
#include <cstdlib>

#include "codec/imap/conservation.hpp"

namespace {

void require_empty(const std::string& problem) {
  if (problem.empty()) return;
  std::fprintf(stderr, "%s\n", problem.c_str());
  std::abort();
}

}  // namespace

// The first three octets choose the limits, the sizes of the pieces, and which literals are refused.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace assay;
  using namespace assay::imap;
  if (size < 3) return 0;
  const ByteView input(reinterpret_cast<const char*>(data) + 3, size - 3);
  const Limits limits = data[0] & 1 ? Limits{48, 24} : Limits{1024, 256};
  const std::size_t size_byte = data[1];
  const std::vector<std::size_t> sizes{size_byte & 15, size_byte >> 4};
  const auto whole = conservation::read_commands(limits, input, {}, data[2]);
  const auto pieces = conservation::read_commands(limits, input, sizes, data[2]);
  require_empty(conservation::complaint(input, whole));
  require_empty(conservation::difference(whole, pieces));
  require_empty(astring(input).empty() ? "astring gave nothing" : "");
  for (char c : mailbox_name(input))
    if (c < 0x20 || c > 0x7e) require_empty("mailbox_name left an octet that needs encoding");
  return 0;
}
