// Combining the values that choose procedures.
#include "language/names.hpp"

namespace assay::language {

std::vector<std::map<std::string, std::string>> combinations(const Names& names) {
  std::vector<std::map<std::string, std::string>> all{{}};
  for (const auto& [name, values] : names.choices) {
    std::vector<std::map<std::string, std::string>> longer;
    for (const auto& one : all)
      for (const auto& value : values) {
        longer.push_back(one);
        longer.back()[name] = value;
      }
    all = std::move(longer);
  }
  return all;
}

}  // namespace assay::language
