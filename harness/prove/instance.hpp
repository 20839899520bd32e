// One reference implementation in this process, for the profile `reference`, with defects or without.
#pragma once

#include <functional>
#include <memory>
#include <set>
#include <string>
#include <vector>

#include "net/loop.hpp"
#include "reference/server.hpp"
#include "run/execution/driver.hpp"
#include "run/lab/pki.hpp"
#include "run/lab/profile.hpp"

namespace assay::prove {

class Instance {
 public:
  // Errors: see reference::Server::start.
  static Result<std::unique_ptr<Instance>> start(net::Loop& loop, const run::Profile& profile, const run::Pki& pki,
                                                 const crypto::Identity& server, const std::vector<std::string>& defects);

  std::map<std::string, net::Address> endpoints() const;
  // Hooks consulted since the last call.
  std::set<std::string> take_reached();

 private:
  std::shared_ptr<std::set<std::string>> reached_{std::make_shared<std::set<std::string>>()};
  std::unique_ptr<reference::Server> server_;
};

}  // namespace assay::prove
