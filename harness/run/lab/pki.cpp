// Making the certificates of a profile, right ones and wrong ones.
#include "run/lab/pki.hpp"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <filesystem>

#include "base/file.hpp"

namespace assay::run {
namespace {

constexpr std::int64_t kDay = 86400;

crypto::CertificateRequest authority_request(const std::string& name, std::int64_t now) {
  crypto::CertificateRequest request;
  request.common_name = name;
  request.authority = true;
  request.key_usages = {"keyCertSign", "cRLSign"};
  request.not_before = now - kDay;
  request.not_after = now + 3650 * kDay;
  return request;
}

crypto::CertificateRequest server_request(const Profile& profile, std::int64_t now) {
  crypto::CertificateRequest request;
  const std::string name = profile.answer("tls.server-name").empty() ? "localhost" : profile.answer("tls.server-name");
  request.common_name = name;
  request.alternative_names = {"DNS:" + name, "IP:127.0.0.1"};
  request.extended_key_usages = {"serverAuth"};
  request.not_before = now - kDay;
  request.not_after = now + 825 * kDay;
  return request;
}

// Of a core: it speaks for the SIP domain (RFC 5922 7.1), and bears the name at which it is reached.
crypto::CertificateRequest core_request(const Profile& profile, std::int64_t now) {
  auto request = server_request(profile, now);
  request.alternative_names.insert(request.alternative_names.begin(), "URI:sip:" + profile.answer("sip.domain"));
  return request;
}

Result<void> store(const std::string& directory, const std::string& name, const crypto::Identity& identity) {
  // The key first: a certificate that stands there is taken for a whole identity.
  auto written = write_file(directory + "/" + name + ".key", identity.key_pem, 0600);
  if (!written) return written;
  return write_file(directory + "/" + name + ".pem", identity.certificate_pem, 0644);
}

Result<crypto::Identity> fetch(const std::string& directory, const std::string& name) {
  auto certificate = read_file(directory + "/" + name + ".pem");
  if (!certificate) return tl::unexpected(certificate.error());
  auto key = read_file(directory + "/" + name + ".key");
  if (!key) return tl::unexpected(key.error());
  return crypto::Identity{*certificate, *key};
}

// The stored identity, or a new one that is stored at once.
Result<crypto::Identity> fetch_or_make(const std::string& directory, const std::string& name,
                                       const crypto::CertificateRequest& request, const crypto::Identity* issuer) {
  if (std::filesystem::exists(directory + "/" + name + ".pem")) return fetch(directory, name);
  auto made = crypto::make_certificate(request, issuer);
  if (!made) return made;
  auto stored = store(directory, name, *made);
  if (!stored) return tl::unexpected(stored.error());
  return made;
}

Result<void> make_crl(const Pki& pki, std::int64_t now) {
  const std::string path = pki.directory + "/crl.pem";
  if (std::filesystem::exists(path)) return {};
  auto crl = crypto::make_crl(pki.authority, {kRevokedSerial}, now - kDay, now + 3650 * kDay);
  if (!crl) return tl::unexpected(crl.error());
  return write_file(path, *crl, 0644);
}

std::string pki_directory(const Profile& profile) { return profile.directory + "/pki"; }

// "alice-not-yet-valid" -> {"alice", "not-yet-valid"}; the problem is empty for a right certificate.
std::pair<std::string, std::string> split_name(const Profile& profile, const std::string& name) {
  std::pair<std::string, std::string> found;
  std::vector<std::string> bearers{"server", "core"};
  for (const auto& principal : profile.principals) bearers.push_back(principal.id);
  for (const auto& id : bearers) {
    if (name == id) return {id, ""};
    // A principal's id may begin with another's: the longest counts.
    const std::string prefix = id + "-";
    if (name.rfind(prefix, 0) == 0 && id.size() >= found.first.size()) found = {id, name.substr(prefix.size())};
  }
  return found;
}

// What makes a certificate wrong in the same way whoever bears it.
void set_validity(crypto::CertificateRequest& request, const std::string& problem, std::int64_t now) {
  request.not_before = problem == "not-yet-valid" ? now + 30 * kDay : now - (problem == "expired" ? 60 : 1) * kDay;
  request.not_after = problem == "expired" ? now - 30 * kDay : now + 60 * kDay;
  if (problem == "revoked") request.serial = kRevokedSerial;
}

// An address stands in a name of its own kind (RFC 5280 4.2.1.6).
std::string alternative_name(const std::string& name) {
  const bool address = name.find_first_not_of("0123456789.") == std::string::npos || name.find(':') != std::string::npos;
  return (address ? "IP:" : "DNS:") + name;
}

crypto::CertificateRequest offered_request(const std::string& right_name, const std::string& problem, std::int64_t now) {
  crypto::CertificateRequest request;
  const std::string other = "other.example.invalid";
  request.common_name = problem == "wrong-name" ? other : right_name;
  request.alternative_names = {alternative_name(problem == "wrong-name" || problem == "wrong-alternative-name" ? other : right_name)};
  request.extended_key_usages = {problem == "wrong-usage" ? "clientAuth" : "serverAuth"};
  set_validity(request, problem, now);
  return request;
}

// The suite as a core, to a client that looks for the domain.
crypto::CertificateRequest offered_core_request(const std::string& domain, const std::string& problem, std::int64_t now) {
  const std::string other = "other.example.invalid";
  auto request = offered_request(domain, problem, now);
  const bool right = request.alternative_names.front() == alternative_name(domain);
  if (right) request.alternative_names.insert(request.alternative_names.begin(), "URI:sip:" + domain);
  if (problem == "wildcard") request.alternative_names = {"DNS:*." + domain.substr(domain.find('.') + 1)};
  if (problem == "user-address") request.alternative_names = {"URI:sip:alice@" + domain};
  if (problem == "other-address") request.alternative_names = {"URI:sip:" + other, "DNS:" + domain};
  if (problem == "wildcard" || problem == "user-address" || problem == "other-address") request.common_name = other;
  return request;
}

crypto::CertificateRequest client_request(const Principal& principal, const std::string& problem, std::int64_t now) {
  crypto::CertificateRequest request;
  const std::string name = problem == "wrong-name" ? "nobody@example.invalid" : principal.certificate_name;
  request.common_name = name;
  if (name.find('@') != std::string::npos) request.alternative_names.push_back("email:" + name);
  if (problem != "wrong-name" && !principal.address.empty()) request.alternative_names.push_back("URI:" + principal.address);
  request.extended_key_usages = {problem == "wrong-usage" ? "serverAuth" : "clientAuth"};
  set_validity(request, problem, now);
  return request;
}

}  // namespace

bool Certificates::is_problem(const std::string& problem) {
  return std::find(problems().begin(), problems().end(), problem) != problems().end();
}

const std::vector<std::string>& Certificates::problems() {
  static const std::vector<std::string> all{"expired",    "not-yet-valid", "self-signed", "unknown-ca",
                                            "wrong-name", "wrong-usage",   "revoked",     "wrong-alternative-name",
                                            "wildcard",   "user-address",  "other-address"};
  return all;
}

namespace {

// Two runs that begin at the same time make one PKI. The system drops the lock with the process at the latest.
class DirectoryLock {
 public:
  explicit DirectoryLock(const std::string& path) : fd_(::open(path.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC)) {
    while (fd_ >= 0 && ::flock(fd_, LOCK_EX) != 0 && errno == EINTR) {
    }
  }
  ~DirectoryLock() {
    if (fd_ >= 0) ::close(fd_);
  }
  DirectoryLock(const DirectoryLock&) = delete;
  DirectoryLock& operator=(const DirectoryLock&) = delete;

