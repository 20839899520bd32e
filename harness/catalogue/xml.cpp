// Reads XML with pugixml and finds the line of a node by its offset in the text.
#include "catalogue/xml.hpp"

#include <algorithm>
#include <fstream>
#include <iterator>

#include "base/text.hpp"

namespace assay::catalogue {
namespace {

std::vector<std::size_t> line_starts(std::string_view text) {
  std::vector<std::size_t> starts{0};
  for (std::size_t i = 0; i < text.size(); ++i)
    if (text[i] == '\n') starts.push_back(i + 1);
  return starts;
}

bool has_doctype(const pugi::xml_document& tree, std::ptrdiff_t& offset) {
  for (const auto& node : tree.children())
    if (node.type() == pugi::node_doctype) {
      offset = node.offset_debug();
      return true;
    }
  return false;
}

void append_text(const pugi::xml_node& node, std::string& out) {
  for (const auto& child : node.children()) {
    if (child.type() == pugi::node_pcdata || child.type() == pugi::node_cdata) out += child.value();
    append_text(child, out);
  }
}

}  // namespace

Location Document::where(std::size_t offset) const {
  const auto& starts = content_->line_starts;
  const auto after = std::upper_bound(starts.begin(), starts.end(), offset);
  const auto line = static_cast<int>(after - starts.begin());
  return {content_->path, line, static_cast<int>(offset - *(after - 1)) + 1};
}

Location Document::where(const pugi::xml_node& node) const {
  const auto offset = node.offset_debug();
  return offset < 0 ? Location{content_->path, 0, 0} : where(static_cast<std::size_t>(offset));
}

Result<Document> load_xml_text(std::string text, const std::string& name) {
  auto content = std::make_shared<Document::Content>();
  content->path = name;
  content->text = std::move(text);
  content->line_starts = line_starts(content->text);
  const auto parsed = content->tree.load_buffer(content->text.data(), content->text.size(),
                                                pugi::parse_default | pugi::parse_doctype, pugi::encoding_utf8);
  const Document document(content);
  if (!parsed)
    return failure(std::string("not well-formed XML: ") + parsed.description(), {},
                   document.where(static_cast<std::size_t>(std::max<std::ptrdiff_t>(parsed.offset, 0))));
  std::ptrdiff_t doctype = 0;
  if (has_doctype(content->tree, doctype))
    return failure("a document type declaration is not allowed", "remove the DOCTYPE",
                   document.where(static_cast<std::size_t>(std::max<std::ptrdiff_t>(doctype, 0))));
  return document;
}

Result<Document> load_xml(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  if (!file) return failure("cannot open the file", "check its name and permissions", {path, 0, 0});
  std::string text{std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
  if (file.bad()) return failure("cannot read the file", {}, {path, 0, 0});
  return load_xml_text(std::move(text), path);
}

std::string flat_text(const pugi::xml_node& element) {
  std::string text;
  append_text(element, text);
  return join(words(text), " ");
}

}  // namespace assay::catalogue
