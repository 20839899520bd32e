// Loads the catalogue from specs/: each file against its schema, then the rows against each other.
#include <algorithm>
#include <filesystem>

#include "catalogue/reading.hpp"
#include "catalogue/schema.hpp"

namespace assay::catalogue {
namespace {

using Reader = void (*)(const Document&, Reading&);

struct Part {
  std::string file;  // below specs/
  std::string schema;
  Reader read;
};

Result<std::vector<Part>> parts_of(const std::string& directory) {
  std::vector<Part> parts;
  std::error_code trouble;
  for (const auto& entry : std::filesystem::directory_iterator(directory + "/requirements", trouble))
    if (entry.path().extension() == ".xml")
      parts.push_back({"requirements/" + entry.path().filename().string(), "requirements", read_requirements});
  if (trouble)
    return failure("cannot read the directory of requirements", "name the directory 'specs'",
                   {directory + "/requirements", 0, 0});
  std::sort(parts.begin(), parts.end(), [](const Part& a, const Part& b) { return a.file < b.file; });
  parts.push_back({"interpretations.xml", "interpretations", read_interpretations});
  parts.push_back({"references.xml", "references", read_references});
  parts.push_back({"ics.xml", "ics", read_ics});
  parts.push_back({"ixit.xml", "ixit", read_ixit});
  parts.push_back({"planned.xml", "planned", read_planned});
  parts.push_back({"tables.xml", "tables", read_tables});
  return parts;
}

void read_part(const std::string& directory, const Part& part, Reading& into) {
  const auto path = directory + "/" + part.file;
  auto errors = validate_all(path, directory + "/schema/" + part.schema + ".xsd");
  if (!errors.empty()) {
    into.errors.insert(into.errors.end(), errors.begin(), errors.end());
    return;
  }
  if (const auto document = load_xml(path)) part.read(*document, into);
}

Reading read_all(const std::string& directory) {
  Reading reading;
  const auto parts = parts_of(directory);
  if (!parts) {
    reading.errors.push_back(parts.error());
    return reading;
  }
  for (const auto& part : *parts) read_part(directory, part, reading);
  return reading;
}

}  // namespace

Result<Catalogue> load(const std::string& specs_directory) {
  auto reading = read_all(specs_directory);
  if (!reading.errors.empty()) return tl::unexpected(std::move(reading.errors.front()));
  Catalogue catalogue(std::move(reading.rows));
  if (auto errors = check_rows(catalogue); !errors.empty()) return tl::unexpected(std::move(errors.front()));
  return catalogue;
}

std::vector<Error> check(const std::string& specs_directory) {
  auto reading = read_all(specs_directory);
  // Rows of a file that did not load would be missed everywhere: no use in saying so.
  if (!reading.errors.empty()) return std::move(reading.errors);
  return check_rows(Catalogue(std::move(reading.rows)));
}

}  // namespace assay::catalogue
