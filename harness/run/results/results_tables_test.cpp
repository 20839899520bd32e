// Tests of what results.json says of the report's tables.
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "run/results/results_tables.hpp"

namespace assay::run {
namespace results_tables_tests {

using nlohmann::json;

language::Case standing_in(const std::string& id, const std::vector<language::Cell>& cells) {
  language::Case out;
  out.id = id;
  out.cells = cells;
  return out;
}

catalogue::Catalogue colours() {
  catalogue::Rows rows;
  catalogue::Table table{"colours", "Colours", "About.", "Colour", "", {}, {}, {}};
  table.columns = {{"plain", "Plain", "Kind", {}}, {"sided", "Sided", "Kind", {"left", "right"}}};
  table.rows = {{"red", "Red", "r", "Warm", {"sided/left"}, {}}};
  rows.tables = {table};
  return catalogue::Catalogue(std::move(rows));
}

TEST(ResultsTables, ATableIsToldAsItIsDeclared) {
  const auto all = tables_json(colours(), {});
  ASSERT_EQ(all.size(), 1U);
  EXPECT_EQ(all[0]["title"], "Colours");
  EXPECT_EQ(all[0]["columns"][1], (json{{"id", "sided"}, {"title", "Sided"}, {"group", "Kind"}, {"sides", {"left", "right"}}}));
  EXPECT_EQ(all[0]["rows"][0], (json{{"id", "red"}, {"title", "Red"}, {"key", "r"}, {"group", "Warm"}, {"without", {"sided/left"}}}));
  EXPECT_TRUE(all[0]["places"].empty());
}

TEST(ResultsTables, EachCellSaysHowManyCasesOfTheSuiteItHas) {
  language::Suite suite;
  suite.cases = {standing_in("a", {{"colours", "red", "plain", "", {}}, {"colours", "red", "sided", "right", {}}}),
                 standing_in("b", {{"colours", "red", "plain", "", {}}, {"shapes", "red", "plain", "", {}}})};
  const auto places = tables_json(colours(), suite)[0]["places"];
  ASSERT_EQ(places.size(), 2U);
  EXPECT_EQ(places[0], (json{{"row", "red"}, {"column", "plain"}, {"side", ""}, {"cases", 2}}));
  EXPECT_EQ(places[1], (json{{"row", "red"}, {"column", "sided"}, {"side", "right"}, {"cases", 1}}));
}

TEST(ResultsTables, ACaseSaysItsCells) {
  EXPECT_EQ(cells_json(standing_in("a", {{"colours", "red", "sided", "right", {}}})),
            (json::array({{{"of", "colours"}, {"row", "red"}, {"column", "sided"}, {"side", "right"}}})));
  EXPECT_EQ(cells_json(standing_in("a", {})), json::array());
}

}  // namespace results_tables_tests
}  // namespace assay::run
