// Fuzz target: SIP messages from any octets; no octet gets lost, wherever the pieces end.
#include <cstdint>
#include <cstdio>
#include <cstdlib>

#include "codec/sip/conservation.hpp"
#include "codec/sip/writer.hpp"

namespace {

void require_empty(const std::string& problem) {
  if (problem.empty()) return;
  std::fprintf(stderr, "%s\n", problem.c_str());
  std::abort();
}

// Whatever was read, a response can be made of it.
void answer(const assay::sip::Message& message) {
  using namespace assay::sip;
  if (to_octets(make_response(message, 100, "Trying", "t")).empty()) require_empty("the response is empty");
}

}  // namespace

// The first two octets choose the limits and the sizes of the pieces.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace assay;
  using namespace assay::sip;
  if (size < 2) return 0;
  const ByteView input(reinterpret_cast<const char*>(data) + 2, size - 2);
  const StreamLimits limits = data[0] & 1 ? StreamLimits{48, 24} : StreamLimits{1024, 256};
  const std::size_t size_byte = data[1];
  const auto whole = conservation::read_stream(limits, input, {});
  const auto pieces = conservation::read_stream(limits, input, {size_byte & 15, size_byte >> 4});
  require_empty(conservation::complaint(input, whole));
  require_empty(conservation::complaint(input, pieces));
  require_empty(whole.messages == pieces.messages ? "" : "the pieces made a difference");
  for (const auto& message : StreamDecoder(limits).feed(input)) require_empty(conservation::disagreement(message));
  const Message datagram = read_datagram(input);
  require_empty(datagram.raw == input ? "" : "the datagram is not kept");
  if (datagram.type != MessageType::keep_alive) require_empty(conservation::disagreement(datagram));
  answer(datagram);
  return 0;
}
