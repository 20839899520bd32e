// Tests of the tables of the report: what a row and a column say of a cell.
#include <gtest/gtest.h>

#include <stdexcept>

#include "catalogue/catalogue.hpp"

namespace assay::catalogue {
namespace table_tests {

const Catalogue& real() {
  static const auto catalogue = load(std::string(ASSAY_ROOT) + "/specs");
  if (!catalogue) throw std::runtime_error(to_text(catalogue.error()));
  return *catalogue;
}

TEST(Table, IsReadInTheOrderOfTheFile) {
  const Table* rights = real().table("rights");
  ASSERT_NE(rights, nullptr);
  EXPECT_EQ(rights->title, "Access rights");
  EXPECT_EQ(rights->row_head, "Command");
  EXPECT_EQ(rights->columns.front().id, "message");
  EXPECT_EQ(rights->columns.front().group, "Resource");
  EXPECT_EQ(rights->rows.back().id, "myrights");
  EXPECT_GT(rights->where.line, 1);
  EXPECT_EQ(real().table("wrongs"), nullptr);
  EXPECT_EQ(rights->row("wrong"), nullptr);
  EXPECT_EQ(rights->column("wrong"), nullptr);
}

TEST(Table, AColumnHasItsSidesOrNone) {
  const Table& rights = *real().table("rights");
  EXPECT_TRUE(has_side(*rights.column("folder"), "withheld"));
  EXPECT_FALSE(has_side(*rights.column("folder"), ""));
  EXPECT_FALSE(has_side(*rights.column("folder"), "left"));
  EXPECT_TRUE(has_side(*rights.column("l"), ""));
  EXPECT_FALSE(has_side(*rights.column("l"), "withheld"));
}

TEST(Table, ARowLeavesOutAColumnOrASideOfIt) {
  const Table& rights = *real().table("rights");
  EXPECT_TRUE(leaves_out(*rights.row("select"), "r", ""));
  EXPECT_FALSE(leaves_out(*rights.row("select"), "w", ""));
  EXPECT_TRUE(leaves_out(*rights.row("lsub"), "folder", "withheld"));
  EXPECT_FALSE(leaves_out(*rights.row("lsub"), "folder", "granted"));
  EXPECT_TRUE(leaves_out(*rights.row("reach"), "folder", "granted")) << "a whole column";
}

TEST(Table, WhatAGroupOfRowsLeavesOutEachOfThemDoes) {
  const Table& rights = *real().table("rights");
  EXPECT_TRUE(leaves_out(*rights.row("store-seen"), "l", ""));
  EXPECT_TRUE(leaves_out(*rights.row("store-seen"), "s", ""));
  EXPECT_FALSE(leaves_out(*rights.row("store-seen"), "w", ""));
}

}  // namespace table_tests
}  // namespace assay::catalogue
