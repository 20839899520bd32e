// Binds the TLS record codec to a channel, for cases that write their hello by hand.
#pragma once

#include <memory>

#include "language/vocabulary.hpp"

namespace assay::protocol::tls {

// Item kinds: tls.server-hello (suite, version), tls.alert (level, description, direction),
// tls.record (type) for whole records of other content, tls.garbage.
std::unique_ptr<language::Decoder> make_decoder();

}  // namespace assay::protocol::tls
