// The checks behind the rules, one function each; table.cpp gives them their numbers.
#pragma once

#include "language/lint/inspection.hpp"

namespace assay::language::lint_checks {

// control.cpp
void control_exists(const Inspection& inspection, Findings& findings);
void difference_changes_a_step(const Inspection& inspection, Findings& findings);
void compiles(const Inspection& inspection, Findings& findings);
void own_reactions_apply(const Inspection& inspection, Findings& findings);

// assertion.cpp
void asserts_something(const Inspection& inspection, Findings& findings);
void asserts_what_came(const Inspection& inspection, Findings& findings);
void fail_has_basis(const Inspection& inspection, Findings& findings);
void check_judges_nothing(const Inspection& inspection, Findings& findings);
void says_why(const Inspection& inspection, Findings& findings);
void postamble_judges_nothing(const Inspection& inspection, Findings& findings);

// requirement.cpp
void verifies_something(const Inspection& inspection, Findings& findings);
void requirement_known(const Inspection& inspection, Findings& findings);
void requirement_not_removed(const Inspection& inspection, Findings& findings);
void requirement_not_planned(const Inspection& inspection, Findings& findings);
void requirement_covered(const Inspection& inspection, Findings& findings);

// citation.cpp
void document_known(const Inspection& inspection, Findings& findings);
void nothing_from_recall(const Inspection& inspection, Findings& findings);
void reading_known(const Inspection& inspection, Findings& findings);

// defect.cpp
void kills_something(const Inspection& inspection, Findings& findings);
void defect_known(const Inspection& inspection, Findings& findings);
void defect_concerns_the_case(const Inspection& inspection, Findings& findings);

// reach.cpp
void reaction_reachable(const Inspection& inspection, Findings& findings);
void step_reachable(const Inspection& inspection, Findings& findings);
void default_outcome_used(const Inspection& inspection, Findings& findings);
void rule_reachable(const Inspection& inspection, Findings& findings);
void procedure_called(const Inspection& inspection, Findings& findings);

// form.cpp
void branch_begins_with_reception(const Inspection& inspection, Findings& findings);
void fence_is_a_fence(const Inspection& inspection, Findings& findings);
void default_leaves_what_decides(const Inspection& inspection, Findings& findings);
void prefix_is_fixed(const Inspection& inspection, Findings& findings);

// word.cpp
void word_known(const Inspection& inspection, Findings& findings);
void channel_connected(const Inspection& inspection, Findings& findings);
void endpoint_known(const Inspection& inspection, Findings& findings);
void fault_known(const Inspection& inspection, Findings& findings);
void certificate_known(const Inspection& inspection, Findings& findings);

// serve.cpp
void absence_ends_with_the_trigger(const Inspection& inspection, Findings& findings);
void serve_has_a_listener(const Inspection& inspection, Findings& findings);
void answer_stands_in_a_rule(const Inspection& inspection, Findings& findings);
void trigger_has_a_listener(const Inspection& inspection, Findings& findings);
void listens_once(const Inspection& inspection, Findings& findings);

// parallel.cpp
void actor_in_one_branch(const Inspection& inspection, Findings& findings);
void branches_sync_alike(const Inspection& inspection, Findings& findings);
void parallel_in_no_parallel(const Inspection& inspection, Findings& findings);

// placeholder.cpp
void template_well_formed(const Inspection& inspection, Findings& findings);
void name_known(const Inspection& inspection, Findings& findings);
void derivation_known(const Inspection& inspection, Findings& findings);

// cell.cpp
void cell_is_there(const Inspection& inspection, Findings& findings);
void cell_is_said_once(const Inspection& inspection, Findings& findings);

// programme.cpp
void condition_known(const Inspection& inspection, Findings& findings);
void planned_test_is_here(const Inspection& inspection, Findings& findings);
void test_id_in_programme(const Inspection& inspection, Findings& findings);

}  // namespace assay::language::lint_checks
