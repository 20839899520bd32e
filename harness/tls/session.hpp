// A TLS session that a later connection may resume.
#pragma once

#include "tls/handle.hpp"

namespace assay::tls {

class Session {
 public:
  // A copy, so that the end of the connection that it comes from does not spoil it. Null if it
  // cannot be resumed.
  static std::shared_ptr<Session> of(SSL* connection);
  explicit Session(SSL_SESSION* owned) : session_(owned) {}
  SSL_SESSION* get() const { return session_.get(); }

 private:
  crypto::Handle<SSL_SESSION, SSL_SESSION_free> session_;
};

}  // namespace assay::tls
