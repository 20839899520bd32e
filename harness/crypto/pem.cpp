// PEM in and out by OpenSSL, on memory.
#include "crypto/pem.hpp"

#include <openssl/err.h>
#include <openssl/pem.h>

#include <unordered_map>

namespace assay::crypto {
namespace {

Bio reading(const std::string& text) { return Bio(BIO_new_mem_buf(text.data(), static_cast<int>(text.size()))); }

std::string content(BIO* bio) {
  char* data = nullptr;
  const long size = BIO_get_mem_data(bio, &data);
  return size > 0 ? std::string(data, static_cast<std::size_t>(size)) : std::string();
}

// Without this, OpenSSL asks the terminal.
int no_password(char*, int, int, void*) { return -1; }

// Reads blocks until "no start line" says that there are no more.
template <class H, class F>
Result<std::vector<H>> read_all(const std::string& pem, F read_one, const char* what) {
  std::vector<H> found;
  const Bio bio = reading(pem);
  ERR_clear_error();
  while (auto* one = read_one(bio.get(), nullptr, no_password, nullptr)) found.emplace_back(one);
  const bool at_end = ERR_GET_REASON(ERR_peek_last_error()) == PEM_R_NO_START_LINE;
  const std::string reason = last_openssl_error();
  if (!at_end) return failure(std::string("a ") + what + " in PEM cannot be read: " + reason);
  if (found.empty()) return failure(std::string("no ") + what + " in the PEM text");
  return found;
}

// Every connection reads the same few texts again, and to decode a key costs OpenSSL 3 as much as a handshake: what a thread
// has read it shares, as one more reference to an object that nobody changes.
template <class H, auto add_reference>
class Read {
 public:
  template <class F>
  Result<std::vector<H>> get(const std::string& pem, F read) {
    if (const auto known = known_.find(pem); known != known_.end()) return shared(known->second);
    auto found = read(pem);
    if (!found) return found;
    if (known_.size() >= kMost) known_.clear();
    return shared(known_.emplace(pem, std::move(*found)).first->second);
  }

 private:
  static constexpr std::size_t kMost = 256;  // more than a run has identities; made ones come and go

  static std::vector<H> shared(const std::vector<H>& all) {
    std::vector<H> out;
    for (const H& one : all) {
      add_reference(one.get());
      out.emplace_back(one.get());
    }
    return out;
  }

  std::unordered_map<std::string, std::vector<H>> known_;
};

Result<std::vector<Key>> decode_key(const std::string& pem) {
  const Bio bio = reading(pem);
  ERR_clear_error();
  std::vector<Key> found;
  found.emplace_back(PEM_read_bio_PrivateKey(bio.get(), nullptr, no_password, nullptr));
  if (!found.front()) return failure("a private key in PEM cannot be read: " + last_openssl_error());
  return found;
}

}  // namespace

std::string last_openssl_error() {
  const unsigned long code = ERR_peek_last_error();
  const char* reason = ERR_reason_error_string(code);
  ERR_clear_error();
  return reason != nullptr ? reason : "unknown reason";
}

Result<std::vector<Certificate>> read_certificates(const std::string& pem) {
  thread_local Read<Certificate, X509_up_ref> known;
  return known.get(pem, [](const auto& text) { return read_all<Certificate>(text, PEM_read_bio_X509, "certificate"); });
}

Result<std::vector<RevocationList>> read_revocation_lists(const std::string& pem) {
  thread_local Read<RevocationList, X509_CRL_up_ref> known;
  return known.get(
      pem, [](const auto& text) { return read_all<RevocationList>(text, PEM_read_bio_X509_CRL, "revocation list"); });
}

Result<Key> read_key(const std::string& pem) {
  thread_local Read<Key, EVP_PKEY_up_ref> known;
  auto found = known.get(pem, decode_key);
  if (!found) return tl::unexpected(found.error());
  return std::move(found->front());
}

std::string write_pem(X509* certificate) {
  const Bio bio(BIO_new(BIO_s_mem()));
  PEM_write_bio_X509(bio.get(), certificate);
  return content(bio.get());
}

std::string write_pem(EVP_PKEY* private_key) {
  const Bio bio(BIO_new(BIO_s_mem()));
  PEM_write_bio_PKCS8PrivateKey(bio.get(), private_key, nullptr, nullptr, 0, nullptr, nullptr);
  return content(bio.get());
}

std::string write_pem(X509_CRL* list) {
  const Bio bio(BIO_new(BIO_s_mem()));
  PEM_write_bio_X509_CRL(bio.get(), list);
  return content(bio.get());
}

}  // namespace assay::crypto
