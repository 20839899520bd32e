// A table of the report as specs/tables.xml declares it: which cells there are for cases to stand in.
#pragma once

#include <string>
#include <vector>

#include "base/error.hpp"

namespace assay::catalogue {

struct TableColumn {
  std::string id;
  std::string title;
  std::string group;               // the heading that it shares with others
  std::vector<std::string> sides;  // "granted", "withheld"; empty: the column is one cell wide
};

struct TableRow {
  std::string id;
  std::string title;
  std::string key;                   // a word beside the title; may be empty
  std::string group;
  std::vector<std::string> without;  // COLUMN or COLUMN/SIDE: nothing can stand there
  Location where;
};

struct Table {
  std::string id;
  std::string title;
  std::string about;     // what its cells say, for the reader of a report
  std::string row_head;  // above the titles of the rows
  std::string key_head;  // above their keys
  std::vector<TableColumn> columns;
  std::vector<TableRow> rows;
  Location where;

  // Null if there is none.
  const TableColumn* column(const std::string& id) const;
  const TableRow* row(const std::string& id) const;
};

// True if the column has that side; of a column without sides the side is "".
bool has_side(const TableColumn& column, const std::string& side);
// True if the row says that nothing can stand there.
bool leaves_out(const TableRow& row, const std::string& column, const std::string& side);

}  // namespace assay::catalogue
