// Printing a case as a row of an Enabler Test Specification.
#include "language/explain.hpp"

namespace assay::language {
std::string explain(const Suite&, const catalogue::Catalogue&, const Vocabulary&, const Case& subject) {
  return subject.purpose + "\n";
}
}  // namespace assay::language
