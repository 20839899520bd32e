// One reference implementation, server and client, in this process, for the profile `reference`, with defects or without.
#pragma once

#include <functional>
#include <memory>
#include <set>
#include <string>
#include <vector>

#include "net/loop.hpp"
#include "reference/client/client.hpp"
#include "reference/policy/defects.hpp"
#include "reference/server.hpp"
#include "reference/sip/conversation_server.hpp"
#include "reference/sip/sip_core.hpp"
#include "reference/sip_client/sip_client.hpp"
#include "run/execution/driver.hpp"
#include "run/lab/pki.hpp"
#include "run/lab/profile.hpp"

namespace assay::prove {

// The defects of all roles, in the order of the reference's catalogues.
std::vector<reference::DefectInfo> all_defects();

class Instance {
 public:
  // `defects`: of whichever role. Errors: see the servers' start().
  static Result<std::unique_ptr<Instance>> start(net::Loop& loop, const run::Profile& profile, const run::Pki& pki,
                                                 const std::vector<std::string>& defects);

  std::map<std::string, net::Address> endpoints() const;
  // Where the suite listens, and what makes the clients act on the same loop. The instance must outlive it.
  std::map<std::string, net::Address> offers() const;
  run::MakeTrigger trigger(run::Certificates& certificates) const;
  // Lets time pass for whatever looks at a clock.
  void elapse(std::chrono::milliseconds time) { *passed_ += time; }
  // Hooks consulted since the last call.
  std::set<std::string> take_reached();

 private:
  Result<void> start_sip(net::Loop& loop, const run::Profile& profile, const run::Pki& pki);

  std::shared_ptr<std::set<std::string>> reached_{std::make_shared<std::set<std::string>>()};
  std::shared_ptr<std::chrono::milliseconds> passed_{std::make_shared<std::chrono::milliseconds>(0)};
  std::unique_ptr<reference::Server> server_;
  std::unique_ptr<reference::SipCore> core_;
  std::unique_ptr<reference::ConversationServer> conversation_;
  std::uint16_t suite_core_port_{0};  // that the Conversation Server sends to
  reference::ClientOptions client_;
  reference::SipClientOptions sip_client_;
  std::vector<std::string> core_defects_, conversation_defects_;
};

}  // namespace assay::prove
