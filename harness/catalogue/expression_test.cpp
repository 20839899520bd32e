// Tests of the boolean expressions: meaning, names, and where they are wrong.
#include <gtest/gtest.h>

#include <set>

#include "catalogue/expression.hpp"

namespace assay::catalogue {
namespace expression_tests {

// Whether the expression holds where exactly these names are true.
bool holds(const std::string& text, const std::set<std::string>& truths) {
  const auto expression = Expression::parse(text);
  EXPECT_TRUE(expression) << (expression ? "" : to_text(expression.error()));
  return expression && expression->evaluate([&](const std::string& name) { return truths.count(name) != 0; });
}

TEST(Expression, AndBindsTighterThanOr) {
  EXPECT_TRUE(holds("a or b and c", {"a"}));
  EXPECT_FALSE(holds("(a or b) and c", {"a"}));
  EXPECT_TRUE(holds("a and b or c", {"c"}));
}

TEST(Expression, NotBindsToTheNextTerm) {
  EXPECT_FALSE(holds("not a and b", {"a", "b"}));
  EXPECT_TRUE(holds("not (a and b)", {"a"}));
  EXPECT_TRUE(holds("not not a", {"a"}));
}

TEST(Expression, NamesHoldDotsAndDashesAndMayBeginLikeAWord) {
  EXPECT_TRUE(holds("mss.certificate-tls and policy.tls.require", {"mss.certificate-tls", "policy.tls.require"}));
  EXPECT_TRUE(holds("order and nothing", {"order", "nothing"}));
}

TEST(Expression, ListsEachNameOnceInOrder) {
  const auto expression = Expression::parse("b and (a or b)\n  and not c");
  ASSERT_TRUE(expression);
  EXPECT_EQ(expression->names(), (std::vector<std::string>{"b", "a", "c"}));
  EXPECT_EQ(expression->text(), "b and (a or b) and not c");
}

TEST(Expression, TellsPositionAndPlaceOfAnError) {
  const auto expression = Expression::parse("mss and and x", {"case.xml", 12, 0});
  ASSERT_FALSE(expression);
  EXPECT_NE(expression.error().what.find("character 9"), std::string::npos) << expression.error().what;
  EXPECT_EQ(expression.error().where.file, "case.xml");
  EXPECT_EQ(expression.error().where.line, 12);
}

TEST(Expression, RefusesWhatIsNoExpression) {
  for (const char* text : {"", "  ", "and", "a b", "a and", "(a", "a)", "not", "A", "a = b", "a && b", "()", "1a"})
    EXPECT_FALSE(Expression::parse(text)) << text;
}

TEST(Expression, RefusesDepthInsteadOfOverflowing) {
  EXPECT_FALSE(Expression::parse(std::string(100000, '(')));
  std::string nots;
  for (int i = 0; i < 100000; ++i) nots += "not ";
  EXPECT_FALSE(Expression::parse(nots + "a"));
}

}  // namespace expression_tests
}  // namespace assay::catalogue
