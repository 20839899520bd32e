// Reads testcases/ into a Suite: schema first, then elements, then cases and procedures.
#include <algorithm>
#include <filesystem>
#include <fstream>
#include <set>
#include <sstream>

#include "base/text.hpp"
#include "catalogue/schema.hpp"
#include "catalogue/xml.hpp"
#include "language/shared.hpp"
#include "language/suite.hpp"
#include "language/template.hpp"

namespace assay::language {
namespace {

namespace fs = std::filesystem;
using Errors = std::vector<Error>;

Element to_element(const catalogue::Document& document, const pugi::xml_node& node) {
  Element element;
  element.name = node.name();
  element.where = document.where(node);
  std::string text;
  for (const auto& attribute : node.attributes())
    if (!std::string_view(attribute.name()).starts_with("xmlns")) element.attributes[attribute.name()] = attribute.value();
  for (const auto& child : node.children()) {
    if (child.type() == pugi::node_element) element.children.push_back(to_element(document, child));
    if (child.type() == pugi::node_pcdata || child.type() == pugi::node_cdata) text += child.value();
  }
  element.text = std::string(trim(text));
  return element;
}

std::string text_of(const Element& parent, const std::string& name) {
  const Element* child = parent.child(name);
  return child ? join(words(child->text), " ") : std::string();
}

struct Reader {
  Suite suite;
  Errors errors;
  std::string topic;
  SharedReactions shared;
  std::map<std::string, Element> tables;  // that several cases share, by their id
  std::vector<Element> roots;

  // Every element of a case with {row.NAME} replaced by the row's attributes, also inside placeholders. Of several tables
  // each row of one goes with each row of the others.
  std::vector<Element> rows(const Element& element) {
    std::vector<Element> out{element};
    for (const auto& table : element.children)
      if (table.name == "table") out = with_rows(out, table.has("rows") ? shared_table(table) : table);
    return out;
  }

  static std::vector<Element> with_rows(const std::vector<Element>& elements, const Element& table) {
    std::vector<Element> out;
    for (const auto& element : elements)
      for (const auto& row : table.children) {
        out.push_back(with_row(element, row));
        out.back().where = row.where;
      }
    return out;
  }

  // The rows of another table, less those whose key the case names. They count as the case's own, where it asks for them.
  Element shared_table(const Element& table) {
    const auto found = tables.find(table.attribute("rows"));
    if (found == tables.end()) {
      errors.push_back({"there is no table '" + table.attribute("rows") + "'", "see <table id=\"…\"> in testcases/procedures", table.where});
      return table;
    }
    Element out = table;
    auto left_out = words(table.attribute("without"));
    for (Element row : found->second.children) {
      row.where = table.where;
      const std::string key = row.attribute(found->second.attribute("key"));
      if (std::erase(left_out, key) == 0) out.children.push_back(std::move(row));
    }
    for (const auto& unknown : left_out)
      errors.push_back({"the table '" + table.attribute("rows") + "' has no row '" + unknown + "' to leave out", "without= lists keys of its rows", table.where});
    return out;
  }

  static std::string with_row(std::string text, const Element& row) {
    for (const auto& [key, value] : row.attributes) {
      const std::string name = "{row." + key + "}";
      for (auto at = text.find(name); at != std::string::npos; at = text.find(name, at + value.size()))
        text.replace(at, name.size(), value);
    }
    return text;
  }

  static Element with_row(Element element, const Element& row) {
    for (auto& [key, value] : element.attributes) value = with_row(value, row);
    element.text = with_row(element.text, row);
    for (auto& child : element.children) child = with_row(child, row);
    return element;
  }

  std::string path_of(const std::string& name) const {
    return name.find('/') != std::string::npos && name.rfind(topic, 0) == 0 ? name : topic + "/" + name;
  }

  void read_case(const Element& element, const Location& written) {
    Case made;
    made.written = written;
    made.id = path_of(element.attribute("id"));
    made.test_id = element.attribute("test-id");
    made.revision = std::atoi(element.attribute("rev", "1").c_str());
    made.kind = element.name == "negative" ? CaseKind::negative
                : element.name == "check"  ? CaseKind::check
                                           : CaseKind::positive;
    made.exclusive = element.attribute("exclusive") == "yes";
    made.purpose = text_of(element, "purpose");
    made.applies_if = text_of(element, "applies-if");
    made.where = element.where;
    for (const auto& child : element.children) {
      read_part(child, made);
      if (child.name != "body" && child.name != "expect" && child.name != "then" && child.name != "postamble")
        made.head.push_back(child);
    }
    if (made.kind == CaseKind::negative) made.control = path_of(element.attribute("of"));
    if (suite.find(made.id)) {
      errors.push_back({"ASSAY-035: the case id '" + made.id + "' is taken already", "ids are never reused", made.where});
      return;
    }
    suite.cases.push_back(std::move(made));
  }

