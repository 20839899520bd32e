// One reference implementation, server and client, in this process, for the profile `reference`, with defects or without.
#pragma once

#include <functional>
#include <memory>
#include <set>
#include <string>
#include <vector>

#include "net/loop.hpp"
#include "reference/client/client.hpp"
#include "reference/server.hpp"
#include "run/execution/driver.hpp"
#include "run/lab/pki.hpp"
#include "run/lab/profile.hpp"

namespace assay::prove {

class Instance {
 public:
  // `defects`: of the server or of the client. Errors: see reference::Server::start.
  static Result<std::unique_ptr<Instance>> start(net::Loop& loop, const run::Profile& profile, const run::Pki& pki,
                                                 const crypto::Identity& server, const std::vector<std::string>& defects);

  std::map<std::string, net::Address> endpoints() const;
  // Where the suite listens, and what makes the client act on the same loop. The instance must outlive it.
  static std::map<std::string, net::Address> offers();
  run::MakeTrigger trigger(run::Certificates& certificates) const;
  // Hooks consulted since the last call.
  std::set<std::string> take_reached();

 private:
  std::shared_ptr<std::set<std::string>> reached_{std::make_shared<std::set<std::string>>()};
  std::unique_ptr<reference::Server> server_;
  reference::ClientOptions client_;
};

}  // namespace assay::prove
