// Lookups and selections over the rows of the catalogue.
#include "catalogue/catalogue.hpp"

#include <algorithm>

namespace assay::catalogue {
namespace {

template <class Row>
auto index_by_id(const std::vector<Row>& rows) {
  std::map<std::string, const Row*, std::less<>> index;
  for (const auto& row : rows) index.emplace(row.id, &row);
  return index;
}

template <class Index>
auto find(const Index& index, std::string_view id) {
  const auto at = index.find(id);
  return at == index.end() ? nullptr : at->second;
}

bool continues_with(std::string_view text, std::string_view prefix, std::string_view separators) {
  return text.substr(0, prefix.size()) == prefix &&
         (text.size() == prefix.size() || separators.find(text[prefix.size()]) != std::string_view::npos);
}

// Whether an answer to the question can be, or hold, this value.
bool may_be(const IxitQuestion& question, const std::string& value) {
  if (value.empty()) return false;
  if (question.type == "integer") return value.find_first_not_of("0123456789") == std::string::npos;
  if (question.type == "list") return true;
  return question.type == "choice" && std::find(question.choices.begin(), question.choices.end(), value) != question.choices.end();
}

}  // namespace

Catalogue::Catalogue(Rows rows)
    : rows_(std::move(rows)),
      requirement_index_(index_by_id(rows_.requirements)),
      interpretation_index_(index_by_id(rows_.interpretations)),
      reference_index_(index_by_id(rows_.references)),
      ics_index_(index_by_id(rows_.ics)),
      ixit_index_(index_by_id(rows_.ixit)),
      planned_index_(index_by_id(rows_.planned)),
      table_index_(index_by_id(rows_.tables)) {}

const Requirement* Catalogue::requirement(const std::string& id) const { return find(requirement_index_, id); }
const Interpretation* Catalogue::interpretation(const std::string& id) const { return find(interpretation_index_, id); }
const Reference* Catalogue::reference(const std::string& id) const { return find(reference_index_, id); }
const IcsItem* Catalogue::ics_item(const std::string& id) const { return find(ics_index_, id); }
const IxitQuestion* Catalogue::ixit_question(const std::string& id) const { return find(ixit_index_, id); }
const PlannedCase* Catalogue::planned_case(const std::string& id) const { return find(planned_index_, id); }
const Table* Catalogue::table(const std::string& id) const { return find(table_index_, id); }

std::vector<const Requirement*> Catalogue::select(std::string_view selector) const {
  const auto names = [&](const Requirement& row) {
    return selects(selector, row.id) || row.key == selector || row.clause == selector;
  };
  std::vector<const Requirement*> chosen;
  if (selector.empty()) return chosen;
  for (const auto& row : rows_.requirements) {
    std::string_view field = row.belongs_to.empty() ? row.part_of : row.belongs_to;
    const auto* whole = requirement(std::string(field));
    if (names(row) || (whole != nullptr && names(*whole))) chosen.push_back(&row);
  }
  return chosen;
}

std::vector<const Requirement*> Catalogue::parts(const std::string& id) const {
  std::vector<const Requirement*> chosen;
  for (const auto& row : rows_.requirements)
    if (row.part_of == id && !id.empty()) chosen.push_back(&row);
  return chosen;
}

bool Catalogue::knows_name(const std::string& name) const {
  if (ics_item(name) != nullptr) return true;
  if (const auto* question = ixit_question(name)) return question->type == "yes-no";
  // A value may have dots of its own: tls.versions.tlsv1.2.
  for (auto dot = name.find('.'); dot != std::string::npos; dot = name.find('.', dot + 1))
    if (const auto* question = ixit_question(name.substr(0, dot)); question && may_be(*question, name.substr(dot + 1))) return true;
  return false;
}

bool selects(std::string_view prefix, std::string_view path) {
  if (prefix.empty()) return false;
  const bool clause_only = prefix.find('/') == std::string_view::npos;
  return continues_with(path, prefix, clause_only ? "/." : "/");
}

}  // namespace assay::catalogue
