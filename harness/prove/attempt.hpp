// One run of some cases against a fresh reference: right, in a setting, or with one defect.
#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

#include "catalogue/wrong.hpp"
#include "prove/prove.hpp"
#include "run/execution/plan.hpp"
#include "run/execution/site.hpp"
#include "run/lab/pki.hpp"
#include "run/lab/profile.hpp"

namespace assay::prove {

class Instance;

using Reach = std::map<std::string, std::set<std::string>>;  // case -> hooks of the reference

// What every run against a reference needs; only read, but for the certificates, which guard themselves.
struct Lab {
  const run::Bench& bench;
  const ProveOptions& options;
  run::Profile profile;
  run::Pki pki;
  run::Certificates certificates{profile, pki, run::wall_clock() / 1'000'000'000};
};

// The profile of the reference, with the claims and answers of a setting (null: as it stands).
run::Profile in_setting(const run::Profile& profile, const catalogue::Setting* setting);

// Of what `selectors` name, on the thread that calls it.
struct Attempt {
  Lab& lab;
  const catalogue::Setting* setting;  // null: as the profile says
  const catalogue::Defect* defect;    // null: the correct reference
  std::vector<std::string> selectors;
  Proof proof{};
  Reach reach{};  // of the correct reference alone
  run::Profile profile{};
  std::string name{(defect ? defect->id : "correct") + (setting ? "@" + setting->id : "")};

  // Adds what it shows to `proof` and `reach`. Errors: the reference cannot be set up, a trace cannot be written.
  Result<void> run();

 private:
  bool states_wrongly() const { return defect && !defect->statement.empty(); }
  run::Profile stated() const;
  Result<void> execute(const run::Plan& plan, const std::string& traces);
  void note_reached(const std::string& case_id, Instance& instance);
};

}  // namespace assay::prove
