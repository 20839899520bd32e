// Opens this end's own handshake records until the Finished message comes by (RFC 8446 4.4.4, RFC 5246 7.4.9).
#include "tls/finished_fault.hpp"

#include "tls/tap.hpp"

namespace assay::tls {
namespace {

constexpr int change_cipher_spec = 20;
constexpr int handshake = 22;
constexpr int application_data = 23;

}  // namespace

Bytes FinishedFault::pass(ByteView ciphertext, SSL* connection, const Secrets& secrets,
                          std::vector<trace::Record>& facts) {
  RecordReader reader;
  Bytes out;
  for (auto& record : reader.feed(ciphertext)) {
    out += write(done_ ? std::move(record) : look(std::move(record), connection, secrets, facts));
  }
  return out.append(reader.pending());
}

RawRecord FinishedFault::look(RawRecord record, SSL* connection, const Secrets& secrets,
                              std::vector<trace::Record>& facts) {
  const bool tls13 = SSL_version(connection) == TLS1_3_VERSION;
  if (!tls13 && record.type == change_cipher_spec) protected_ = true;
  const bool sealed = tls13 ? record.type == application_data : protected_ && record.type == handshake;
  if (!sealed) return record;
  if (!protection_) protection_ = secrets.of_handshake(connection, writer_);
  auto plain = protection_ ? protection_->open(record) : std::nullopt;
  if (!plain) {
    told(record.offset, "the suite is not AES-GCM of TLS 1.2 or 1.3: the message cannot be reached", facts);
    return record;
  }
  const auto inner = tls13 ? inner_content(*plain) : InnerContent{plain->size(), handshake};
  if (inner.type == handshake) record = change(std::move(record), std::move(*plain), inner.size, facts);
  protection_->skip();
  return record;
}

RawRecord FinishedFault::change(RawRecord record, Bytes plain, std::size_t content_size,
                                std::vector<trace::Record>& facts) {
  const auto at = finder_.find(ByteView(plain).substr(0, content_size));
  if (!at) return record;
  Bytes verify_data = plain.substr(*at, content_size - *at);
  const std::string reason = flip(verify_data, fault_);
  plain.replace(*at, verify_data.size(), verify_data);
  told(record.offset, reason, facts);
  return protection_->seal(std::move(record), plain);
}

void FinishedFault::told(std::optional<std::size_t> offset, const std::string& reason,
                         std::vector<trace::Record>& facts) {
  done_ = true;
  facts.push_back(fault_fact(fault_, offset, reason));
}

void FinishedFault::end(const std::string& reason, std::vector<trace::Record>& facts) {
  if (!done_) told(std::nullopt, reason, facts);
}

}  // namespace assay::tls
