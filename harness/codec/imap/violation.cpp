// The list of violations of one message, bounded.
#include "codec/imap/violation.hpp"

#include <algorithm>

namespace assay::imap {

void note(std::vector<Violation>& violations, std::string what, std::size_t offset) {
  if (violations.size() + 1 < kMaximumViolations) {
    violations.push_back({std::move(what), offset});
  } else if (violations.size() < kMaximumViolations) {
    violations.push_back({"Further violations are not listed.", offset});
  }
}

void sort_by_offset(std::vector<Violation>& violations) {
  std::stable_sort(violations.begin(), violations.end(),
                   [](const Violation& a, const Violation& b) { return a.offset < b.offset; });
}

}  // namespace assay::imap
