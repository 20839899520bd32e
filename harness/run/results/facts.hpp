// What is known of a run beside its traces: when, where, who, what was tested (DIR/run.json).
#pragma once

#include <string>
#include <vector>

#include "base/error.hpp"

namespace assay::run {

struct RunFacts {
  std::string report_id;
  std::string started, ended, issued;  // RFC 3339, UTC
  std::string place, op;               // host name; who ran it
  std::string profile;
  std::string iut_name, vendor, version, build, version_source, configuration;
  std::string suite_version, suite_hash, ics_hash, ixit_hash;
  std::string seed;
  int workers{1};       // units that ran side by side at most
  std::vector<std::string> selection;
  std::vector<std::string> deviations;
  std::string stopped;  // why the run could not be done to its end; empty if it was
  bool known{false};  // judged against the list of known findings
};

Result<void> save_facts(const std::string& directory, const RunFacts& facts);
// Errors name file and field.
Result<RunFacts> load_facts(const std::string& directory);

}  // namespace assay::run
