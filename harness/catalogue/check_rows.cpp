// Checks the references between rows: nothing may point to what is not there.
#include <algorithm>
#include <set>

#include "catalogue/reading.hpp"

namespace assay::catalogue {
namespace {

class Checker {
 public:
  explicit Checker(const Catalogue& catalogue) : catalogue_(catalogue) {}

  std::vector<Error> check() && {
    check_unique();
    for (const auto& row : catalogue_.requirements()) check(row);
    for (const auto& row : catalogue_.ics()) check(row);
    for (const auto& row : catalogue_.ixit()) check(row);
    for (const auto& row : catalogue_.planned()) check(row);
    for (const auto& table : catalogue_.tables()) check(table);
    return std::move(errors_);
  }

 private:
  void complain(std::string what, const Location& where, std::string way_out = {}) {
    errors_.push_back({std::move(what), std::move(way_out), where});
  }
  void require(bool good, std::string what, const Location& where, std::string way_out = {}) {
    if (!good) complain(std::move(what), where, std::move(way_out));
  }

  // Names in expressions share one space, so ICS and IXIT must not overlap either.
  void check_unique() {
    std::set<std::string> ids, keys, names, tests;
    for (const auto& row : catalogue_.requirements()) {
      require(ids.insert(row.id).second, "requirement " + row.id + " is defined twice", row.where);
      require(row.key.empty() || keys.insert(row.key).second, "key " + row.key + " is used twice", row.where);
    }
    for (const auto& row : catalogue_.ics())
      require(names.insert(row.id).second, "ICS item " + row.id + " is defined twice", row.where);
    for (const auto& row : catalogue_.ixit())
      require(names.insert(row.id).second, "IXIT question " + row.id + " has the name of another item", row.where);
    for (const auto& row : catalogue_.planned())
      require(tests.insert(row.id).second, "test " + row.id + " is listed twice", row.where);
  }

  void check_reference(const std::string& id, const Location& where) {
    require(catalogue_.reference(id) != nullptr, "unknown reference " + id, where, "add it to references.xml");
  }
  void check_names(const std::optional<Expression>& expression, const Location& where) {
    if (!expression) return;
    for (const auto& name : expression->names())
      require(catalogue_.knows_name(name), "unknown ICS item or IXIT answer '" + name + "' in an expression", where,
              "see ics.xml and ixit.xml");
  }
  void check_roles(const std::vector<std::string>& roles, const Location& where) {
    for (const auto& role : roles)
      require(catalogue_.ics_item(role) != nullptr, "role " + role + " is no ICS item", where, "add it to ics.xml");
  }

  void check(const Requirement& row) {
    check_reference(row.document, row.where);
    for (const auto& id : row.interpretations)
      require(catalogue_.interpretation(id) != nullptr, row.id + " uses the unknown interpretation " + id, row.where,
              "add it to interpretations.xml");
    for (const auto& citation : row.citations) check_reference(citation.reference, citation.where);
    check_names(row.applies_if, row.where);
    check_roles(row.bound, row.where);
    check_parts(row);
    check_standing(row);
  }

  void check_parts(const Requirement& row) {
    if (row.by_parts) require(!catalogue_.parts(row.id).empty(), row.id + " has no parts to cover it", row.where);
    require(row.belongs_to.empty() || catalogue_.requirement(row.belongs_to) != nullptr,
            row.id + " belongs to the unknown requirement " + row.belongs_to, row.where);
    if (row.part_of.empty()) return;
    const auto* whole = catalogue_.requirement(row.part_of);
    require(whole != nullptr, row.id + " is part of the unknown requirement " + row.part_of, row.where);
    require(whole == nullptr || whole->by_parts, row.part_of + " does not say that its parts cover it", row.where,
            "set coverage=\"parts\" there");
  }

  // A status without a case needs its reason, and only that one.
  void check_standing(const Requirement& row) {
    const bool planned = row.status == Status::planned;
    const bool removed = row.status == Status::removed;
    require(planned == (row.reason == Reason::planned),
            row.id + ": status and reason \"planned\" go together", row.where);
    require(removed == (row.reason == Reason::removed_from_scope),
            row.id + ": status \"removed\" and reason \"removed-from-scope\" go together", row.where);
    require(planned == !row.place.empty(), row.id + ": a planned row says where its cases will come, no other does",
            row.where);
    require(row.reason != Reason::permission || row.level == Level::permission,
            row.id + ": reason \"permission\" excuses only a permission", row.where);
  }

  void check(const IcsItem& row) {
    check_names(row.condition, row.where);
    check_names(row.prerequisite, row.where);
    require((row.status == "c") == row.condition.has_value(), row.id + ": status c and a condition go together",
            row.where);
    require(row.option_group.empty() || row.status == "o", row.id + ": only optional items form an option group",
            row.where);
  }

  void check(const IxitQuestion& row) {
    check_names(row.applies_if, row.where);
    require((row.type == "choice") == !row.choices.empty(), row.id + ": type choice and choices go together",
            row.where);
  }

  void check(const PlannedCase& row) {
    check_roles(row.roles, row.where);
    for (const auto& id : row.requirements) {
      const auto* requirement = catalogue_.requirement(id);
      require(requirement != nullptr, row.id + " verifies the unknown requirement " + id, row.where);
      require(requirement == nullptr || requirement->status != Status::removed,
              row.id + " verifies the removed requirement " + id, row.where);
    }
    require(row.here == row.issue.empty(), row.id + ": place \"issue\" and the title of an issue go together",
            row.where);
    require(row.here || row.case_id.empty(), row.id + ": a case id needs place \"here\"", row.where);
  }

  void check(const Table& table) {
    for (const auto& row : table.rows)
      for (const auto& place : row.without) {
        const auto slash = place.find('/');
        const auto* column = table.column(place.substr(0, slash));
        const bool there = column && (slash == std::string::npos || has_side(*column, place.substr(slash + 1)));
        require(there, "the row " + row.id + " of the table " + table.id + " leaves out '" + place + "', which the table has not",
                row.where, "without= lists ids of its columns, or COLUMN/SIDE");
      }
  }

  const Catalogue& catalogue_;
  std::vector<Error> errors_;
};

}  // namespace

std::vector<Error> check_rows(const Catalogue& catalogue) { return Checker(catalogue).check(); }

}  // namespace assay::catalogue
