// The triggers of a profile: its commands, and its questions to the operator.
#pragma once

#include <functional>
#include <memory>
#include <string>

#include "run/execution/trigger.hpp"
#include "run/lab/iut.hpp"
#include "run/lab/pki.hpp"
#include "run/lab/profile.hpp"

namespace assay::run {

// Asks the operator; `answered` gets what was typed, or "" if nobody answers, and who that was. Errors: there
// is nobody to ask.
using AskOperator = std::function<Result<std::unique_ptr<Trigger>>(
    net::Loop&, const std::string& question, std::function<void(std::string answer, std::string name)> answered)>;

// Borrowed as long as the trigger is used; `ask` may be empty.
struct TriggerSite {
  const Profile& profile;
  const Pki& pki;
  Certificates& certificates;
  const Iut& iut;
  std::string scratch;   // each execution gets a fresh folder below it
  std::string programs;  // put first on the PATH
  AskOperator ask;
};

// What a command finds in its environment is documented in fixtures/iuts/README.md.
MakeTrigger make_trigger(TriggerSite site);

}  // namespace assay::run
