// Turns the octets of a server into responses as they come in.
#include "codec/imap/response_head.hpp"
#include "codec/imap/response_parser.hpp"

namespace assay::imap {

ResponseDecoder::ResponseDecoder(Limits limits) : framer_(limits, response_context, Framer::Sender::server) {}

std::vector<Response> ResponseDecoder::feed(ByteView octets) {
  framer_.append(octets);
  std::vector<Response> responses;
  while (auto frame = framer_.next()) responses.push_back(parse_response(std::move(*frame)));
  return responses;
}

}  // namespace assay::imap
