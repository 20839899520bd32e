// What keeps tests of runs short: the tables of access rights have some hundred rows that do the same things, and `run` and
// `prove` go through all of them.
#pragma once

#include <set>
#include <string>
#include <utility>
#include <vector>

#include "language/suite.hpp"

namespace assay::run {

// Of each of those tables the first row, and the rows that alone verify something.
inline language::Suite thinned_out(language::Suite suite) {
  std::set<std::string> kept;
  std::set<std::pair<std::string, std::string>> said;
  for (const auto& one : suite.cases) {
    bool is_new = said.insert({one.written.file, std::to_string(one.written.line)}).second;
    for (const auto& verified : one.verifies) is_new |= said.insert({verified.requirement, verified.observation}).second;
    if (is_new || one.id.rfind("message-store/rights/", 0) != 0) kept.insert({one.id, one.control});
  }
  std::erase_if(suite.cases, [&](const language::Case& one) { return kept.count(one.id) == 0; });
  return suite;
}

// The profile of a product that claims no lists: none of those tables applies.
inline std::string without_lists(std::string profile) {
  for (const std::string item : {"mss.acl", "mss.acl-negative", "mss.acl-groups"}) {
    const std::string claimed = "id=\"" + item + "\" support=\"yes\"";
    const auto at = profile.find(claimed);
    if (at != std::string::npos) profile.replace(at, claimed.size(), "id=\"" + item + "\" support=\"no\"");
  }
  return profile;
}

}  // namespace assay::run
