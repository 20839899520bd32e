// Boolean expressions over names of ICS items and IXIT answers: `mss and not mss.imaps`.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.hpp"

namespace assay::catalogue {

// Grammar: or-list of and-lists of terms; term = name | "not" term | "(" expression ")"; `and`
// binds tighter than `or`. A name starts with a lower-case letter and holds lower-case letters,
// digits, dots and dashes. Immutable and cheap to copy.
class Expression {
 public:
  // `where` goes into the error, whose text tells the position of what does not fit. Empty text is
  // an error.
  static Result<Expression> parse(std::string_view text, const Location& where = {});

  bool evaluate(const std::function<bool(const std::string& name)>& lookup) const;
  // Each name once, in the order of first use.
  const std::vector<std::string>& names() const { return names_; }
  // As written, with runs of white space made one blank.
  const std::string& text() const { return text_; }

  struct Node;

 private:
  Expression() = default;

  std::string text_;
  std::vector<std::string> names_;
  std::shared_ptr<const Node> root_;
};

}  // namespace assay::catalogue
