// The list of violations of one message, bounded.
#include "codec/sip/violation.hpp"

#include <algorithm>

namespace assay::sip {

void note(std::vector<Violation>& violations, std::string what, std::size_t offset) {
  if (violations.size() + 1 < kMaximumViolations) {
    violations.push_back({std::move(what), offset});
  } else if (violations.size() < kMaximumViolations) {
    violations.push_back({"Further violations are not listed.", offset});
  }
}

void note_all(std::vector<Violation>& violations, const std::vector<Violation>& more, std::size_t offset,
              const std::string& prefix) {
  for (const auto& violation : more) note(violations, prefix + violation.what, offset + violation.offset);
}

void sort_by_offset(std::vector<Violation>& violations) {
  std::stable_sort(violations.begin(), violations.end(),
                   [](const Violation& a, const Violation& b) { return a.offset < b.offset; });
}

}  // namespace assay::sip
