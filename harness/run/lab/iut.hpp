// The IUT of a profile: started, awaited and stopped, or found already running.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "net/channel.hpp"
#include "net/process.hpp"
#include "run/lab/pki.hpp"
#include "run/lab/profile.hpp"

namespace assay::run {

// A resource as a message: CRLF, the marker in its body and its Message-ID.
std::string resource_text(const Principal& principal, const Resource& resource);

// How the name of an endpoint or an argument stands in the name of a variable: IMAP, CLIENT_IMAPS.
std::string variable_name(const std::string& name);

class Iut {
 public:
  // `scratch`: a folder for this run that the IUT may fill. `programs`: a folder put first on the
  // PATH of its start command. Ports marked free are chosen here.
  Iut(const Profile& profile, const Pki& pki, std::string scratch, std::string programs);
  ~Iut();

  // Starts it if it has to be, and waits until its endpoints accept. Errors: it ends at once, or is
  // not ready in time; the text holds the end of its log.
  Result<void> start();
  void stop();
  // False once a started IUT has ended by itself.
  bool running();
  // As asked of the operator or read from the product, and where from.
  std::string version(std::string& source) const;

  const std::map<std::string, net::Address>& endpoints() const { return endpoints_; }
  // What its start command finds in its environment.
  std::map<std::string, std::string> environment() const;

 private:
  Result<void> prepare();
  Result<void> resolve();
  bool is_ready(const std::string& endpoint, const net::Address& address) const;
  std::vector<std::string> silent() const;
  Error not_ready(const std::vector<std::string>& endpoints) const;
  Result<void> await();
  std::string end_of_log() const;

  const Profile& profile_;
  const Pki& pki_;
  std::string scratch_;
  std::string programs_;
  std::map<std::string, net::Address> endpoints_;
  std::unique_ptr<net::Process> process_;
};

}  // namespace assay::run
