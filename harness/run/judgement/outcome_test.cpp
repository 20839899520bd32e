// Tests of what a whole run says: exit codes as a table, and the list of known findings.
#include "run/judgement/outcome.hpp"

#include "run/stored_run_test.hpp"

namespace assay::run {
namespace outcome_tests {

using namespace stored;
using engine::Verdict;

// A suite of cases that verify one requirement each, by level.
struct Scene {
  language::Suite suite{};
  catalogue::Catalogue catalogue{rows()};
  Profile profile{};
  Judgement judgement{};
  std::vector<KnownFinding> findings{};

  static catalogue::Rows rows() {
    catalogue::Rows rows;
    for (const auto& [id, level] :
         {std::pair{"T-1/shall", catalogue::Level::shall}, std::pair{"T-1/should", catalogue::Level::should}}) {
      catalogue::Requirement requirement;
      requirement.id = id;
      requirement.level = level;
      rows.requirements.push_back(requirement);
    }
    catalogue::Requirement option;
    option.id = "T-1/option";
    option.applies_if = catalogue::Expression::parse("option").value();
    rows.requirements.push_back(option);
    catalogue::IcsItem must;
    must.id = "must";
    must.status = "m";
    rows.ics.push_back(must);
    return rows;
  }

  Scene() { profile.ics["must"] = true; }

