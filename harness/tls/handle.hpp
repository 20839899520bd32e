// Owning pointers for OpenSSL's TLS objects.
#pragma once

#include <openssl/ssl.h>

#include "crypto/handle.hpp"

namespace assay::tls {

using Context = crypto::Handle<SSL_CTX, SSL_CTX_free>;
using Connection = crypto::Handle<SSL, SSL_free>;

}  // namespace assay::tls
