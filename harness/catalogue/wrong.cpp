// Reads the catalogues of defects and faults.
#include "catalogue/wrong.hpp"

#include <algorithm>
#include <set>
#include <string_view>

#include "base/text.hpp"
#include "catalogue/reading.hpp"
#include "catalogue/schema.hpp"

namespace assay::catalogue {
namespace {

Result<Document> load_valid(const std::string& path, const std::string& specs_directory, const std::string& schema) {
  if (auto valid = validate(path, specs_directory + "/schema/" + schema); !valid) return tl::unexpected(valid.error());
  return load_xml(path);
}

// The numbers of RFC 5246 6.2.1; the schema admits no other word.
int content_type(const std::string& word) {
  if (word == "change-cipher-spec") return 20;
  if (word == "alert") return 21;
  return word == "handshake" ? 22 : 23;
}

tls::Fault record_fault(const pugi::xml_node& node) {
  tls::Fault fault;
  fault.kind = attribute(node, "kind");
  fault.content_type = content_type(attribute(node, "content-type"));
  fault.occurrence = node.attribute("occurrence").as_int();
  fault.offset = node.attribute("offset").as_int(fault.offset);
  fault.value = node.attribute("value").as_int(fault.value);
  return fault;
}

}  // namespace

Result<std::vector<Defect>> load_defects(const std::string& path, const std::string& specs_directory) {
  const auto document = load_valid(path, specs_directory, "defects.xsd");
  if (!document) return tl::unexpected(document.error());
  std::vector<Defect> defects;
  for (const auto& node : document->root().children()) {
    if (node.type() != pugi::node_element || node.name() == std::string_view("setting")) continue;
    defects.push_back({attribute(node, "id"), attribute(node, "role"), words(attribute(node, "breaks")),
                       child_text(node, "what"), document->where(node), child_text(node, "allowed")});
    for (const auto& answer : node.children("states"))
      defects.back().statement[attribute(answer, "question")] = attribute(answer, "answer");
  }
  return defects;
}

Result<std::vector<Setting>> load_settings(const std::string& path, const std::string& specs_directory) {
  const auto document = load_valid(path, specs_directory, "defects.xsd");
  if (!document) return tl::unexpected(document.error());
  std::vector<Setting> settings;
  for (const auto& node : document->root().children("setting")) {
    settings.push_back({attribute(node, "id"), {}, {}, child_text(node, "what"), document->where(node)});
    for (const auto& item : node.children("item"))
      settings.back().items[attribute(item, "id")] = attribute(item, "support") == "yes";
    for (const auto& answer : node.children("answer"))
      settings.back().answers[attribute(answer, "question")] = attribute(answer, "value");
  }
  return settings;
}

Result<std::vector<Fault>> load_faults(const std::string& path, const std::string& specs_directory) {
  const auto document = load_valid(path, specs_directory, "faults.xsd");
  if (!document) return tl::unexpected(document.error());
  std::vector<Fault> faults;
  for (const auto& node : document->root().children("fault"))
    faults.push_back({attribute(node, "id"), attribute(node, "layer"), record_fault(node), child_text(node, "what"),
                      document->where(node)});
  return faults;
}

std::vector<Error> check_defects(const std::vector<Defect>& defects, const Catalogue& catalogue) {
  std::vector<Error> errors;
  for (const auto& defect : defects) {
    for (const auto& [question, answer] : defect.statement)
      if (!catalogue.ixit_question(question))
        errors.push_back({"defect " + defect.id + " answers the unknown IXIT question " + question, {}, defect.where});
    for (const auto& id : defect.breaks) {
      const auto* requirement = catalogue.requirement(id);
      if (requirement == nullptr)
        errors.push_back({"defect " + defect.id + " breaks the unknown requirement " + id, {}, defect.where});
      else if (requirement->status == Status::removed)
        errors.push_back({"defect " + defect.id + " breaks the removed requirement " + id, {}, defect.where});
    }
  }
  return errors;
}

std::vector<Error> check_settings(const std::vector<Setting>& settings, const Catalogue& catalogue) {
  std::vector<Error> errors;
  for (const auto& setting : settings) {
    for (const auto& [id, support] : setting.items)
      if (!catalogue.ics_item(id))
        errors.push_back({"setting " + setting.id + " claims the unknown ICS item " + id, "see specs/ics.xml", setting.where});
    for (const auto& [id, answer] : setting.answers) {
      const auto* question = catalogue.ixit_question(id);
      const std::string what = "setting " + setting.id + " answers ";
      if (!question)
        errors.push_back({what + "the unknown IXIT question " + id, "see specs/ixit.xml", setting.where});
      else if (question->type == "choice" && std::count(question->choices.begin(), question->choices.end(), answer) == 0)
        errors.push_back({what + id + " by '" + answer + "'", "one of: " + join(question->choices, ", "), setting.where});
    }
  }
  return errors;
}

}  // namespace assay::catalogue
