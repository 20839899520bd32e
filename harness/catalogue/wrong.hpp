// What is wrong on purpose: faults of the harness and defects of the reference, as catalogues; and settings of the reference that are right.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "base/error.hpp"
#include "catalogue/catalogue.hpp"
#include "tls/fault.hpp"

namespace assay::catalogue {

// One way in which the reference implementation can be made to break requirements, or to keep them otherwise than it does.
struct Defect {
  std::string id;                   // "tls.ignores-client-certificate-expiry"
  std::string role;                 // "mss" …
  std::vector<std::string> breaks;  // ids of requirements
  std::string what;
  Location where;
  // The clause by which a product that behaves so is right all the same: a variant, which no case may fail. Empty: a defect.
  std::string allowed{};
  bool is_variant() const { return !allowed.empty(); }
  // What the supplier of this product answers wrongly in the IXIT: question -> answer. The product itself is right.
  std::map<std::string, std::string> statement{};
};

// Other claims and answers under which the reference is set up, and is right. Cases that do not apply to what its profile
// says, or do otherwise there, are proven there.
struct Setting {
  std::string id;                              // "mss.takes-clear-logins"
  std::map<std::string, bool> items;           // ICS item -> whether it is claimed
  std::map<std::string, std::string> answers;  // IXIT question -> answer
  std::string what;
  Location where;
};

// One thing that the harness does wrong to octets about to leave.
struct Fault {
  std::string id;     // "flip-application-record"
  std::string layer;  // "tls-record"
  tls::Fault record;
  std::string what;
  Location where;
};

// Checked against schema/defects.xsd in specs_directory; ids are unique.
Result<std::vector<Defect>> load_defects(const std::string& path, const std::string& specs_directory);
// Those of the same file, in its order.
Result<std::vector<Setting>> load_settings(const std::string& path, const std::string& specs_directory);
// Checked against schema/faults.xsd in specs_directory; ids are unique.
Result<std::vector<Fault>> load_faults(const std::string& path, const std::string& specs_directory);

// One error for each requirement that a defect breaks and the catalogue lacks or calls removed, and for each answer to
// a question that the IXIT does not ask.
std::vector<Error> check_defects(const std::vector<Defect>& defects, const Catalogue& catalogue);
// One error for each item that the ICS does not have, and for each answer to a question that the IXIT does not ask, or that
// is none of its choices.
std::vector<Error> check_settings(const std::vector<Setting>& settings, const Catalogue& catalogue);

}  // namespace assay::catalogue
