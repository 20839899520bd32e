// Grouping what does not apply by what it needs.
#include "run/execution/inapplicable.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "base/text.hpp"
#include "catalogue/expression.hpp"

namespace assay::run {
namespace {

// More names than any condition of the suite has.
constexpr std::size_t kMostNames = 12;

// A prefix may select a hundred cases of another role.
constexpr std::size_t kNamed = 3;

std::string named(const std::vector<std::string>& cases) {
  const std::size_t shown = std::min(cases.size(), kNamed);
  const std::string first = join({cases.begin(), cases.begin() + static_cast<std::ptrdiff_t>(shown)}, ", ");
  return cases.size() == shown ? first : fmt::format("{} and {} more", first, cases.size() - shown);
}

// True if the expression is false wherever the name is, whatever the others are.
bool needs(const catalogue::Expression& expression, const std::string& name) {
  const auto& names = expression.names();
  for (std::size_t picked = 0; picked < std::size_t{1} << names.size(); ++picked)
    if (expression.evaluate([&](const std::string& one) {
          const auto at = static_cast<std::size_t>(std::find(names.begin(), names.end(), one) - names.begin());
          return one != name && (picked >> at & 1) != 0;
        }))
      return false;
  return true;
}

std::string lacking(const Profile& profile, const std::string& condition) {
  const auto expression = catalogue::Expression::parse(condition);
  if (!expression || expression->names().size() > kMostNames) return condition;
  for (const auto& name : expression->names())
    if (!holds(profile, name) && needs(*expression, name)) return name;
  return expression->text();
}

}  // namespace

std::vector<std::string> inapplicable_lines(const Profile& profile, const Plan& plan) {
  std::vector<std::string> conditions;
  std::map<std::string, std::vector<std::string>> needing;
  for (const auto& case_id : plan.cases) {
    const auto found = plan.not_applicable.find(case_id);
    if (found == plan.not_applicable.end()) continue;
    const std::string condition = lacking(profile, found->second);
    auto& cases = needing[condition];
    if (cases.empty()) conditions.push_back(condition);
    cases.push_back(case_id);
  }
  std::vector<std::string> lines;
  for (const auto& condition : conditions)
    lines.push_back(fmt::format("'{}' does not hold, and is needed by {}", condition, named(needing[condition])));
  return lines;
}

std::vector<Error> nothing_to_run(const Profile& profile, const Plan& plan) {
  std::vector<Error> errors{
      {fmt::format("nothing to run: none of the {} selected case(s) applies to '{}'", plan.cases.size(), profile.name),
       "select others, see ./assay list; or mend the ICS or the IXIT where they are wrong",
       {profile.directory + "/profile.xml", 0, 0}}};
  for (const auto& line : inapplicable_lines(profile, plan)) errors.push_back({line, {}, {}});
  return errors;
}

}  // namespace assay::run
