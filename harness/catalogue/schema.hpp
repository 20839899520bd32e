// Checks XML files against an XML Schema and reports every violation with its line.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "base/error.hpp"

namespace assay::catalogue {

// A compiled schema, for many files. No network, no entities; a file with a DOCTYPE is refused.
class Schema {
 public:
  // Compiles the schema and what it includes by relative path.
  static Result<Schema> load(const std::string& xsd_path);

  // All violations in the order of their lines; empty if the file is valid.
  std::vector<Error> check_file(const std::string& path) const;
  // The same for text in memory; `name` stands in for the path in errors.
  std::vector<Error> check_text(const std::string& text, const std::string& name) const;

 private:
  struct Compiled;
  explicit Schema(std::shared_ptr<const Compiled> compiled) : compiled_(std::move(compiled)) {}

  std::shared_ptr<const Compiled> compiled_;
};

// One file against one schema. A schema that does not compile is an error of its own.
std::vector<Error> validate_all(const std::string& path, const std::string& xsd_path);
// The first of these errors.
Result<void> validate(const std::string& path, const std::string& xsd_path);

}  // namespace assay::catalogue
