// Copies a session off a connection.
#include "tls/session.hpp"

namespace assay::tls {

std::shared_ptr<Session> Session::of(SSL* connection) {
  const SSL_SESSION* current = SSL_get_session(connection);
  if (current == nullptr || SSL_SESSION_is_resumable(current) != 1) return nullptr;
  return std::make_shared<Session>(SSL_SESSION_dup(current));
}

}  // namespace assay::tls
