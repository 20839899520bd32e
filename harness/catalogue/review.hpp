// The static review of an ICS: does what the supplier claims obey the proforma?
#pragma once

#include <map>
#include <string>
#include <vector>

#include "catalogue/catalogue.hpp"

namespace assay::catalogue {

// kind: "mandatory-not-supported", "conditional-not-supported", "option-group-empty",
// "prerequisite-missing", "unanswered", "unknown-item".
struct Finding {
  std::string kind;
  std::string item;  // id of the ICS item, or the option group
  std::string text;  // one sentence for the report
};

// `support` maps ids of ICS items to the supplier's answer. An item whose prerequisite does not
// hold needs no answer. Findings stand in the order of the proforma, unknown items last.
std::vector<Finding> static_review(const Catalogue& catalogue, const std::map<std::string, bool>& support);

}  // namespace assay::catalogue
