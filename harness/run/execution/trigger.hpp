// What has something done that no protocol does: a client IUT made to act while the suite plays its server, rights set.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <string>

#include "base/bytes.hpp"
#include "base/error.hpp"
#include "net/loop.hpp"

namespace assay::run {

struct TriggerRequest {
  std::string action;     // what is to be done: "fetch", "set-rights"
  std::string entry;      // how a client is to enter: "imaps", "starttls"; empty: it is no client that acts
  std::string execution;  // of the case, for what has to be fresh
  std::string host;       // where the suite listens, for a client
  std::uint16_t port{0};
  std::map<std::string, std::string> arguments{};  // what more the case says: "folder" …
};

// How it came to its end: status (of a command: its exit status; of an operator: "done" or "refused"), by
// ("command", "operator"), incomplete=yes if the client did not do what it was to do, and more for people;
// `output` is what was said.
struct TriggerEnd {
  std::map<std::string, std::string> attributes;
  Bytes output;
};

// Under way as long as it lives; destroying it ends a command.
class Trigger {
 public:
  virtual ~Trigger() = default;
};

// `ended` is called from the loop, once at most, never inside the call. Errors: nothing to act with.
using MakeTrigger = std::function<Result<std::unique_ptr<Trigger>>(net::Loop&, const TriggerRequest&,
                                                                    std::function<void(TriggerEnd)> ended)>;

}  // namespace assay::run
