// The tables of the report for results.json.
#include "run/results/results_tables.hpp"

#include <map>
#include <tuple>

#include <nlohmann/json.hpp>

namespace assay::run {
namespace {

using nlohmann::json;
using Place = std::tuple<std::string, std::string, std::string>;  // row, column, side

json columns_json(const catalogue::Table& table) {
  json out = json::array();
  for (const auto& column : table.columns)
    out.push_back({{"id", column.id}, {"title", column.title}, {"group", column.group}, {"sides", column.sides}});
  return out;
}

json rows_json(const catalogue::Table& table) {
  json out = json::array();
  for (const auto& row : table.rows)
    out.push_back({{"id", row.id}, {"title", row.title}, {"key", row.key}, {"group", row.group}, {"without", row.without}});
  return out;
}

// A run of a selection does not know the other cases: how many there are tells "not run" from "no case".
json places_json(const language::Suite& suite, const std::string& table) {
  std::map<Place, int> counts;
  for (const auto& subject : suite.cases)
    for (const auto& cell : subject.cells)
      if (cell.table == table) ++counts[{cell.row, cell.column, cell.side}];
  json out = json::array();
  for (const auto& [place, count] : counts)
    out.push_back({{"row", std::get<0>(place)}, {"column", std::get<1>(place)}, {"side", std::get<2>(place)}, {"cases", count}});
  return out;
}

}  // namespace

json tables_json(const catalogue::Catalogue& catalogue, const language::Suite& suite) {
  json out = json::array();
  for (const auto& table : catalogue.tables())
    out.push_back({{"id", table.id}, {"title", table.title}, {"about", table.about}, {"row_head", table.row_head},
                   {"key_head", table.key_head}, {"columns", columns_json(table)}, {"rows", rows_json(table)},
                   {"places", places_json(suite, table.id)}});
  return out;
}

json cells_json(const language::Case& subject) {
  json out = json::array();
  for (const auto& cell : subject.cells)
    out.push_back({{"of", cell.table}, {"row", cell.row}, {"column", cell.column}, {"side", cell.side}});
  return out;
}

}  // namespace assay::run
