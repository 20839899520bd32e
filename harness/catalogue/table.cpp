// Reading the tables of the report, and finding their cells.
#include "catalogue/table.hpp"

#include <algorithm>

#include "base/text.hpp"
#include "catalogue/reading.hpp"

namespace assay::catalogue {
namespace {

template <class All>
auto find_in(const All& all, const std::string& id) -> decltype(all.data()) {
  const auto at = std::find_if(all.begin(), all.end(), [&](const auto& one) { return one.id == id; });
  return at == all.end() ? nullptr : &*at;
}

bool holds(const std::vector<std::string>& all, const std::string& one) {
  return std::find(all.begin(), all.end(), one) != all.end();
}

void read_columns(const pugi::xml_node& group, Table& table) {
  for (const auto& node : group.children("column"))
    table.columns.push_back(
        {attribute(node, "id"), attribute(node, "title"), attribute(group, "title"), words(attribute(group, "sides"))});
}

// What a group leaves out holds for each of its rows.
void read_rows(const Document& document, const pugi::xml_node& group, Table& table) {
  for (const auto& node : group.children("row"))
    table.rows.push_back({attribute(node, "id"), attribute(node, "title"), attribute(node, "key"), attribute(group, "title"),
                          words(attribute(group, "without") + " " + attribute(node, "without")), document.where(node)});
}

}  // namespace

const TableColumn* Table::column(const std::string& wanted) const { return find_in(columns, wanted); }
const TableRow* Table::row(const std::string& wanted) const { return find_in(rows, wanted); }

bool has_side(const TableColumn& column, const std::string& side) {
  return column.sides.empty() ? side.empty() : holds(column.sides, side);
}

bool leaves_out(const TableRow& row, const std::string& column, const std::string& side) {
  return holds(row.without, column) || (!side.empty() && holds(row.without, column + "/" + side));
}

void read_tables(const Document& document, Reading& into) {
  for (const auto& node : document.root().children("table")) {
    Table table{attribute(node, "id"),       attribute(node, "title"), child_text(node, "about"), attribute(node, "row-head"),
                attribute(node, "key-head"), {}, {}, document.where(node)};
    for (const auto& group : node.children("columns")) read_columns(group, table);
    for (const auto& group : node.children("rows")) read_rows(document, group, table);
    into.rows.tables.push_back(std::move(table));
  }
}

}  // namespace assay::catalogue
