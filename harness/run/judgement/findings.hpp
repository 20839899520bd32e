// Known findings of an IUT: each with the case, the deciding octets, a reason, an owner and an expiry.
#pragma once

#include <string>
#include <vector>

#include "base/error.hpp"

namespace assay::run {

struct KnownFinding {
  std::string case_id;
  std::string verdict;  // that is expected: fail, inconclusive
  std::string clause;
  std::string octets;   // escaped text that the deciding octets contain
  std::string reason;
  std::string owner;
  std::string expires;  // YYYY-MM-DD
  Location where;
  bool sometimes{false};  // a race within the IUT: it may also pass
};

// No file: no findings. Errors: schema, each with file and line.
tl::expected<std::vector<KnownFinding>, std::vector<Error>> load_findings(const std::string& root,
                                                                          const std::string& profile_directory);

// The entry of a finding, ready to be pasted into findings.xml.
std::string paste_ready(const KnownFinding& finding);

}  // namespace assay::run