  // A case that was planned; with a verdict it was executed, too.
  Scene& add(const std::string& id, const std::string& requirement, std::optional<Verdict> verdict,
             const Bytes& octets = {}) {
    language::Case subject;
    subject.id = id;
    subject.verifies.push_back({requirement, "positive", {}});
    suite.cases.push_back(subject);
    judgement.plan.cases.push_back(id);
    if (!verdict) return *this;
    Judged judged;
    judged.execution = {"x-" + id, id, Role::test, "", ""};
    judged.verdict = *verdict;
    judged.reason = "reason of " + id;
    if (!octets.empty()) judged.state.assertions.push_back({requirement, language::Outcome::fail, "", {}, octets});
    judgement.executions.insert({"x-" + id, std::move(judged)});
    judgement.verdicts[id] = {*verdict, "reason of " + id, "", {"x-" + id}};
    return *this;
  }
  Scene& list(const std::string& id, const std::string& verdict, const std::string& octets,
              const std::string& expires = "2030-01-01", const std::string& clause = "T-1/shall") {
    findings.push_back({id, verdict, clause, octets, "known", "somebody", expires, {"findings.xml", 7, 3}});
    return *this;
  }
  Outcome outcome(bool known = false) const {
    return conclude(suite, catalogue, profile, judgement, known ? &findings : nullptr, "2026-06-01");
  }
};

TEST(ExitCode, FollowsTheTable) {
  constexpr auto shall = "T-1/shall", should = "T-1/should";
  struct Row {
    const char* name;
    std::vector<std::pair<const char*, std::optional<Verdict>>> cases;
    Exit exit;
  };
  const std::vector<Row> rows{
      {"all pass", {{shall, Verdict::pass}, {should, Verdict::pass}}, Exit::conform},
      {"nothing executed", {}, Exit::inconclusive},
      {"one fails", {{shall, Verdict::pass}, {shall, Verdict::fail}}, Exit::nonconformity},
      {"one is open", {{shall, Verdict::pass}, {shall, Verdict::inconclusive}}, Exit::inconclusive},
      {"one asserts nothing", {{shall, Verdict::pass}, {shall, Verdict::none}}, Exit::inconclusive},
      {"one has an error", {{shall, Verdict::pass}, {shall, Verdict::error}}, Exit::harness},
      {"an error is worse than an open one", {{shall, Verdict::error}, {shall, Verdict::inconclusive}}, Exit::harness},
      {"a fail is told before an error", {{shall, Verdict::error}, {shall, Verdict::fail}}, Exit::nonconformity},
      {"a fail is told before an open one",
       {{shall, Verdict::inconclusive}, {shall, Verdict::fail}},
       Exit::nonconformity},
      {"a SHOULD that fails changes nothing", {{shall, Verdict::pass}, {should, Verdict::fail}}, Exit::conform},
      {"a SHOULD that is open changes nothing",
       {{shall, Verdict::pass}, {should, Verdict::inconclusive}},
       Exit::conform},
      {"a SHOULD does not hide a fail", {{shall, Verdict::fail}, {should, Verdict::fail}}, Exit::nonconformity},
      {"a planned SHALL that was not run", {{shall, Verdict::pass}, {shall, std::nullopt}}, Exit::inconclusive},
      {"a planned SHOULD that was not run", {{shall, Verdict::pass}, {should, std::nullopt}}, Exit::conform},
  };
  for (const auto& row : rows) {
    Scene scene;
    for (const auto& [requirement, verdict] : row.cases)
      scene.add("case-" + std::to_string(scene.suite.cases.size()), requirement, verdict);
    const auto outcome = scene.outcome();
    EXPECT_EQ(static_cast<int>(outcome.exit), static_cast<int>(row.exit)) << row.name << ": " << outcome.why;
    EXPECT_FALSE(outcome.why.empty()) << row.name;
  }
}

TEST(ExitCode, AContradictionInTheIcsIsANonconformity) {
  Scene scene;
  scene.add("one", "T-1/shall", Verdict::pass).profile.ics["must"] = false;
  const auto outcome = scene.outcome();
  EXPECT_EQ(outcome.exit, Exit::nonconformity);
  EXPECT_EQ(outcome.review.size(), 1U);
}

TEST(ExitCode, AShouldThatFailedIsSpokenOf) {
  Scene scene;
  scene.add("a", "T-1/shall", Verdict::pass).add("b", "T-1/should", Verdict::fail);
  EXPECT_NE(scene.outcome().why.find("1 SHOULD did not"), std::string::npos) << scene.outcome().why;
}

TEST(ExitCode, AShouldThatFailedIsSpokenOfWhateverElseDecides) {
  Scene scene;
  scene.add("a", "T-1/shall", Verdict::inconclusive).add("b", "T-1/should", Verdict::fail);
  const auto outcome = scene.outcome();
  EXPECT_EQ(outcome.exit, Exit::inconclusive);
  EXPECT_NE(outcome.why.find("1 SHOULD failed beside that, which decides nothing"), std::string::npos) << outcome.why;
  EXPECT_EQ(outcome.advised, std::vector<std::string>{"b"});
}

TEST(ExitCode, ACaseDecidesByTheShallsThatAreClaimed) {
  Scene scene;
  scene.add("a", "T-1/should", Verdict::fail).add("b", "T-1/shall", Verdict::pass);
  scene.suite.cases.front().verifies.push_back({"T-1/option", "negative", {}});
  EXPECT_EQ(scene.outcome().exit, Exit::conform) << "an option that is not claimed is not judged";
  scene.profile.ics["option"] = true;
  EXPECT_EQ(scene.outcome().exit, Exit::nonconformity);
}

TEST(ExitCode, ASelectionThatExecutesNothingIsAskedWhatItLeavesUnseen) {
  Scene scene;
  scene.add("a", "T-1/option", std::nullopt);
  scene.suite.cases.front().applies_if = "another";
  scene.judgement.plan.not_applicable["a"] = "another";
  const auto unseen = [&] { return unseen_shalls(scene.suite, scene.catalogue, scene.profile, scene.judgement); };
  EXPECT_EQ(unseen(), std::vector<std::string>{}) << "it is not claimed";
  scene.profile.ics["option"] = true;
  EXPECT_EQ(unseen(), std::vector<std::string>{"T-1/option"});
  const auto outcome = scene.outcome();
  EXPECT_EQ(outcome.exit, Exit::inconclusive);
  EXPECT_NE(outcome.why.find("T-1/option"), std::string::npos) << outcome.why;
  EXPECT_EQ(outcome.inapplicable, std::vector<std::string>{"'another' does not hold, and is needed by a"});
  language::Case other;
  other.id = "b";
  other.verifies.push_back({"T-1/option", "positive", {}});
  scene.suite.cases.push_back(other);
  EXPECT_EQ(unseen(), std::vector<std::string>{}) << "a case that was not selected can look at it";
}

TEST(ExitCode, TheCountsAreThoseOfTheVerdicts) {
  Scene scene;
  scene.add("a", "T-1/shall", Verdict::pass).add("b", "T-1/shall", Verdict::fail).add("c", "T-1/should", Verdict::fail);
  scene.judgement.plan.cases.push_back("d");
  scene.judgement.plan.not_applicable["d"] = "must";
  const auto outcome = scene.outcome();
  EXPECT_EQ(outcome.counts.at("pass"), 1);
  EXPECT_EQ(outcome.counts.at("fail"), 2);
  EXPECT_EQ(outcome.counts.at("not-applicable"), 1);
  EXPECT_EQ(outcome.counts.count("not-run"), 0U);
}

TEST(Known, AListedFindingThatOccursIsNoNonconformity) {
  Scene scene;
  scene.add("one", "T-1/shall", Verdict::fail, "a001 OK done\r\n")
      .add("two", "T-1/shall", Verdict::pass)
      .list("one", "fail", "a001 OK");
  const auto outcome = scene.outcome(true);
  EXPECT_EQ(outcome.exit, Exit::conform) << outcome.why;
  ASSERT_EQ(outcome.known.count("one"), 1U);
  EXPECT_EQ(outcome.known.at("one")->owner, "somebody");
  EXPECT_EQ(scene.outcome(false).exit, Exit::nonconformity) << "without --known the list does not count";
}

TEST(Known, ExitZeroWithAFindingNeverSaysThatAllPassed) {
  Scene scene;
  scene.add("one", "T-1/shall", Verdict::fail, "a001 OK done\r\n").list("one", "fail", "a001 OK");
  EXPECT_EQ(scene.outcome(true).why.rfind("not conformant: 1 known finding", 0), 0U) << scene.outcome(true).why;
}

TEST(Known, AFindingUnderAnotherClauseIsNotTheListedOne) {
  Scene scene;
  scene.add("one", "T-1/shall", Verdict::fail, "a001 OK done\r\n").list("one", "fail", "a001 OK", "2030-01-01", "T-1/should");
  const auto outcome = scene.outcome(true);
  EXPECT_EQ(outcome.exit, Exit::nonconformity);
  EXPECT_TRUE(outcome.known.empty());
}

TEST(ExitCode, AnApplicableShallThatNoApplicableCaseLooksAtIsNotConform) {
  Scene scene;
  scene.add("one", "T-1/should", Verdict::pass);
  scene.judgement.plan.complete = true;
  const auto outcome = scene.outcome();
  EXPECT_EQ(outcome.exit, Exit::inconclusive);
  EXPECT_EQ(outcome.untested, std::vector<std::string>{"T-1/shall"});
  scene.judgement.plan.complete = false;
  EXPECT_EQ(scene.outcome().exit, Exit::conform) << "a selection leaves out what it leaves out";
}

TEST(Known, AFindingThatIsNotListedIsToldReadyToPaste) {
  Scene scene;
  scene.add("one", "T-1/shall", Verdict::fail, "a001 OK <\"&>\x1b\r\n");
  const auto outcome = scene.outcome(true);
  EXPECT_EQ(outcome.exit, Exit::nonconformity);
  ASSERT_EQ(outcome.complaints.size(), 1U);
  const std::string& text = outcome.complaints.front();
  EXPECT_NE(text.find("<finding case=\"one\" verdict=\"fail\""), std::string::npos) << text;
  EXPECT_NE(text.find("<octets>a001 OK &lt;&quot;&amp;&gt;\\x1b\\r\\n</octets>"), std::string::npos) << text;
}

TEST(Known, OtherOctetsOrAnotherVerdictAreAnotherFinding) {
  Scene other_octets;
  other_octets.add("one", "T-1/shall", Verdict::fail, "b002 OK\r\n").list("one", "fail", "a001 OK");
  EXPECT_EQ(other_octets.outcome(true).exit, Exit::nonconformity);
  Scene other_verdict;
  other_verdict.add("one", "T-1/shall", Verdict::inconclusive, "a001 OK").list("one", "fail", "a001 OK");
  EXPECT_EQ(other_verdict.outcome(true).exit, Exit::nonconformity);
}

TEST(Known, AFindingThatOccursSometimesMayStayAway) {
  Scene scene;
  scene.add("one", "T-1/shall", Verdict::pass).list("one", "fail", "a001 OK").findings.back().sometimes = true;
  const auto outcome = scene.outcome(true);
  EXPECT_EQ(outcome.exit, Exit::conform) << outcome.why;
  EXPECT_EQ(outcome.why.rfind("not conformant: 1 known finding", 0), 0U) << outcome.why;
}

TEST(Known, AFindingThatOccursSometimesExcusesNoOtherVerdictAndExpires) {
  Scene open;
  open.add("one", "T-1/shall", Verdict::inconclusive, "nothing came").list("one", "fail", "a001 OK").findings.back().sometimes = true;
  EXPECT_EQ(open.outcome(true).exit, Exit::nonconformity);
  Scene expired;
  expired.add("one", "T-1/shall", Verdict::pass).list("one", "fail", "a001 OK", "2026-05-31").findings.back().sometimes = true;
  EXPECT_EQ(expired.outcome(true).exit, Exit::nonconformity);
}

TEST(Known, AFindingThatNoLongerOccursIsToldWithItsPlace) {
  Scene scene;
  scene.add("one", "T-1/shall", Verdict::pass).list("one", "fail", "a001 OK");
  const auto outcome = scene.outcome(true);
  EXPECT_EQ(outcome.exit, Exit::nonconformity);
  ASSERT_EQ(outcome.complaints.size(), 1U);
  EXPECT_EQ(outcome.complaints.front().rfind("findings.xml:7", 0), 0U) << outcome.complaints.front();
  EXPECT_NE(outcome.complaints.front().find("no longer occurs"), std::string::npos);
}

TEST(Known, AFindingThatExpiredIsTold) {
  Scene scene;
  scene.add("one", "T-1/shall", Verdict::fail, "a001 OK").list("one", "fail", "a001 OK", "2026-05-31");
  const auto outcome = scene.outcome(true);
  EXPECT_EQ(outcome.exit, Exit::nonconformity);
  ASSERT_EQ(outcome.complaints.size(), 1U);
  EXPECT_NE(outcome.complaints.front().find("expired on 2026-05-31"), std::string::npos);
  Scene last_day;
  last_day.add("one", "T-1/shall", Verdict::fail, "a001 OK").list("one", "fail", "a001 OK", "2026-06-01");
  EXPECT_EQ(last_day.outcome(true).exit, Exit::conform);
}

TEST(Known, ACaseThatIsNotInTheSuiteIsToldAndOneThatWasNotSelectedIsNot) {
  Scene scene;
  scene.add("one", "T-1/shall", Verdict::pass).list("no-such-case", "fail", "x");
  const auto outcome = scene.outcome(true);
  ASSERT_EQ(outcome.complaints.size(), 1U);
  EXPECT_NE(outcome.complaints.front().find("no case 'no-such-case'"), std::string::npos);
  Scene unselected;
  unselected.add("one", "T-1/shall", Verdict::pass).list("two", "fail", "x");
  unselected.suite.cases.push_back({});
  unselected.suite.cases.back().id = "two";
  EXPECT_EQ(unselected.outcome(true).exit, Exit::conform);
}

TEST(Known, AnErrorIsNeverAKnownFinding) {
  Scene scene;
  scene.add("one", "T-1/shall", Verdict::error).list("one", "error", "");
  EXPECT_NE(scene.outcome(true).exit, Exit::conform);
}

TEST(Known, TheDecidingOctetsHoldNoPassword) {
  Scene scene;
  scene.add("one", "T-1/shall", Verdict::fail, "your password is geheim\r\n");
  scene.judgement.executions.at("x-one").state.secrets = {"geheim"};
  EXPECT_EQ(deciding_octets(scene.judgement, "one"), "your password is [redacted]\\r\\n");
}

}  // namespace outcome_tests
}  // namespace assay::run
