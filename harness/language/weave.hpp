// A negative case is its control with one difference: the control's body, told where it is made.
#pragma once

#include <optional>
#include <vector>

#include "language/expand.hpp"

namespace assay::language {

// A flat step of the body.
struct Marked {
  FlatStep flat;
  bool different{false};         // the difference of a negative was made here or before
  std::optional<Element> twin{};  // the same step of the control, where that is another
};

// True if both say the same, wherever they stand.
bool same(const Element& a, const Element& b);

// The control's body with the difference made, each step marked from the difference on; `asked` as with flatten.
// Errors: it differs in nothing; a procedure or a parameter is not there.
Result<std::vector<Marked>> weave(const Suite& suite, const Case& control, const Case& negative, const Values& ixit,
                                  std::set<std::string>* asked);

}  // namespace assay::language