  static void read_part(const Element& child, Case& made) {
    if (child.name == "verifies")
      made.verifies.push_back({child.attribute("requirement"), child.attribute("observation"), child.where});
    else if (child.name == "kills") made.kills.push_back(child.attribute("defect"));
    else if (child.name == "cell")
      made.cells.push_back({child.attribute("of"), child.attribute("row"), child.attribute("column"), child.attribute("side"), child.where});
    else if (child.name == "cites") made.citations.push_back(child.attribute("document") + " " + child.attribute("clause"));
    else if (child.name == "reading") made.interpretations.push_back(child.attribute("id"));
    else if (child.name == "parameter") made.parameters[child.attribute("name")] = child.attribute("value");
    else if (child.name == "body") made.body = child.children;
    else if (child.name == "postamble") made.postamble = child.children;
    else if (child.name == "with") read_with(child, made);
    else if (child.name == "without")
      made.difference = Difference{"", "", child.attribute("step"), child.where, "without the step: " + child.attribute("step")};
    else if (child.name == "expect") made.reactions.push_back(child);
    else if (child.name == "then") made.then = child.children;
  }

  static void read_with(const Element& element, Case& made) {
    made.difference = Difference{element.attribute("parameter"), element.attribute("value"), "", element.where, ""};
  }

  void read_procedure(const Element& element) {
    Procedure made;
    made.id = element.attribute("id");
    made.where = element.where;
    for (const auto& child : element.children) {
      if (child.name != "parameter") {
        made.body.push_back(child);
        continue;
      }
      made.parameters.push_back(child.attribute("name"));
      if (child.has("default")) made.defaults[child.attribute("name")] = child.attribute("default");
    }
    if (suite.procedures.count(made.id))
      errors.push_back({"ASSAY-036: the procedure id '" + made.id + "' is taken already", "choose another", made.where});
    suite.procedures[made.id] = std::move(made);
  }

  void read_root(const Element& root) {
    topic = root.attribute("topic");
    for (const auto& child : root.children) {
      if (child.name == "procedure") read_procedure(child);
      else if (child.name == "reactions") shared[child.attribute("id")] = child.children;
      else if (child.name == "table") continue;
      else if (child.name == "default") suite.defaults.insert(suite.defaults.end(), child.children.begin(), child.children.end());
      else
        for (const auto& row : rows(child)) read_case(row, child.where);
    }
  }

  void read_text(const catalogue::Schema& schema, const Result<catalogue::Document>& document, const std::string& shown) {
    if (!document) {
      errors.push_back(document.error());
      return;
    }
    suite.files[shown] = document->text();
    auto wrong = schema.check_text(document->text(), document->path());
    errors.insert(errors.end(), wrong.begin(), wrong.end());
    if (!wrong.empty()) return;
    roots.push_back(to_element(*document, document->root()));
    for (const auto& child : roots.back().children)
      if (child.name == "table") tables[child.attribute("id")] = child;
  }

  // A negative says its difference in words once its control is known; what it does not say of
  // itself it has from its control.
  void finish_negatives() {
    for (auto& negative : suite.cases) {
      if (negative.kind != CaseKind::negative || !negative.difference) continue;
      const Case* control = suite.find(negative.control);
      if (!control) continue;
      if (negative.applies_if.empty()) negative.applies_if = control->applies_if;
      else if (!control->applies_if.empty()) negative.applies_if = "(" + control->applies_if + ") and (" + negative.applies_if + ")";
      auto& difference = *negative.difference;
      for (const auto& [name, value] : control->parameters) negative.parameters.insert({name, value});
      negative.postamble = control->postamble;
      if (difference.parameter.empty()) continue;
      const auto found = control->parameters.find(difference.parameter);
      const std::string before = found == control->parameters.end() ? "?" : found->second;
      difference.text = difference.parameter + ": '" + before + "' in the control, '" + difference.value + "' here";
    }
  }

  // Of a file that cannot be read the others may ask for what it holds: it is told alone.
  tl::expected<Suite, Errors> result() {
    if (!errors.empty()) return tl::unexpected(errors);
    for (const auto& root : roots) read_root(root);
    const auto wrong = put_in(shared, suite);
    errors.insert(errors.end(), wrong.begin(), wrong.end());
    finish_negatives();
    if (!errors.empty()) return tl::unexpected(errors);
    return std::move(suite);
  }
};

std::vector<fs::path> xml_files(const std::string& root) {
  std::vector<fs::path> files;
  std::error_code none;
  for (fs::recursive_directory_iterator at(root, none), end; at != end; at.increment(none))
    if (at->path().extension() == ".xml") files.push_back(at->path());
  std::sort(files.begin(), files.end());
  return files;
}

}  // namespace

const Case* Suite::find(const std::string& id) const {
  for (const auto& candidate : cases)
    if (candidate.id == id) return &candidate;
  return nullptr;
}

tl::expected<Suite, Errors> read_suite(const std::string& root) {
  auto schema = catalogue::Schema::load(root + "/schema/driver.xsd");
  if (!schema) return tl::unexpected(Errors{schema.error()});
  Reader reader;
  reader.suite.root = root;
  const auto files = xml_files(root);
  if (files.empty()) return tl::unexpected(Errors{{"no case files below " + root, "is this the suite's root?", {}}});
  for (const auto& file : files)
    reader.read_text(*schema, catalogue::load_xml(file.string()), "testcases/" + fs::relative(file, root).string());
  return reader.result();
}

tl::expected<Suite, Errors> read_suite_texts(const std::map<std::string, std::string>& texts, const std::string& schema) {
  auto loaded = catalogue::Schema::load(schema);
  if (!loaded) return tl::unexpected(Errors{loaded.error()});
  Reader reader;
  for (const auto& [name, text] : texts) reader.read_text(*loaded, catalogue::load_xml_text(text, name), name);
  return reader.result();
}

}  // namespace assay::language
