// Rows of a title and wrapped text, in two columns.
#pragma once

#include <string>
#include <string_view>

namespace assay::language {

class TextTable {
 public:
  // A paragraph of the row; the title stands before its first line only. `hanging` columns indent every
  // further line of the paragraph.
  void row(std::string_view title, std::string_view text, std::size_t hanging = 0);
  const std::string& text() const { return text_; }

 private:
  std::string text_;
};

}  // namespace assay::language
