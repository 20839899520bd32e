// Every case can be shown to fail: it kills defects, and those break what it verifies.
#include <algorithm>
#include <set>

#include "base/text.hpp"
#include "language/lint/rules.hpp"

namespace assay::language::lint_checks {
namespace {

const catalogue::Defect* find_defect(const Inspection& inspection, const std::string& id) {
  for (const auto& defect : inspection.input.defects)
    if (defect.id == id) return &defect;
  return nullptr;
}

// The requirements that a case verifies or charges a FAIL to.
std::set<std::string> charged(const Inspection& inspection, const Case& subject) {
  std::set<std::string> out;
  for (const auto& verifies : subject.verifies) out.insert(verifies.requirement);
  for (const auto& [compiled, choice, program] : inspection.compiled) {
    if (compiled != &subject || !program) continue;
    for (const auto& step : program->steps)
      for (const auto& reaction : step.reactions)
        if (reaction.outcome == Outcome::fail) out.insert(reaction.requirement);
  }
  return out;
}

}  // namespace

void kills_something(const Inspection& inspection, Findings& findings) {
  for (const auto& subject : inspection.input.suite.cases)
    if (subject.kind != CaseKind::check && subject.kills.empty())
      findings.push_back({"the case '" + subject.id + "' kills no defect: nothing shows that it can fail",
                          "add <kills defect=\"…\"/>", subject.where});
}

void defect_known(const Inspection& inspection, Findings& findings) {
  for (const auto& subject : inspection.input.suite.cases)
    for (const auto* kills : head_elements(subject, "kills"))
      if (!find_defect(inspection, kills->attribute("defect")))
        findings.push_back({"there is no defect '" + kills->attribute("defect") + "'", "see fixtures/defects.xml",
                            kills->where});
}

void defect_concerns_the_case(const Inspection& inspection, Findings& findings) {
  for (const auto& subject : inspection.input.suite.cases) {
    const auto own = charged(inspection, subject);
    for (const auto* kills : head_elements(subject, "kills")) {
      const auto* defect = find_defect(inspection, kills->attribute("defect"));
      if (!defect || own.empty()) continue;
      const bool concerns = std::any_of(defect->breaks.begin(), defect->breaks.end(),
                                        [&](const std::string& id) { return own.count(id) > 0; });
      if (!concerns)
        findings.push_back({"the defect " + defect->id + " breaks none of the requirements of '" + subject.id +
                                "', but " + join(defect->breaks, ", "),
                            "kill another defect, or let the defect name what it breaks", kills->where});
    }
  }
}

}  // namespace assay::language::lint_checks
