// What cases verify stands in the catalogue and is in scope, and nothing in scope is left out.
#include <set>

#include "language/lint/rules.hpp"

namespace assay::language::lint_checks {
namespace {

struct Named {
  std::string requirement;
  Location where;
};

// Every requirement that a case, a reaction or a procedure names.
std::vector<Named> named(const Suite& suite) {
  std::vector<Named> out;
  for (const auto& subject : suite.cases)
    for (const auto& verifies : subject.verifies) out.push_back({verifies.requirement, verifies.where});
  each_written(suite, [&](const Element& element) {
    if (element.has("requirement")) out.push_back({element.attribute("requirement"), element.where});
  });
  return out;
}

void with_status(const Inspection& inspection, catalogue::Status status, const std::string& says,
                 const std::string& way_out, Findings& findings) {
  for (const auto& [id, where] : named(inspection.input.suite)) {
    const auto* requirement = inspection.input.catalogue.requirement(id);
    if (requirement && requirement->status == status)
      findings.push_back({"the requirement " + id + " " + says, way_out, where});
  }
}

bool needs_cases(const catalogue::Requirement& row) {
  return !row.bound.empty() && may_fail(row) && row.status == catalogue::Status::in_scope && !row.by_parts &&
         row.reason == catalogue::Reason::none;
}

}  // namespace

void verifies_something(const Inspection& inspection, Findings& findings) {
  for (const auto& subject : inspection.input.suite.cases)
    if (subject.kind != CaseKind::check && subject.verifies.empty())
      findings.push_back({"the case '" + subject.id + "' verifies no requirement",
                          "add <verifies requirement=\"…\" observation=\"…\"/>", subject.where});
}

void requirement_known(const Inspection& inspection, Findings& findings) {
  for (const auto& [id, where] : named(inspection.input.suite))
    if (!inspection.input.catalogue.requirement(id))
      findings.push_back({"there is no requirement '" + id + "'", "see specs/requirements", where});
}

void requirement_not_removed(const Inspection& inspection, Findings& findings) {
  with_status(inspection, catalogue::Status::removed, "was removed from scope",
              "name one that stands, or leave the case out", findings);
}

void requirement_not_planned(const Inspection& inspection, Findings& findings) {
  with_status(inspection, catalogue::Status::planned, "is marked as planned",
              "set its status to in-scope in specs/requirements once it has its cases", findings);
}

void requirement_covered(const Inspection& inspection, Findings& findings) {
  std::set<std::pair<std::string, std::string>> seen;
  for (const auto& subject : inspection.input.suite.cases)
    for (const auto& verifies : subject.verifies) seen.insert({verifies.requirement, verifies.observation});
  for (const auto& row : inspection.input.catalogue.requirements())
    for (const char* observation : {"positive", "negative"})
      if (needs_cases(row) && !seen.count({row.id, observation}))
        findings.push_back({"the requirement " + row.id + " has no case for its " + observation + " observation",
                            "write the case, or give the row a reason why it has none", row.where});
}

}  // namespace assay::language::lint_checks
