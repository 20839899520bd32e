// The numbered rules, and running them. A number is never used again for another rule.
#include <array>
#include <set>
#include <tuple>

#include <fmt/format.h>

#include "language/lint/rules.hpp"

namespace assay::language {
namespace {

using namespace lint_checks;

struct Rule {
  int number;
  const char* title;
  void (*check)(const Inspection&, Findings&);  // null: the reader finds it, before any rule is run
};

constexpr std::array kRules{
    Rule{1, "a negative case has a positive case as its control", control_exists},
    Rule{2, "the difference of a negative case changes a step of its control", difference_changes_a_step},
    Rule{3, "a case can be put together from its procedures, whatever the profile chooses", compiles},
    Rule{4, "a case has something that conforms", asserts_something},
    Rule{5, "what conforms was received from the implementation under test", asserts_what_came},
    Rule{6, "a case verifies a requirement", verifies_something},
    Rule{7, "a requirement that a case names is in the catalogue", requirement_known},
    Rule{8, "no case verifies a removed requirement", requirement_not_removed},
    Rule{9, "no case verifies a requirement whose cases are to come", requirement_not_planned},
    Rule{10, "a FAIL is charged only where basis and level allow it", fail_has_basis},
    Rule{11, "a cited document is in the references", document_known},
    Rule{12, "nothing is cited that was not confirmed from its text", nothing_from_recall},
    Rule{13, "a reading that a case names is in the interpretations", reading_known},
    Rule{14, "a case kills a defect", kills_something},
    Rule{15, "a defect that a case kills is in the catalogue of defects", defect_known},
    Rule{16, "a defect that a case kills breaks a requirement of the case", defect_concerns_the_case},
    Rule{17, "no reaction stands behind one that matches all that it matches", reaction_reachable},
    Rule{18, "no step stands behind one that always ends the case", step_reachable},
    Rule{19, "what a negative case expects applies at some step of its control", own_reactions_apply},
    Rule{20, "every branch of one-of begins with something received, and with that alone", branch_begins_with_reception},
    Rule{21, "a fence goes the way of what it closes and is answered by the implementation", fence_is_a_fence},
    Rule{22, "every word is registered by the core or by a protocol module", word_known},
    Rule{23, "a placeholder names something that a profile gives", name_known},
    Rule{24, "a derivation is registered and gets as many arguments as it takes", derivation_known},
    Rule{25, "every placeholder is closed and not empty", template_well_formed},
    Rule{26, "a fault is in the catalogue of faults", fault_known},
    Rule{27, "a certificate is that of a Principal, right or with a known problem, or none", certificate_known},
    Rule{28, "applies-if can be read and names items of the ICS and answers of the IXIT", condition_known},
    Rule{29, "a requirement in scope has a positive and a negative case", requirement_covered},
    Rule{30, "a test that the programme calls here has its case", planned_test_is_here},
    Rule{31, "the test id of a case leads back to it in the programme", test_id_in_programme},
    Rule{32, "namespace prefixes are the fixed ones", prefix_is_fixed},
    Rule{33, "every procedure is called", procedure_called},
    Rule{34, "the default absorbs nothing that decides", default_leaves_what_decides},
    Rule{35, "a case id is used once", nullptr},
    Rule{36, "a procedure id is used once", nullptr},
    Rule{37, "an outcome written for a whole expect is used by one of its reactions", default_outcome_used},
    Rule{38, "a check of the preflight charges nothing to the implementation", check_judges_nothing},
    Rule{39, "what does not conform says why", says_why},
    Rule{40, "an endpoint is asked for in the IXIT", endpoint_known},
    Rule{41, "a channel is connected before it is used", channel_connected},
    Rule{42, "a negative case that listens conforms by the end of what was triggered, and by nothing else",
         absence_ends_with_the_trigger},
    Rule{43, "an actor listens before it serves", serve_has_a_listener},
    Rule{44, "content that answers something stands in a rule", answer_stands_in_a_rule},
    Rule{45, "no rule stands behind one of its serve that matches all that it matches", rule_reachable},
    Rule{46, "an actor listens before a client is triggered", trigger_has_a_listener},
    Rule{47, "a postamble judges nothing, on connections of its own", postamble_judges_nothing},
    Rule{48, "an actor listens once", listens_once},
    Rule{49, "a cell is one of a table of the report", cell_is_there},
    Rule{50, "a case stands in a cell once", cell_is_said_once},
    Rule{51, "an actor acts in one branch of a parallel alone", actor_in_one_branch},
    Rule{52, "the branches of a parallel have as many syncs one as the other", branches_sync_alike},
    Rule{53, "no parallel runs within another", parallel_in_no_parallel},
};

// The same words at the same place are said once, however many rows or ways led there.
bool is_new(const Error& error, std::set<std::tuple<std::string, int, std::string>>& said) {
  return said.insert({error.where.file, error.where.line, error.what}).second;
}

}  // namespace

std::vector<RuleTitle> lint_rules() {
  std::vector<RuleTitle> out;
  for (const auto& rule : kRules) out.push_back({rule.number, rule.title});
  return out;
}

std::vector<Error> lint(const LintInput& input) {
  const Inspection inspection(input);
  std::vector<Error> out;
  std::set<std::tuple<std::string, int, std::string>> said;
  for (const auto& rule : kRules) {
    if (!rule.check) continue;
    Findings findings;
    rule.check(inspection, findings);
    for (auto& finding : findings) {
      if (!is_new(finding, said)) continue;
      finding.what = fmt::format("ASSAY-{:03}: {}", rule.number, finding.what);
      out.push_back(std::move(finding));
    }
  }
  return out;
}

}  // namespace assay::language
