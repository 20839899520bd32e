// Selecting cases and putting each negative between two runs of its control.
#include "run/execution/plan.hpp"

#include <algorithm>
#include <set>

#include <fmt/format.h>

#include "base/text.hpp"
#include "catalogue/catalogue.hpp"

namespace assay::run {
namespace {

using language::Case;
using language::CaseKind;

struct Planner {
  const language::Suite& suite;
  const Profile& profile;
  std::set<std::string> wanted;
  Plan plan{};

  bool applies(const Case& subject) {
    if (run::applies(profile, subject)) return true;
    plan.not_applicable[subject.id] = subject.applies_if;
    return false;
  }

  std::string add(const Case& subject, Role role) {
    plan.executions.push_back({fmt::format("x-{:03}", plan.executions.size() + 1), subject.id, role, "", ""});
    return plan.executions.back().id;
  }

  void add_batch(const Case& control) {
    std::vector<const Case*> negatives;
    for (const auto& candidate : suite.cases)
      if (candidate.control == control.id && wanted.count(candidate.id)) {
        plan.cases.push_back(candidate.id);
        if (applies(candidate)) negatives.push_back(&candidate);
      }
    if (negatives.empty()) {
      add(control, Role::test);
      return;
    }
    const std::string before = add(control, Role::control_before);
    const std::size_t first = plan.executions.size();
    for (const auto* negative : negatives) add(*negative, Role::test);
    const std::size_t last = plan.executions.size();
    const std::string after = add(control, Role::control_after);
    for (std::size_t i = first; i < last; ++i) {
      plan.executions[i].before = before;
      plan.executions[i].after = after;
    }
  }

  void run() {
    for (const auto& subject : suite.cases) {
      if (subject.kind != CaseKind::positive || !wanted.count(subject.id)) continue;
      plan.cases.push_back(subject.id);
      if (applies(subject)) {
        add_batch(subject);
        continue;
      }
      for (const auto& negative : suite.cases)
        if (negative.control == subject.id && wanted.count(negative.id)) {
          plan.cases.push_back(negative.id);
          plan.not_applicable[negative.id] = negative.applies_if;
        }
    }
  }
};

}  // namespace

std::string to_text(Role role) {
  return role == Role::test ? "test" : role == Role::control_before ? "control-before" : "control-after";
}

namespace {

using Requirements = std::vector<const catalogue::Requirement*>;

// `requirements`: those that the selector names.
bool selects_by(const Requirements& requirements, const std::string& selector, const Case& subject) {
  if (catalogue::selects(selector, subject.id) || selector == subject.test_id) return true;
  if (!selector.empty() && subject.test_id.ends_with("-" + selector)) return true;
  return std::any_of(subject.verifies.begin(), subject.verifies.end(), [&](const auto& verifies) {
    return std::any_of(requirements.begin(), requirements.end(),
                       [&](const auto* requirement) { return requirement->id == verifies.requirement; });
  });
}

}  // namespace

bool selects_case(const catalogue::Catalogue& catalogue, const std::string& selector, const Case& subject) {
  return selects_by(catalogue.select(selector), selector, subject);
}

bool applies(const Profile& profile, const Case& subject) {
  if (subject.applies_if.empty()) return true;
  const auto expression = catalogue::Expression::parse(subject.applies_if, subject.where);
  return expression && expression->evaluate([&](const std::string& name) { return holds(profile, name); });
}

std::vector<Unit> units_of(const Plan& plan) {
  const auto& all = plan.executions;
  std::vector<Unit> units;
  for (std::size_t from = 0; from < all.size(); from = units.back().to) {
    std::size_t last = from;
    if (all[from].role == Role::control_before)
      while (last + 1 < all.size() && all[last].role != Role::control_after) ++last;
    units.push_back({from, last + 1});
  }
  return units;
}

Result<Plan> make_plan(const language::Suite& suite, const catalogue::Catalogue& catalogue, const Profile& profile,
                       const std::vector<std::string>& selectors) {
  Planner planner{suite, profile, {}};
  std::vector<std::string> all = selectors;
  if (all.empty()) all.push_back("");
  for (const auto& selector : all) {
    bool any = false;
    const auto requirements = catalogue.select(selector);
    for (const auto& subject : suite.cases) {
      if (subject.kind == CaseKind::check) continue;
      if (!selector.empty() && !selects_by(requirements, selector, subject)) continue;
      any = true;
      planner.wanted.insert(subject.id);
      if (!subject.control.empty()) planner.wanted.insert(subject.control);
    }
    if (!any) return failure("nothing is selected by '" + selector + "'", "see ./assay list");
  }
  planner.run();
  planner.plan.complete = selectors.empty();
  return planner.plan;
}

}  // namespace assay::run
