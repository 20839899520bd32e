// The rows of the catalogue: what `specs/` says, one immutable struct per kind of row.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.hpp"
#include "catalogue/expression.hpp"

namespace assay::catalogue {

enum class Level { shall, should, may, permission, statement };
enum class Basis { seed, reference_of_seed, claimed_option, derived, good_practice };
enum class Status { in_scope, planned, removed };
// Why a requirement has no case of its own; `none` where it has.
enum class Reason { none, removed_from_scope, permission, static_review, other_role, planned };

// As written in the XML: "shall", "reference-of-seed", "in-scope", "removed-from-scope" …
std::string_view to_text(Level level);
std::string_view to_text(Basis basis);
std::string_view to_text(Status status);
std::string_view to_text(Reason reason);

// A clause of another document on which a requirement also rests.
struct Citation {
  std::string reference;  // id of a Reference
  std::string clause;
  std::string paraphrase;
  bool recall{false};  // citation-status="recall": not confirmed, never to be printed
  Location where;
};

// One atomic statement of a clause.
struct Requirement {
  std::string id;        // "SD-5.1.3.4/client-certificate"
  std::string key;       // "SD-06b"; empty for rows that rest on an RFC alone
  std::string document;  // id of a Reference
  std::string clause;    // "5.1.3.4"
  Level level{Level::shall};
  std::string level_source;  // "as written", "implied, D4" …
  Basis basis{Basis::seed};
  std::vector<std::string> bound;  // roles: ids of ICS items such as "mss"
  std::string condition;           // for people
  std::optional<Expression> applies_if;
  std::string paraphrase;
  std::string positive;  // what shows conformance
  std::string negative;  // what shows nonconformity
  std::vector<std::string> interpretations;
  std::vector<Citation> citations;
  std::string part_of;       // id of the row that this one is a part of; empty if none
  std::string belongs_to;    // id of the row in whose field this option lies: it is selected with it
  bool by_parts{false};      // covered by the cases of its parts, not by cases of its own
  Status status{Status::in_scope};
  Reason reason{Reason::none};
  std::string place;  // where a planned row's cases will come
  bool recall{false};
  Location where;
};

// True if an assertion under this requirement may give FAIL; otherwise it gives a remark at most. Basis
// and level decide: a derived row, a statement or a permission never fails an IUT.
bool may_fail(const Requirement& requirement);

struct Interpretation {
  std::string id;  // "D5"
  std::string title;
  std::string unclear;
  std::string reading;
  std::string why;
  Location where;
};

struct Reference {
  std::string id;  // "RFC3501"
  std::string title;
  std::string edition;
  std::string relation;   // "seed", "reference-of-seed", "other"
  std::string text_read;  // "read", "cited through the change request only"
  std::string note;
  bool recall{false};
  Location where;
};

struct IcsItem {
  std::string id;     // "mss.certificate-tls"
  std::string label;  // "C1"
  std::string table;  // title of the table it stands in
  std::string question;
  std::string reference;  // for people: document and clause
  std::string status;     // "m", "o", "c"
  std::string option_group;             // "o.1": at least one item of the group is to be supported
  std::optional<Expression> condition;  // with status "c": mandatory where this holds
  std::optional<Expression> prerequisite;
  std::string note;
  Location where;
};

struct IxitQuestion {
  std::string id;  // "policy.prevails"
  std::string group;
  std::string question;
  std::string type;  // "text", "integer", "decimal", "yes-no", "choice", "address", "file", "list"
  std::vector<std::string> choices;
  bool required{true};  // there are no defaults: a required question that applies needs an answer
  std::string per;      // "" (asked once), "principal", "configuration", "resource-kind"
  std::string holds{};  // of an endpoint: what only one case may change there at a time; empty: nothing
  bool secret{false};  // the answer is never printed
  std::optional<Expression> applies_if;
  std::string note;
  Location where;
};

// A test id of the programme, and where it went.
struct PlannedCase {
  std::string id;     // "CPM-1.0-con-104"
  std::string group;  // "A" … "L"
  bool reserve{false};
  std::vector<std::string> roles;
  std::vector<std::string> requirements;
  std::string purpose;
  bool here{false};    // the case stands in this repository
  std::string case_id;  // where `here`: the paths of its cases, with blanks between them; may still be empty
  std::string issue;    // otherwise: the title of the issue that takes it
  Location where;
};

}  // namespace assay::catalogue
