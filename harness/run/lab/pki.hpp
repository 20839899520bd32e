// The PKI of a profile: anchors and CRL that the IUT was given once, and leaf certificates fresh for a run.
#pragma once

#include <cstdint>
#include <map>
#include <mutex>
#include <string>
#include <vector>

#include "base/error.hpp"
#include "crypto/certificate.hpp"
#include "run/lab/profile.hpp"

namespace assay::run {

// What stands in fixtures/iuts/NAME/pki: ca.pem, ca.key, other-ca.pem, other-ca.key, crl.pem,
// server.pem, server.key. Keys are readable by the owner only.
struct Pki {
  std::string directory;
  crypto::Identity authority;        // that the IUT trusts
  crypto::Identity other_authority;  // that it does not
  std::string crl_pem;
};

// The serial number that the CRL revokes.
constexpr std::uint64_t kRevokedSerial = 0x5eca11ed;

// Makes what is missing, leaves what is there: an IUT cannot reload an anchor for every run.
// `now`: seconds since 1970. Errors: the directory cannot be written, a file cannot be read.
Result<Pki> provision(const Profile& profile, std::int64_t now);
// Reads what provision() made. Errors name the missing file and the command that makes it.
Result<Pki> load_pki(const Profile& profile);

// Certificates by the names that cases use: PRINCIPAL or PRINCIPAL-PROBLEM of a client, "server" or
// server-PROBLEM of the suite where it plays the server, or "none". Problems: expired, not-yet-valid,
// self-signed, unknown-ca, wrong-name, wrong-usage, revoked; of a server also wrong-alternative-name, which
// bears the right name as its common name alone.
class Certificates {
 public:
  Certificates(const Profile& profile, const Pki& pki, std::int64_t now) : profile_(profile), pki_(pki), now_(now) {}
  // Made at first use, the same for the rest of the run and for all threads. "none" gives an empty identity.
  Result<crypto::Identity> get(const std::string& name);
  // The anchor that right certificates lead to, of clients and of the suite as a server.
  const std::string& authority_pem() const { return pki_.authority.certificate_pem; }
  static bool is_problem(const std::string& problem);
  static const std::vector<std::string>& problems();

 private:
  Result<crypto::CertificateRequest> request_for(const std::string& name, const std::string& problem) const;

  const Profile& profile_;
  const Pki& pki_;
  std::int64_t now_;
  std::mutex mutex_;
  std::map<std::string, crypto::Identity> made_;  // guarded by it
};

}  // namespace assay::run
