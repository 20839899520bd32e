// Leads each record to what the configuration leaves unchecked.
#include "tls/misreading.hpp"

#include <utility>

namespace assay::tls {
namespace {

constexpr char client_hello = 1;
constexpr int change_cipher_spec = 20;
constexpr int application_data = 23;

}  // namespace

Misreading::Misreading(const Config& config)
    : forgives_(config.accept_altered_records),
      repeats_(config.accept_replayed_records),
      mends_(config.accept_altered_finished && config.role == Role::server),
      peer_(config.role == Role::client ? Role::server : Role::client) {}

void Misreading::hear(bool sent, ByteView message) {
  if (mends_ && (sent || (!message.empty() && message[0] == client_hello))) finished_.hear(message);
}

RawRecord Misreading::pass(RawRecord record, bool established, SSL* connection, const Secrets& secrets) {
  return established ? in_data(std::move(record), connection, secrets)
                     : in_handshake(std::move(record), connection, secrets);
}

RawRecord Misreading::in_handshake(RawRecord record, SSL* connection, const Secrets& secrets) {
  const bool possible = mends_ && record.type == application_data && SSL_version(connection) == TLS1_3_VERSION;
  const auto secret = possible ? secrets.handshake_secret(peer_) : std::nullopt;
  return secret ? finished_.mend(std::move(record), *secret) : record;
}

RawRecord Misreading::in_data(RawRecord record, SSL* connection, const Secrets& secrets) {
  if (!std::exchange(looked_, true)) {
    const auto protection = secrets.of_data(connection, peer_);
    if (protection && forgives_) forgiving_.emplace(*protection);
    if (protection && repeats_) repeating_.emplace(*protection);
  }
  if (record.type == change_cipher_spec) return record;
  if (forgiving_ && record.type == application_data) record = forgiving_->reseal(std::move(record));
  if (repeating_) record = repeating_->renumber(std::move(record));
  return record;
}

}  // namespace assay::tls
