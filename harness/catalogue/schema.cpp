// XML Schema validation by libxml2; the only file that knows that library.
#include "catalogue/schema.hpp"

#include <libxml/parser.h>
#include <libxml/xmlerror.h>
#include <libxml/xmlschemas.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <limits>
#include <mutex>

#include "catalogue/schema_words.hpp"
#include "catalogue/xml.hpp"

namespace assay::catalogue {
namespace {

struct Collected {
  std::string file;  // overrides what libxml2 calls the file; empty: as libxml2 says
  std::string way_out;
  std::vector<Error> errors;
  std::vector<const xmlNode*> nodes;  // what each error is about; null if nothing in the tree
};

// Names of elements come as {namespace}name; people know the name alone.
std::string readable(std::string text) {
  for (auto open = text.find("{urn:"); open != std::string::npos; open = text.find("{urn:")) {
    const auto close = text.find('}', open);
    if (close == std::string::npos) break;
    text.erase(open, close - open + 1);
  }
  while (!text.empty() && (text.back() == '\n' || text.back() == ' ')) text.pop_back();
  return text;
}

void collect(void* target, xmlErrorPtr error) {
  auto& collected = *static_cast<Collected*>(target);
  Error out = in_words(readable(error->message != nullptr ? error->message : "unknown XML error"), collected.way_out);
  out.where.file = !collected.file.empty() ? collected.file : (error->file != nullptr ? error->file : "");
  out.where.line = error->line;
  if (error->domain == XML_FROM_PARSER) out.where.column = error->int2;
  collected.errors.push_back(std::move(out));
  collected.nodes.push_back(error->domain == XML_FROM_SCHEMASV ? static_cast<const xmlNode*>(error->node) : nullptr);
}

// Directs the errors of libxml2 on this thread into a list, and puts the old handler back.
class ErrorScope {
 public:
  explicit ErrorScope(Collected& target) : handler_(xmlStructuredError), context_(xmlStructuredErrorContext) {
    xmlSetStructuredErrorFunc(&target, collect);
  }
  ~ErrorScope() { xmlSetStructuredErrorFunc(context_, handler_); }
  ErrorScope(const ErrorScope&) = delete;
  ErrorScope& operator=(const ErrorScope&) = delete;

 private:
  xmlStructuredErrorFunc handler_;
  void* context_;
};

void start_library() {
  static std::once_flag once;
  std::call_once(once, [] {
    xmlInitParser();
    xmlSetExternalEntityLoader(xmlNoNetExternalEntityLoader);
  });
}

using DocumentPointer = std::unique_ptr<xmlDoc, decltype(&xmlFreeDoc)>;
using ParserPointer = std::unique_ptr<xmlSchemaParserCtxt, decltype(&xmlSchemaFreeParserCtxt)>;
using ValidatorPointer = std::unique_ptr<xmlSchemaValidCtxt, decltype(&xmlSchemaFreeValidCtxt)>;

// The elements in document order. Both parsers read the same text, so the n-th of one is the n-th of
// the other.
void list_elements(const xmlNode* node, std::vector<const xmlNode*>& out) {
  for (; node != nullptr; node = node->next)
    if (node->type == XML_ELEMENT_NODE) {
      out.push_back(node);
      list_elements(node->children, out);
    }
}
void list_elements(const pugi::xml_node& parent, std::vector<pugi::xml_node>& out) {
  for (const auto& node : parent.children())
    if (node.type() == pugi::node_element) {
      out.push_back(node);
      list_elements(node, out);
    }
}

// libxml2 knows only the line on which a start tag ends; people look for the one where it begins.
void point_at_start_tags(const xmlDoc& tree, const Document& text, Collected& collected) {
  std::vector<const xmlNode*> here;
  std::vector<pugi::xml_node> there;
  list_elements(tree.children, here);
  list_elements(text.root().parent(), there);
  for (std::size_t i = 0; i < collected.errors.size(); ++i) {
    const auto* node = collected.nodes[i];
    if (node != nullptr && node->type == XML_ATTRIBUTE_NODE) node = node->parent;
    const auto at = static_cast<std::size_t>(std::find(here.begin(), here.end(), node) - here.begin());
    if (node != nullptr && at < there.size()) collected.errors[i].where = text.where(there[at]);
  }
}

void sort_by_line(std::vector<Error>& errors) {
  std::stable_sort(errors.begin(), errors.end(),
                   [](const Error& a, const Error& b) { return a.where.line < b.where.line; });
}

}  // namespace

struct Schema::Compiled {
  std::string name;
  std::unique_ptr<xmlSchema, decltype(&xmlSchemaFree)> schema{nullptr, xmlSchemaFree};
};

Result<Schema> Schema::load(const std::string& xsd_path) {
  start_library();
  if (auto readable_file = load_xml(xsd_path); !readable_file) return tl::unexpected(readable_file.error());
  Collected collected;
  const ErrorScope scope(collected);
  const ParserPointer parser(xmlSchemaNewParserCtxt(xsd_path.c_str()), xmlSchemaFreeParserCtxt);
  auto compiled = std::make_shared<Compiled>();
  compiled->name = std::filesystem::path(xsd_path).filename().string();
  if (parser) compiled->schema.reset(xmlSchemaParse(parser.get()));
  if (compiled->schema) return Schema(std::move(compiled));
  if (!collected.errors.empty()) return tl::unexpected(collected.errors.front());
  return failure("the schema does not compile", {}, {xsd_path, 0, 0});
}

std::vector<Error> Schema::check_text(const std::string& text, const std::string& name) const {
  const auto parsed = load_xml_text(text, name);
  if (!parsed) return {parsed.error()};
  if (text.size() > static_cast<std::size_t>(std::numeric_limits<int>::max()))
    return {Error{"the file is too large", {}, {name, 0, 0}}};
  Collected collected{name, "schema " + compiled_->name, {}, {}};
  const ErrorScope scope(collected);
  const DocumentPointer document(xmlReadMemory(text.data(), static_cast<int>(text.size()), name.c_str(), "UTF-8",
                                               XML_PARSE_NONET | XML_PARSE_BIG_LINES),
                                 xmlFreeDoc);
  bool good = false;
  if (document) {
    const ValidatorPointer validator(xmlSchemaNewValidCtxt(compiled_->schema.get()), xmlSchemaFreeValidCtxt);
    good = xmlSchemaValidateDoc(validator.get(), document.get()) == 0;
    point_at_start_tags(*document, *parsed, collected);
  }
  if (!good && collected.errors.empty())
    collected.errors.push_back(Error{"not valid", collected.way_out, {name, 0, 0}});
  sort_by_line(collected.errors);
  return std::move(collected.errors);
}

std::vector<Error> Schema::check_file(const std::string& path) const {
  std::ifstream file(path, std::ios::binary);
  if (!file) return {Error{"cannot open the file", "check its name and permissions", {path, 0, 0}}};
  return check_text({std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()}, path);
}

std::vector<Error> validate_all(const std::string& path, const std::string& xsd_path) {
  const auto schema = Schema::load(xsd_path);
  return schema ? schema->check_file(path) : std::vector<Error>{schema.error()};
}

Result<void> validate(const std::string& path, const std::string& xsd_path) {
  auto errors = validate_all(path, xsd_path);
  if (errors.empty()) return {};
  return tl::unexpected(std::move(errors.front()));
}

}  // namespace assay::catalogue
