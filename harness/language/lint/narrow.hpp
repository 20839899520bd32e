// Which of two matchers matches more, as far as can be told without a message.
#pragma once

#include "language/vocabulary.hpp"

namespace assay::language::lint_checks {

// True if whatever `narrow` matches, `wide` matches too. False when in doubt.
bool covers(const Vocabulary& vocabulary, const Element& wide, const Element& narrow);
// True if something may match both. True when in doubt.
bool may_meet(const Vocabulary& vocabulary, const Element& a, const Element& b);

}  // namespace assay::language::lint_checks
