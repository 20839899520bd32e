// What a wrong product makes of the records that come in, before it reads them.
#pragma once

#include <optional>

#include "tls/forgiving.hpp"
#include "tls/mended_finished.hpp"
#include "tls/repeating.hpp"
#include "tls/secrets.hpp"

namespace assay::tls {

class Misreading {
 public:
  // Nothing, where `config` sets up a right product.
  explicit Misreading(const Config& config);

  // A handshake message that crossed the connection, in its order.
  void hear(bool sent, ByteView message);
  // What is read in place of the next record that came in.
  RawRecord pass(RawRecord record, bool established, SSL* connection, const Secrets& secrets);

 private:
  RawRecord in_handshake(RawRecord record, SSL* connection, const Secrets& secrets);
  RawRecord in_data(RawRecord record, SSL* connection, const Secrets& secrets);

  bool forgives_;
  bool repeats_;
  bool mends_;
  Role peer_;
  bool looked_{false};  // for the keys of the data
  MendedFinished finished_;
  std::optional<Forgiving> forgiving_;
  std::optional<Repeating> repeating_;
};

}  // namespace assay::tls
