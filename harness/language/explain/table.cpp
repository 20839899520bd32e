// Wrapping at 100 columns.
#include "language/explain/table.hpp"

#include "base/text.hpp"

namespace assay::language {
namespace {

constexpr std::size_t kTitleWidth = 25;
constexpr std::size_t kWidth = 100;

}  // namespace

void TextTable::row(std::string_view title, std::string_view text, std::size_t hanging) {
  std::string line(title);
  line.resize(std::max(kTitleWidth, title.size() + 1), ' ');
  bool empty = true;
  for (const auto& word : words(text)) {
    if (!empty && line.size() + 1 + word.size() > kWidth) {
      text_ += line + "\n";
      line = std::string(kTitleWidth + hanging, ' ');
      empty = true;
    }
    line += (empty ? "" : " ") + word;
    empty = false;
  }
  text_ += line.substr(0, line.find_last_not_of(' ') + 1) + "\n";
}

}  // namespace assay::language
