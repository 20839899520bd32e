// The cases and procedures of the suite as they stand in testcases/, before any IUT is known.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "language/element.hpp"

namespace assay::language {

struct Verifies {
  std::string requirement;
  std::string observation;  // "positive" or "negative"
  Location where;
};

// A place in a table of the report (specs/tables.xml).
struct Cell {
  std::string table;
  std::string row;
  std::string column;
  std::string side;  // empty where the column has no sides
  Location where;
};

// The one named difference between a negative case and its control.
struct Difference {
  std::string parameter;     // a parameter of the control that gets another value, or empty
  std::string value;
  std::string without_step;  // the id of a step of the control that is left out, or empty
  Location where;
  std::string text;          // for people: "certificate: alice -> alice-expired"
};

enum class CaseKind { positive, negative, check };

struct Case {
  std::string id;       // "message-store/client-authentication/accepts-valid-certificate"
  std::string test_id;  // "CPM-1.0-con-101"
  int revision{0};
  CaseKind kind{CaseKind::positive};
  bool exclusive{false};  // disturbs others: runs alone, after all of them
  std::string purpose;
  std::string entered_by;  // "harness" unless the case needs another starter; shown in explain
  std::vector<Verifies> verifies;
  std::string applies_if;
  std::vector<std::string> kills;
  std::vector<Cell> cells;
  std::vector<std::string> citations;        // "RFC 3501 6.2.3"
  std::vector<std::string> interpretations;  // beyond those of the requirements
  std::map<std::string, std::string> parameters;
  std::vector<Element> body;
  std::vector<Element> postamble;  // of a negative: that of its control
  std::vector<Element> head;  // verifies, cites, reading, applies-if, kills, cell, parameter as written
  // Of a negative case:
  std::string control;
  std::optional<Difference> difference;
  std::vector<Element> reactions;  // <expect> elements that the difference allows
  std::vector<Element> then;       // steps after an allowed refusal
  Location where;
  Location written;                // the element that it is a row of, or itself: the same for all rows
};

struct Procedure {
  std::string id;
  std::vector<std::string> parameters;             // at most four
  std::map<std::string, std::string> defaults;     // of those that have one
  std::vector<Element> body;
  Location where;
};

struct Suite {
  std::string root;                           // the directory that `files` are relative to; empty in memory
  std::vector<Case> cases;                    // in the order of the files' names, then of the text
  std::map<std::string, Procedure> procedures;
  std::vector<Element> defaults;              // reactions that are absorbed unless a step names them
  std::map<std::string, std::string> files;   // path relative to the root -> text, for hashes and copies

  const Case* find(const std::string& id) const;
};

// Reads every testcases/**/*.xml below `root` ("testcases" itself). Each file is checked against
// schema/driver.xsd first. All errors are given, each with its file and line.
tl::expected<Suite, std::vector<Error>> read_suite(const std::string& root);

// The same for texts in memory: name -> text, in the order of the names. `schema` is the path of driver.xsd.
tl::expected<Suite, std::vector<Error>> read_suite_texts(const std::map<std::string, std::string>& texts,
                                                         const std::string& schema);

}  // namespace assay::language
