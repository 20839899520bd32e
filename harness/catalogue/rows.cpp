// The words of the catalogue's enumerations.
#include "catalogue/rows.hpp"

namespace assay::catalogue {

std::string_view to_text(Level level) {
  switch (level) {
    case Level::shall: return "shall";
    case Level::should: return "should";
    case Level::may: return "may";
    case Level::permission: return "permission";
    case Level::statement: break;
  }
  return "statement";
}

std::string_view to_text(Basis basis) {
  switch (basis) {
    case Basis::seed: return "seed";
    case Basis::reference_of_seed: return "reference-of-seed";
    case Basis::claimed_option: return "claimed-option";
    case Basis::derived: return "derived";
    case Basis::good_practice: break;
  }
  return "good-practice";
}

std::string_view to_text(Status status) {
  switch (status) {
    case Status::in_scope: return "in-scope";
    case Status::planned: return "planned";
    case Status::removed: break;
  }
  return "removed";
}

std::string_view to_text(Reason reason) {
  switch (reason) {
    case Reason::none: return "";
    case Reason::removed_from_scope: return "removed-from-scope";
    case Reason::permission: return "permission";
    case Reason::static_review: return "static-review";
    case Reason::other_role: return "other-role";
    case Reason::planned: break;
  }
  return "planned";
}

bool may_fail(const Requirement& requirement) {
  const bool binds = requirement.level != Level::permission && requirement.level != Level::statement;
  return requirement.status != Status::removed && binds &&
         (requirement.basis == Basis::seed || requirement.basis == Basis::reference_of_seed ||
          requirement.basis == Basis::claimed_option);
}

}  // namespace assay::catalogue