 private:
  int fd_;
};

}  // namespace

Result<Pki> provision(const Profile& profile, std::int64_t now) {
  Pki pki;
  pki.directory = pki_directory(profile);
  std::error_code failed;
  std::filesystem::create_directories(pki.directory, failed);
  if (failed) return failure("cannot make " + pki.directory + ": " + failed.message());
  const DirectoryLock lock(pki.directory);
  const auto request = authority_request("Assay " + profile.name + " client CA", now);
  auto authority = fetch_or_make(pki.directory, "ca", request, nullptr);
  if (!authority) return tl::unexpected(authority.error());
  pki.authority = *authority;
  auto other = fetch_or_make(pki.directory, "other-ca", authority_request("Another CA", now), nullptr);
  if (!other) return tl::unexpected(other.error());
  auto server = fetch_or_make(pki.directory, "server", server_request(profile, now), &pki.authority);
  if (!server) return tl::unexpected(server.error());
  if (!profile.answer("sip.domain").empty()) {
    auto core = fetch_or_make(pki.directory, "sip", core_request(profile, now), &pki.authority);
    if (!core) return tl::unexpected(core.error());
  }
  auto crl = make_crl(pki, now);
  if (!crl) return tl::unexpected(crl.error());
  return load_pki(profile);
}

Result<Pki> load_pki(const Profile& profile) {
  Pki pki;
  pki.directory = pki_directory(profile);
  if (!std::filesystem::exists(pki.directory + "/ca.pem"))
    return failure("the profile '" + profile.name + "' has no trust anchors yet", "./assay provision " + profile.name);
  auto authority = fetch(pki.directory, "ca");
  if (!authority) return tl::unexpected(authority.error());
  auto other = fetch(pki.directory, "other-ca");
  if (!other) return tl::unexpected(other.error());
  auto crl = read_file(pki.directory + "/crl.pem");
  if (!crl) return tl::unexpected(crl.error());
  pki.authority = *authority;
  pki.other_authority = *other;
  pki.crl_pem = *crl;
  return pki;
}

Result<crypto::CertificateRequest> Certificates::request_for(const std::string& id, const std::string& problem) const {
  const bool of_core = problem == "wildcard" || problem == "user-address" || problem == "other-address";
  if (id == "core") return offered_core_request(profile_.answer("sip.domain"), problem, now_);
  if (id == "server" && !of_core) return offered_request(profile_.answer("client.server-name"), problem, now_);
  const auto principal = std::find_if(profile_.principals.begin(), profile_.principals.end(), [&](const auto& p) { return p.id == id; });
  if (principal == profile_.principals.end() || of_core || problem == "wrong-alternative-name")
    return failure("there is no certificate '" + id + (problem.empty() ? "" : "-" + problem) + "'",
                   "write none, server, PRINCIPAL, or one of these and a problem: server-expired");
  return client_request(*principal, problem, now_);
}

Result<crypto::Identity> Certificates::get(const std::string& name) {
  if (name == "none") return crypto::Identity{};
  const std::lock_guard<std::mutex> lock(mutex_);
  const auto found = made_.find(name);
  if (found != made_.end()) return found->second;
  const auto [id, problem] = split_name(profile_, name);
  auto request = request_for(name == id || is_problem(problem) ? id : name, problem);
  if (!request) return tl::unexpected(request.error());
  const crypto::Identity* issuer = problem == "self-signed" ? nullptr
                                   : problem == "unknown-ca" ? &pki_.other_authority
                                                             : &pki_.authority;
  auto made = crypto::make_certificate(*request, issuer);
  if (made) made_[name] = *made;
  return made;
}

}  // namespace assay::run
