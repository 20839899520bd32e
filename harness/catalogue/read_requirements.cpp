// Reads the rows of requirements.
#include <array>

#include "base/text.hpp"
#include "catalogue/reading.hpp"

namespace assay::catalogue {
namespace {

// The value of an enumeration whose word this is; the schema has seen to it that there is one.
template <class Value, std::size_t N>
Value value_of(const std::string& word, const std::array<Value, N>& values) {
  for (const auto value : values)
    if (to_text(value) == word) return value;
  return values.front();
}

constexpr std::array kLevels{Level::shall, Level::should, Level::may, Level::permission, Level::statement};
constexpr std::array kBases{Basis::seed, Basis::reference_of_seed, Basis::claimed_option, Basis::derived,
                            Basis::good_practice};
constexpr std::array kStatuses{Status::in_scope, Status::planned, Status::removed};
constexpr std::array kReasons{Reason::none,          Reason::removed_from_scope, Reason::permission,
                              Reason::static_review, Reason::other_role,         Reason::planned};

bool is_recall(const pugi::xml_node& node) { return attribute(node, "citation-status") == "recall"; }

std::vector<Citation> citations(const Document& document, const pugi::xml_node& node) {
  std::vector<Citation> out;
  for (const auto& child : node.children("citation"))
    out.push_back({attribute(child, "reference"), attribute(child, "clause"), flat_text(child), is_recall(child),
                   document.where(child)});
  return out;
}

void read_standing(const pugi::xml_node& node, Requirement& row) {
  row.level = value_of(attribute(node, "level"), kLevels);
  row.level_source = attribute(node, "level-source");
  row.basis = value_of(attribute(node, "basis"), kBases);
  row.status = value_of(attribute(node, "status"), kStatuses);
  row.reason = value_of(attribute(node, "reason"), kReasons);
  row.place = attribute(node, "place");
  row.part_of = attribute(node, "part-of");
  row.belongs_to = attribute(node, "belongs-to");
  row.by_parts = attribute(node, "coverage") == "parts";
  row.recall = is_recall(node);
}

Requirement read_requirement(const Document& document, const pugi::xml_node& node, std::vector<Error>& errors) {
  Requirement row;
  row.id = attribute(node, "id");
  row.key = attribute(node, "key");
  row.document = attribute(node, "document");
  row.clause = attribute(node, "clause");
  row.bound = words(attribute(node, "bound"));
  row.condition = child_text(node, "condition");
  row.applies_if = expression(document, node, "applies-if", errors);
  row.paraphrase = child_text(node, "paraphrase");
  row.positive = child_text(node, "positive");
  row.negative = child_text(node, "negative");
  row.interpretations = words(attribute(node, "interpretations"));
  row.citations = citations(document, node);
  row.where = document.where(node);
  read_standing(node, row);
  return row;
}

}  // namespace

void read_requirements(const Document& document, Reading& into) {
  for (const auto& node : document.root().children("requirement"))
    into.rows.requirements.push_back(read_requirement(document, node, into.errors));
}

}  // namespace assay::catalogue
