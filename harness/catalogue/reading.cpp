// Reads interpretations, references, ICS, IXIT and the test programme.
#include "catalogue/reading.hpp"

#include "base/text.hpp"

namespace assay::catalogue {

std::string attribute(const pugi::xml_node& node, const char* name) { return node.attribute(name).value(); }

std::string child_text(const pugi::xml_node& node, const char* name) { return flat_text(node.child(name)); }

std::optional<Expression> expression(const Document& document, const pugi::xml_node& node, const char* name,
                                     std::vector<Error>& errors) {
  const auto text = node.attribute(name);
  if (!text) return std::nullopt;
  auto where = document.where(node);
  where.column = 0;
  auto parsed = Expression::parse(text.value(), where);
  if (parsed) return std::move(*parsed);
  errors.push_back(parsed.error());
  return std::nullopt;
}

void read_interpretations(const Document& document, Reading& into) {
  for (const auto& node : document.root().children("interpretation"))
    into.rows.interpretations.push_back({attribute(node, "id"), attribute(node, "title"), child_text(node, "unclear"),
                                         child_text(node, "reading"), child_text(node, "why"), document.where(node)});
}

void read_references(const Document& document, Reading& into) {
  for (const auto& node : document.root().children("reference")) {
    Reference row;
    row.id = attribute(node, "id");
    row.title = child_text(node, "title");
    row.edition = child_text(node, "edition");
    row.relation = attribute(node, "relation");
    row.text_read = attribute(node, "text");
    row.note = child_text(node, "note");
    row.recall = attribute(node, "citation-status") == "recall";
    row.where = document.where(node);
    into.rows.references.push_back(std::move(row));
  }
}

namespace {

IcsItem read_item(const Document& document, const pugi::xml_node& node, std::vector<Error>& errors) {
  IcsItem row;
  row.id = attribute(node, "id");
  row.label = attribute(node, "label");
  row.table = attribute(node.parent(), "title");
  row.question = child_text(node, "question");
  row.reference = attribute(node, "reference");
  row.status = attribute(node, "status");
  row.option_group = attribute(node, "option-group");
  row.condition = expression(document, node, "condition", errors);
  row.prerequisite = expression(document, node, "prerequisite", errors);
  row.note = child_text(node, "note");
  row.where = document.where(node);
  return row;
}

IxitQuestion read_question(const Document& document, const pugi::xml_node& node, std::vector<Error>& errors) {
  IxitQuestion row;
  row.id = attribute(node, "id");
  row.group = attribute(node.parent(), "title");
  row.question = child_text(node, "ask");
  row.type = attribute(node, "type");
  for (const auto& choice : node.children("choice")) row.choices.push_back(flat_text(choice));
  row.required = attribute(node, "required") == "yes";
  row.per = attribute(node, "per");
  row.holds = attribute(node, "holds");
  row.secret = attribute(node, "secret") == "yes";
  row.applies_if = expression(document, node, "applies-if", errors);
  row.note = child_text(node, "note");
  row.where = document.where(node);
  return row;
}

PlannedCase read_test(const Document& document, const pugi::xml_node& node) {
  PlannedCase row;
  row.id = attribute(node, "id");
  row.group = attribute(node.parent(), "id");
  row.reserve = attribute(node, "reserve") == "yes";
  row.roles = words(attribute(node, "role"));
  row.requirements = words(attribute(node, "requirements"));
  row.purpose = flat_text(node);
  row.here = attribute(node, "place") == "here";
  row.case_id = attribute(node, "case");
  row.issue = attribute(node, "issue");
  row.where = document.where(node);
  return row;
}

}  // namespace

void read_ics(const Document& document, Reading& into) {
  for (const auto& table : document.root().children("table"))
    for (const auto& node : table.children("item"))
      into.rows.ics.push_back(read_item(document, node, into.errors));
}

void read_ixit(const Document& document, Reading& into) {
  for (const auto& group : document.root().children("group"))
    for (const auto& node : group.children("question"))
      into.rows.ixit.push_back(read_question(document, node, into.errors));
}

void read_planned(const Document& document, Reading& into) {
  for (const auto& group : document.root().children("group"))
    for (const auto& node : group.children("test")) into.rows.planned.push_back(read_test(document, node));
}

}  // namespace assay::catalogue
