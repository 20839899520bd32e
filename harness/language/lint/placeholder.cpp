// Placeholders: well formed, of known names, by known derivations.
#include <set>

#include "language/lint/rules.hpp"
#include "language/template.hpp"

namespace assay::language::lint_checks {
namespace {

using Visit = std::function<void(const std::string& text, const Location& where)>;

void each_text_of(const Program& program, const Visit& visit) {
  each_used(program, [&visit](const Element& element) {
    for (const auto& [name, value] : element.attributes) visit(value, element.where);
    visit(element.text, element.where);
  });
}

// Every text of the compiled cases that is expanded when they run.
void each_text(const Inspection& inspection, const Visit& visit) {
  for (const auto& [subject, choice, program] : inspection.compiled)
    if (program) each_text_of(*program, visit);
}

// The names under which reactions of the case capture something, as placeholders name them.
std::set<std::string> captured_in(const Program& program) {
  std::set<std::string> names;
  each_used(program, [&names](const Element& element) {
    if (element.name == "capture") names.insert("capture." + element.attribute("name"));
  });
  return names;
}

void each_derivation(const Inspection& inspection, const std::function<void(const Piece&, const Location&)>& visit) {
  each_text(inspection, [&visit](const std::string& text, const Location& where) {
    const auto pieces = parse_template(text);
    if (!pieces) return;
    for (const auto& piece : *pieces)
      if (piece.placeholder && (piece.words.size() > 1 || piece.words[0].find(':') != std::string::npos)) visit(piece, where);
  });
}

std::string count_of(const Derivation& derivation) {
  const auto least = std::to_string(derivation.minimum_arguments);
  if (derivation.minimum_arguments == derivation.maximum_arguments) return least;
  return least + " to " + std::to_string(derivation.maximum_arguments);
}

}  // namespace

void template_well_formed(const Inspection& inspection, Findings& findings) {
  each_text(inspection, [&](const std::string& text, const Location& where) {
    const auto pieces = parse_template(text);
    if (!pieces) findings.push_back({pieces.error().what + " in \"" + text + "\"", pieces.error().way_out, where});
  });
}

void name_known(const Inspection& inspection, Findings& findings) {
  std::set<std::string> captured;
  const auto check = [&](const std::string& text, const Location& where) {
    for (const auto& name : names_in(text))
      if (!inspection.input.names.values.count(name) && !captured.count(name))
        findings.push_back({"nothing gives a value to '" + name + "'",
                            "name a parameter, a column of the table, an IXIT question, PRINCIPAL.VALUE, or capture it", where});
  };
  for (const auto& [subject, choice, program] : inspection.compiled) {
    if (!program) continue;
    captured = captured_in(*program);
    each_text_of(*program, check);
  }
  captured.clear();
  // Rows of a table are put in when the case is read: what is left over in words for people is a mistake.
  for (const auto& subject : inspection.input.suite.cases) {
    check(subject.id, subject.where);
    check(subject.purpose, subject.where);
  }
}

void derivation_known(const Inspection& inspection, Findings& findings) {
  each_derivation(inspection, [&](const Piece& piece, const Location& where) {
    const auto found = inspection.input.vocabulary.derivations.find(piece.words[0]);
    if (found == inspection.input.vocabulary.derivations.end()) {
      findings.push_back({"there is no derivation '" + piece.words[0] + "'", "no module registers it", where});
      return;
    }
    const std::size_t given = piece.words.size() - 1;
    if (given < found->second.minimum_arguments || given > found->second.maximum_arguments)
      findings.push_back({"the derivation '" + piece.words[0] + "' takes " + count_of(found->second) + " arguments, not " +
                              std::to_string(given),
                          "name the values that it works on", where});
  });
}

}  // namespace assay::language::lint_checks
