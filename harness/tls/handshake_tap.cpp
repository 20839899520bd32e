// Messages are changed before the records that bear them.
#include "tls/handshake_tap.hpp"

#include <utility>

namespace assay::tls {
namespace {

std::vector<Fault> on_records(const Config& config) {
  std::vector<Fault> chosen;
  for (const auto& fault : config.handshake_faults) {
    if (fault.kind != "finished") chosen.push_back(fault);
  }
  return chosen;
}

}  // namespace

HandshakeTap::HandshakeTap(const Config& config) : records_(on_records(config)) {
  for (const auto& fault : config.handshake_faults) {
    if (fault.kind == "finished") messages_.emplace_back(fault, config.role);
  }
}

Bytes HandshakeTap::pass(Bytes ciphertext, SSL* connection, const Secrets& secrets, std::vector<trace::Record>& facts) {
  if (ended_ || (messages_.empty() && records_.idle())) return ciphertext;
  for (auto& fault : messages_) ciphertext = fault.pass(ciphertext, connection, secrets, facts);
  return records_.pass(ciphertext, facts);
}

void HandshakeTap::end(std::vector<trace::Record>& facts) {
  if (std::exchange(ended_, true)) return;
  for (auto& fault : messages_) fault.end("no Finished message left in the handshake", facts);
  records_.end("no such record in the handshake", facts);
}

}  // namespace assay::tls
