// Turns an engine's configuration into an OpenSSL context and connection.
#pragma once

#include "base/error.hpp"
#include "tls/engine.hpp"
#include "tls/handle.hpp"

namespace assay::tls {

// A context of its own for every server without `ticket_key`, so that no session is ever resumed by accident: whoever wants
// that says so by `resume` and `ticket_key`. All others of one configuration on one thread share theirs, which keeps no
// sessions: what is resumed is in a ticket.
// Errors: PEM, a version or a suite list that OpenSSL does not take; a key that is not the certificate's.
Result<Context> make_context(const Config& config);

// A connection in the role of `config`, on two memory BIOs, with the name that the peer must bear.
Result<Connection> make_connection(const Config& config, SSL_CTX* context);

}  // namespace assay::tls
