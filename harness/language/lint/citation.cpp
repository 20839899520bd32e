// What a case cites can be looked up, and was read.
#include "language/lint/rules.hpp"

namespace assay::language::lint_checks {
namespace {

bool is_recalled(const catalogue::Catalogue& catalogue, const std::string& document, const std::string& clause) {
  const auto* reference = catalogue.reference(document);
  if (reference && reference->recall) return true;
  for (const auto& row : catalogue.requirements())
    for (const auto& citation : row.citations)
      if (citation.recall && citation.reference == document && citation.clause == clause) return true;
  return false;
}

void each_head(const Inspection& inspection, const std::string& name,
               const std::function<void(const Element&)>& visit) {
  for (const auto& subject : inspection.input.suite.cases)
    for (const auto* element : head_elements(subject, name)) visit(*element);
}

}  // namespace

void document_known(const Inspection& inspection, Findings& findings) {
  each_head(inspection, "cites", [&](const Element& cites) {
    if (!inspection.input.catalogue.reference(cites.attribute("document")))
      findings.push_back({"there is no document '" + cites.attribute("document") + "' among the references",
                          "see specs/references.xml", cites.where});
  });
}

void nothing_from_recall(const Inspection& inspection, Findings& findings) {
  const auto& catalogue = inspection.input.catalogue;
  each_head(inspection, "cites", [&](const Element& cites) {
    const std::string document = cites.attribute("document");
    const std::string clause = cites.attribute("clause");
    if (is_recalled(catalogue, document, clause))
      findings.push_back({document + " " + clause + " was not confirmed from its text",
                          "read the clause and drop its mark of recall, or cite another", cites.where});
  });
  each_head(inspection, "verifies", [&](const Element& verifies) {
    const auto* requirement = catalogue.requirement(verifies.attribute("requirement"));
    if (requirement && requirement->recall)
      findings.push_back({"the requirement " + requirement->id + " was not confirmed from its text",
                          "read the clause and drop its mark of recall", verifies.where});
  });
}

void reading_known(const Inspection& inspection, Findings& findings) {
  each_head(inspection, "reading", [&](const Element& reading) {
    if (!inspection.input.catalogue.interpretation(reading.attribute("id")))
      findings.push_back({"there is no reading '" + reading.attribute("id") + "'", "see specs/interpretations.xml",
                          reading.where});
  });
}

}  // namespace assay::language::lint_checks
