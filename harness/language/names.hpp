// The names that placeholders and actions of cases may use, whatever profile a case will meet.
#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

namespace assay::language {

struct Names {
  std::set<std::string> values;  // all that a profile can give: "alice.user"
  // Values that may choose a procedure, with everything that they can be.
  std::map<std::string, std::vector<std::string>> choices;
  std::set<std::string> principals;            // whose certificates an action may name
  std::set<std::string> own_certificates;      // those of the suite itself, where it plays a server
  std::set<std::string> certificate_problems;  // "expired": PRINCIPAL-PROBLEM names a certificate with it
};

// The choices with every value that each of them can have, the others at their first: a procedure is chosen by one of
// them alone. One empty map if there are none.
std::vector<std::map<std::string, std::string>> variations(const Names& names);

}  // namespace assay::language
