// Owning pointers for OpenSSL's objects, and its error queue as text.
#pragma once

#include <memory>
#include <string>

#include <openssl/bio.h>
#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/x509v3.h>

namespace assay::crypto {

template <auto free_function>
struct Release {
  template <class T>
  void operator()(T* object) const {
    free_function(object);
  }
};
template <class T, auto free_function>
using Handle = std::unique_ptr<T, Release<free_function>>;

using Bio = Handle<BIO, BIO_free_all>;
using Key = Handle<EVP_PKEY, EVP_PKEY_free>;
using Certificate = Handle<X509, X509_free>;
using RevocationList = Handle<X509_CRL, X509_CRL_free>;
using Extension = Handle<X509_EXTENSION, X509_EXTENSION_free>;

// The reason of the last error of this thread, e.g. "no start line"; the queue is empty afterwards.
std::string last_openssl_error();

}  // namespace assay::crypto
