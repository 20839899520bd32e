// Printing a case as a row of an Enabler Test Specification.
#include "language/explain.hpp"

#include <algorithm>
#include <set>

#include "base/text.hpp"
#include "language/explain/procedure.hpp"
#include "language/explain/table.hpp"
#include "language/program.hpp"
#include "language/template.hpp"

namespace assay::language {
namespace {

struct Explainer {
  const Suite& suite;
  const catalogue::Catalogue& catalogue;
  const Vocabulary& vocabulary;
  const Names& names;
  const Case& subject;
  TextTable table{};

  // Values that a case leaves to the profile are shown with the first of their choices.
  std::map<std::string, std::string> sample() const { return variations(names).front(); }

  void identity() {
    const std::string revision = ", revision " + std::to_string(subject.revision);
    table.row("Test Case Id", (subject.test_id.empty() ? "" : subject.test_id + " ") + subject.id + revision);
    table.row("Test Object", object());
    table.row("Test Case Description", subject.purpose);
  }

  // The roles that the requirements bind and that the case is for.
  std::string object() const {
    std::set<std::string> roles;
    for (const auto& verifies : subject.verifies)
      if (const auto* row = catalogue.requirement(verifies.requirement))
        for (const auto& role : row->bound)
          if (is_for(role)) roles.insert(role);
    return roles.empty() ? "the harness's own inputs (a check of the preflight)"
                         : "Implementation in the role of " + join({roles.begin(), roles.end()}, ", ");
  }

  bool is_for(const std::string& role) const {
    const auto expression = catalogue::Expression::parse(subject.applies_if);
    if (!expression) return true;
    const auto& used = expression->names();
    return std::any_of(used.begin(), used.end(), [&](const std::string& name) { return catalogue::selects(role, name); });
  }

  void references() {
    std::string title = "Specification Reference";
    std::set<std::string> readings(subject.interpretations.begin(), subject.interpretations.end());
    for (const auto& verifies : subject.verifies) {
      const auto* row = catalogue.requirement(verifies.requirement);
      if (!row || row->recall) continue;
      table.row(title, requirement_line(*row, verifies.observation), 2);
      if (!row->paraphrase.empty()) table.row("", row->paraphrase, 2);
      title.clear();
      readings.insert(row->interpretations.begin(), row->interpretations.end());
    }
    for (const auto& citation : subject.citations) citation_row(citation);
    for (const auto& id : readings)
      if (const auto* reading = catalogue.interpretation(id))
        table.row("", "Reading " + id + ", " + reading->title + ": " + reading->reading, 2);
  }

  static std::string requirement_line(const catalogue::Requirement& row, const std::string& observation) {
    const std::string key = row.key.empty() ? "" : " (" + row.key + ")";
    return row.id + key + ", " + observation + " observation: " + row.document + " " + row.clause + "; level " +
           std::string(to_text(row.level)) + " (" + row.level_source + "), basis " + std::string(to_text(row.basis));
  }

  // What was not confirmed from its text is never printed as a citation.
  void citation_row(const std::string& citation) {
    const auto* reference = catalogue.reference(citation.substr(0, citation.find(' ')));
    if (!reference || reference->recall) return;
    table.row("", citation + ", " + reference->title + " (" + reference->edition + ")", 2);
  }

  void conditions() {
    table.row("Tool", "Assay, which plays " + join(actors(), ", ") + "; the verdict comes from the stored trace");
    table.row("ICS condition", subject.applies_if.empty() ? "none" : subject.applies_if);
    table.row("Preconditions", "The implementation runs in the configuration of its profile, and its preflight passed.");
    if (subject.exclusive) table.row("", "It has the implementation to itself: nothing else runs beside it.");
    const auto values = values_used();
    if (!values.empty()) table.row("", "Given by the profile: " + join(values, ", ") + ".");
    if (sample().size() > 0 && depends_on_choice())
      for (const auto& [name, value] : sample())
        table.row("", "Shown for " + name + " = " + value + "; the profile decides among: " +
                          join(names.choices.at(name), ", ") + ".");
    if (subject.kind != CaseKind::negative) return;
    const Case* control = suite.find(subject.control);
    table.row("Control", subject.control + (control ? ": " + control->purpose : ""));
    table.row("", "It passes before and after on the same path; without it there is no PASS.");
    if (subject.difference) table.row("Difference", subject.difference->text);
  }

  std::vector<std::string> actors() const {
    std::set<std::string> out;
    const auto program = compile(suite, subject, sample());
    if (program)
      for (const auto& step : program->steps)
        for (const auto& actor : words(step.channel)) out.insert(actor);
    return {out.begin(), out.end()};
  }

  std::vector<std::string> values_used() const {
    std::set<std::string> out;
    const auto program = compile(suite, subject, sample());
    if (!program) return {};
    for (const auto& step : program->steps) {
      if (step.kind != Step::Kind::expect) collect(step.element, out);
      for (const auto& reaction : step.reactions) collect(reaction.matcher, out);
    }
    return {out.begin(), out.end()};
  }

  static void collect(const Element& element, std::set<std::string>& out) {
    for (const auto& [key, value] : element.attributes)
      for (const auto& name : names_in(value)) out.insert(name);
    for (const auto& name : names_in(element.text)) out.insert(name);
    for (const auto& child : element.children) collect(child, out);
  }

  bool depends_on_choice() const {
    std::set<std::string> texts;
    for (const auto& choice : variations(names)) {
      const auto program = compile(suite, subject, choice);
      std::string all;
      if (program)
        for (const auto& step : program->steps) all += to_text(step.element) + "\n";
      texts.insert(all);
    }
    return texts.size() > 1;
  }

  void numbered(const std::string& title, const std::vector<std::string>& lines, std::size_t first = 1) {
    for (std::size_t i = 0; i < lines.size(); ++i) {
      const std::string number = std::to_string(i + first) + ".";
      table.row(i == 0 ? title : "", number + " " + lines[i], number.size() + 1);
    }
  }

  void procedure() {
    const auto program = compile(suite, subject, sample());
    if (!program) {
      table.row("Test Procedure", "(" + to_text(program.error()) + ")");
      return;
    }
    const auto text = procedure_text(*program, vocabulary);
    numbered("Test Procedure", text.steps);
    numbered("Postamble", text.postamble, text.steps.size() + 1);
    numbered("Pass-Criteria", text.passes);
    numbered("Fails if", text.fails);
    numbered("Noted", text.others);
    if (subject.kind == CaseKind::negative)
      table.row("Inconclusive if", "anything else comes, nothing decides, or the control does not pass.");
    else table.row("Inconclusive if", "anything else comes, or nothing decides.");
    for (const auto& cell : subject.cells)
      table.row("Stands in", "the table " + cell.table + " of the report: row " + cell.row + ", column " + cell.column +
                                 (cell.side.empty() ? "" : ", " + cell.side));
    if (!subject.kills.empty())
      table.row("Can be seen to fail by", join(subject.kills, ", ") + " (defects of the reference)");
  }
};

}  // namespace

std::string explain(const Suite& suite, const catalogue::Catalogue& catalogue, const Vocabulary& vocabulary,
                    const Names& names, const Case& subject) {
  Explainer explainer{suite, catalogue, vocabulary, names, subject};
  explainer.identity();
  explainer.references();
  explainer.conditions();
  explainer.procedure();
  return explainer.table.text();
}

}  // namespace assay::language
