// Combining the values that choose procedures.
#include "language/names.hpp"

namespace assay::language {

std::vector<std::map<std::string, std::string>> variations(const Names& names) {
  std::map<std::string, std::string> first;
  for (const auto& [name, values] : names.choices) first[name] = values.front();
  std::vector<std::map<std::string, std::string>> all{first};
  for (const auto& [name, values] : names.choices)
    for (std::size_t other = 1; other < values.size(); ++other) {
      all.push_back(first);
      all.back()[name] = values[other];
    }
  return all;
}

}  // namespace assay::language
