// Reads an XML file into a tree whose nodes know their line; refuses document type declarations.
#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include <pugixml.hpp>

#include "base/error.hpp"

namespace assay::catalogue {

// A parsed document and the text it came from. Cheap to copy: copies share one immutable tree, and
// nodes stay valid as long as one copy lives.
class Document {
 public:
  const std::string& path() const { return content_->path; }
  const std::string& text() const { return content_->text; }
  // The document element.
  pugi::xml_node root() const { return content_->tree.document_element(); }
  // Where an element or text node begins: its name or its first octet. Columns count octets.
  Location where(const pugi::xml_node& node) const;
  // Where an octet of text() stands.
  Location where(std::size_t offset) const;

 private:
  struct Content {
    std::string path;
    std::string text;
    pugi::xml_document tree;
    std::vector<std::size_t> line_starts;
  };
  friend Result<Document> load_xml_text(std::string text, const std::string& name);
  explicit Document(std::shared_ptr<const Content> content) : content_(std::move(content)) {}

  std::shared_ptr<const Content> content_;
};

// Errors carry file, line and column: no such file, ill-formed, no document element, a DOCTYPE.
// UTF-8 only (with or without byte order mark).
Result<Document> load_xml(const std::string& path);
// The same for text in memory; `name` stands in for the path in errors.
Result<Document> load_xml_text(std::string text, const std::string& name);

// The text of an element with runs of white space made one blank and none at the ends.
std::string flat_text(const pugi::xml_node& element);

}  // namespace assay::catalogue
