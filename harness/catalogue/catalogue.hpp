// The catalogue of `specs/`: requirements, readings, references, ICS, IXIT, planned cases and the tables of the report.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.hpp"
#include "catalogue/rows.hpp"
#include "catalogue/table.hpp"

namespace assay::catalogue {

struct Rows {
  std::vector<Requirement> requirements;
  std::vector<Interpretation> interpretations;
  std::vector<Reference> references;
  std::vector<IcsItem> ics;
  std::vector<IxitQuestion> ixit;
  std::vector<PlannedCase> planned;
  std::vector<Table> tables{};
};

// Immutable. Rows keep the order of the files; pointers stay valid as long as the catalogue lives
// (moving it keeps them).
class Catalogue {
 public:
  explicit Catalogue(Rows rows);
  Catalogue(Catalogue&&) = default;
  Catalogue& operator=(Catalogue&&) = default;
  Catalogue(const Catalogue&) = delete;
  Catalogue& operator=(const Catalogue&) = delete;

  const std::vector<Requirement>& requirements() const { return rows_.requirements; }
  const std::vector<Interpretation>& interpretations() const { return rows_.interpretations; }
  const std::vector<Reference>& references() const { return rows_.references; }
  const std::vector<IcsItem>& ics() const { return rows_.ics; }
  const std::vector<IxitQuestion>& ixit() const { return rows_.ixit; }
  const std::vector<PlannedCase>& planned() const { return rows_.planned; }
  const std::vector<Table>& tables() const { return rows_.tables; }

  // Null if there is no such row.
  const Requirement* requirement(const std::string& id) const;
  const Interpretation* interpretation(const std::string& id) const;
  const Reference* reference(const std::string& id) const;
  const IcsItem* ics_item(const std::string& id) const;
  const IxitQuestion* ixit_question(const std::string& id) const;
  const PlannedCase* planned_case(const std::string& id) const;
  const Table* table(const std::string& id) const;

  // Requirements that a selector of the command line names, in file order: see `selects`, and
  // also a key ("SD-06b") or a clause alone ("5.1.3.4").
  std::vector<const Requirement*> select(std::string_view selector) const;
  // The rows that say `part-of` this one.
  std::vector<const Requirement*> parts(const std::string& id) const;
  // True for a name that an expression may use: an ICS item, an IXIT question of type yes-no
  // ("policy.prevails"), a question and one of its choices ("policy.tls.require"), an integer question and a number
  // ("principal.lockout.0"), or a list question and, in lower case, what may stand in it ("tls.versions.tlsv1.2").
  bool knows_name(const std::string& name) const;

 private:
  Rows rows_;
  std::map<std::string, const Requirement*, std::less<>> requirement_index_;
  std::map<std::string, const Interpretation*, std::less<>> interpretation_index_;
  std::map<std::string, const Reference*, std::less<>> reference_index_;
  std::map<std::string, const IcsItem*, std::less<>> ics_index_;
  std::map<std::string, const IxitQuestion*, std::less<>> ixit_index_;
  std::map<std::string, const PlannedCase*, std::less<>> planned_index_;
  std::map<std::string, const Table*, std::less<>> table_index_;
};

// True if `prefix` names `path` by whole components: "a/b" selects "a/b" and "a/b/c", not "a/bc".
// The first component counts as a dotted clause: "AD-4.2" also selects "AD-4.2.1/…".
bool selects(std::string_view prefix, std::string_view path);

// Reads specs_directory (requirements/*.xml and the files beside it), each checked against its
// schema in specs_directory/schema, and the references between rows. Gives the first error.
Result<Catalogue> load(const std::string& specs_directory);
// Every error of the same check, in file order; empty if load() succeeds.
std::vector<Error> check(const std::string& specs_directory);

}  // namespace assay::catalogue
