// Where cases apply, and the test programme that they belong to.
#include <algorithm>

#include "base/text.hpp"
#include "language/lint/rules.hpp"

namespace assay::language::lint_checks {
namespace {

void check_condition(const catalogue::Catalogue& catalogue, const Element& element, Findings& findings) {
  const auto expression = catalogue::Expression::parse(element.text, element.where);
  if (!expression) {
    findings.push_back(expression.error());
    return;
  }
  for (const auto& name : expression->names())
    if (!catalogue.knows_name(name))
      findings.push_back({"'" + name + "' is no item of the ICS and no yes or no of the IXIT",
                          "see specs/ics.xml and specs/ixit.xml", element.where});
}

bool leads_to(const catalogue::PlannedCase& row, const Case& subject) {
  const auto paths = words(row.case_id);
  return subject.test_id == row.id && std::any_of(paths.begin(), paths.end(), [&](const std::string& path) {
           return catalogue::selects(path, subject.id);
         });
}

// True for the case itself, and for the control of a negative with the same test id.
bool is_led_to(const catalogue::PlannedCase& row, const Case& subject, const std::vector<Case>& cases) {
  return leads_to(row, subject) || std::any_of(cases.begin(), cases.end(), [&](const Case& one) {
           return one.control == subject.id && leads_to(row, one);
         });
}

}  // namespace

void condition_known(const Inspection& inspection, Findings& findings) {
  for (const auto& subject : inspection.input.suite.cases)
    for (const auto* element : head_elements(subject, "applies-if"))
      check_condition(inspection.input.catalogue, *element, findings);
}

void planned_test_is_here(const Inspection& inspection, Findings& findings) {
  const auto& cases = inspection.input.suite.cases;
  for (const auto& row : inspection.input.catalogue.planned()) {
    if (!row.here) continue;
    const bool found = std::any_of(cases.begin(), cases.end(), [&](const Case& one) { return leads_to(row, one); });
    if (!found)
      findings.push_back({row.case_id.empty() ? row.id + " stands here, but names no case"
                                              : "no case of " + row.id + " stands at '" + row.case_id + "'",
                          "case= names the case with this test id, or the path that its cases share", row.where});
  }
}

void test_id_in_programme(const Inspection& inspection, Findings& findings) {
  const auto& cases = inspection.input.suite.cases;
  for (const auto& subject : cases) {
    if (subject.test_id.empty()) continue;
    const auto* row = inspection.input.catalogue.planned_case(subject.test_id);
    if (row && row->here && (row->case_id.empty() || is_led_to(*row, subject, cases))) continue;
    findings.push_back({!row         ? "the programme has no test " + subject.test_id
                        : !row->here ? "the programme says that " + subject.test_id + " is not here"
                                     : subject.test_id + " leads to '" + row->case_id + "', not to this case",
                        "mend specs/planned.xml or the test id", subject.where});
  }
}

}  // namespace assay::language::lint_checks
