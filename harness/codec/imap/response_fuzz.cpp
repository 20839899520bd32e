// Fuzz target: responses from any octets; no octet gets lost, wherever the pieces end.
#include <cstdint>
#include <cstdio>
#include <cstdlib>

#include "codec/imap/conservation.hpp"
#include "codec/imap/fields.hpp"

namespace {

void require_empty(const std::string& problem) {
  if (problem.empty()) return;
  std::fprintf(stderr, "%s\n", problem.c_str());
  std::abort();
}

}  // namespace

// The first two octets choose the limits and the sizes of the pieces.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace assay;
  using namespace assay::imap;
  if (size < 2) return 0;
  const ByteView input(reinterpret_cast<const char*>(data) + 2, size - 2);
  const Limits limits = data[0] & 1 ? Limits{48, 24} : Limits{1024, 256};
  const std::size_t size_byte = data[1];
  const std::vector<std::size_t> sizes{size_byte & 15, size_byte >> 4};
  const auto whole = conservation::read_responses(limits, input, {});
  const auto pieces = conservation::read_responses(limits, input, sizes);
  require_empty(conservation::complaint(input, whole));
  require_empty(conservation::difference(whole, pieces));
  for (const auto& response : ResponseDecoder(limits).feed(input)) {
    for (const auto& violation : response.violations)
      if (violation.offset > response.raw.size()) require_empty("violation outside: " + violation.what);
    fetch_items(response);
    listed_mailbox(response);
    capabilities(response);
  }
  return 0;
}
