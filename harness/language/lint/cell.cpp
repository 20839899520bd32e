// Where a case says that it stands in a table of the report, there is a cell.
#include <set>
#include <tuple>

#include "base/text.hpp"
#include "language/lint/rules.hpp"

namespace assay::language::lint_checks {
namespace {

using catalogue::Table;

template <class All>
std::string ids_of(const All& all) {
  std::vector<std::string> out;
  for (const auto& one : all) out.push_back(one.id);
  return out.empty() ? "none" : join(out, ", ");
}

// The file and line of the table's declaration, short enough for a way out.
std::string declared(const Table& table) {
  return "specs/tables.xml" + (table.where.line > 0 ? ":" + std::to_string(table.where.line) : "");
}

void check_side(const Cell& cell, const catalogue::TableColumn& column, Findings& findings) {
  if (has_side(column, cell.side)) return;
  const std::string sides = join(column.sides, ", ");
  if (column.sides.empty())
    findings.push_back({"the column '" + column.id + "' of the table '" + cell.table + "' has no sides", "drop side=", cell.where});
  else if (cell.side.empty())
    findings.push_back({"the cell does not say on which side of the column '" + column.id + "' it is", "add side=, one of: " + sides, cell.where});
  else
    findings.push_back({"the column '" + column.id + "' has no side '" + cell.side + "'", "it has: " + sides, cell.where});
}

void check_place(const Cell& cell, const Table& table, Findings& findings) {
  const auto* row = table.row(cell.row);
  const auto* column = table.column(cell.column);
  const std::string of = "the table '" + table.id + "' has no ";
  if (!row) findings.push_back({of + "row '" + cell.row + "'", "add it at " + declared(table) + ", or take one of: " + ids_of(table.rows), cell.where});
  if (!column) findings.push_back({of + "column '" + cell.column + "'", "add it at " + declared(table) + ", or take one of: " + ids_of(table.columns), cell.where});
  if (column) check_side(cell, *column, findings);
  if (row && column && has_side(*column, cell.side) && leaves_out(*row, cell.column, cell.side))
    findings.push_back({"the row '" + row->id + "' says that nothing can stand in the column '" + cell.column + "'" +
                            (cell.side.empty() ? "" : ", side '" + cell.side + "'"),
                        "drop the cell, or mend without= of the row at " + declared(table), cell.where});
}

}  // namespace

void cell_is_there(const Inspection& inspection, Findings& findings) {
  const auto& catalogue = inspection.input.catalogue;
  for (const auto& subject : inspection.input.suite.cases)
    for (const auto& cell : subject.cells) {
      const auto* table = catalogue.table(cell.table);
      if (table) check_place(cell, *table, findings);
      else
        findings.push_back({"no table of the report is called '" + cell.table + "'",
                            "declare it in specs/tables.xml, or take one of: " + ids_of(catalogue.tables()), cell.where});
    }
}

void cell_is_said_once(const Inspection& inspection, Findings& findings) {
  for (const auto& subject : inspection.input.suite.cases) {
    std::set<std::tuple<std::string, std::string, std::string, std::string>> seen;
    for (const auto& cell : subject.cells)
      if (!seen.insert({cell.table, cell.row, cell.column, cell.side}).second)
        findings.push_back({"the case stands twice in the same cell of the table '" + cell.table + "': row '" + cell.row +
                                "', column '" + cell.column + "'" + (cell.side.empty() ? "" : ", side '" + cell.side + "'"),
                            "say each cell once", cell.where});
  }
}

}  // namespace assay::language::lint_checks
