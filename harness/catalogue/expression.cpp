// Parses and evaluates the boolean expressions of ICS conditions by recursive descent.
#include "catalogue/expression.hpp"

#include <algorithm>

#include "base/text.hpp"

namespace assay::catalogue {

struct Expression::Node {
  enum class Kind { name, negation, conjunction, disjunction };
  Kind kind{Kind::name};
  std::string name;
  std::vector<std::shared_ptr<const Node>> parts;
};

namespace {

using Node = Expression::Node;
using NodePointer = std::shared_ptr<const Node>;

// Deeper nesting is a mistake or an attack on the stack.
constexpr int kDeepest = 64;

bool starts_name(char c) { return c >= 'a' && c <= 'z'; }
bool continues_name(char c) { return starts_name(c) || (c >= '0' && c <= '9') || c == '.' || c == '-'; }

class Parser {
 public:
  Parser(std::string_view text, Location where) : text_(text), where_(std::move(where)) {}

  Result<NodePointer> parse() {
    auto whole = sequence(Node::Kind::disjunction, 0);
    if (whole && !peek().empty()) return unexpected_token("'and', 'or' or the end");
    return whole;
  }
  std::vector<std::string> names() && { return std::move(names_); }

 private:
  // The next token, without taking it; empty at the end.
  std::string_view peek() {
    while (at_ < text_.size() && (text_[at_] == ' ' || text_[at_] == '\n' || text_[at_] == '\t' || text_[at_] == '\r'))
      ++at_;
    if (at_ == text_.size()) return {};
    std::size_t end = at_ + 1;
    if (starts_name(text_[at_]))
      while (end < text_.size() && continues_name(text_[end])) ++end;
    return text_.substr(at_, end - at_);
  }
  void take() { at_ += peek().size(); }
  bool take_if(std::string_view token) {
    if (peek() != token) return false;
    take();
    return true;
  }

  tl::unexpected<Error> unexpected_token(const std::string& expected) {
    const std::string found(peek());
    const auto place = " at character " + std::to_string(at_ + 1);
    return failure("expression '" + escape(text_) + "': expected " + expected + place +
                       (found.empty() ? ", found the end" : ", found '" + escape(found) + "'"),
                   "names, 'and', 'or', 'not' and parentheses are allowed", where_);
  }

  // Parts joined by one word: disjunctions of conjunctions of terms.
  Result<NodePointer> sequence(Node::Kind kind, int depth) {
    const bool outer = kind == Node::Kind::disjunction;
    auto node = std::make_shared<Node>();
    node->kind = kind;
    do {
      auto part = outer ? sequence(Node::Kind::conjunction, depth) : term(depth);
      if (!part) return part;
      node->parts.push_back(std::move(*part));
    } while (take_if(outer ? "or" : "and"));
    if (node->parts.size() == 1) return node->parts.front();
    return NodePointer(std::move(node));
  }

  Result<NodePointer> term(int depth) {
    if (depth == kDeepest) return unexpected_token("fewer levels of parentheses and 'not'");
    if (take_if("not")) return negation(depth);
    if (take_if("(")) {
      auto inner = sequence(Node::Kind::disjunction, depth + 1);
      if (inner && !take_if(")")) return unexpected_token("')'");
      return inner;
    }
    return name();
  }

  Result<NodePointer> negation(int depth) {
    auto inner = term(depth + 1);
    if (!inner) return inner;
    auto node = std::make_shared<Node>();
    node->kind = Node::Kind::negation;
    node->parts.push_back(std::move(*inner));
    return NodePointer(std::move(node));
  }

  Result<NodePointer> name() {
    const auto token = peek();
    if (token.empty() || !starts_name(token.front()) || token == "and" || token == "or")
      return unexpected_token("a name");
    auto node = std::make_shared<Node>();
    node->name = token;
    if (std::find(names_.begin(), names_.end(), node->name) == names_.end()) names_.push_back(node->name);
    take();
    return NodePointer(std::move(node));
  }

  std::string_view text_;
  Location where_;
  std::size_t at_{0};
  std::vector<std::string> names_;
};

bool holds(const Node& node, const std::function<bool(const std::string&)>& lookup) {
  const auto part_holds = [&](const NodePointer& part) { return holds(*part, lookup); };
  switch (node.kind) {
    case Node::Kind::name: return lookup(node.name);
    case Node::Kind::negation: return !holds(*node.parts.front(), lookup);
    case Node::Kind::conjunction: return std::all_of(node.parts.begin(), node.parts.end(), part_holds);
    case Node::Kind::disjunction: break;
  }
  return std::any_of(node.parts.begin(), node.parts.end(), part_holds);
}

}  // namespace

Result<Expression> Expression::parse(std::string_view text, const Location& where) {
  Parser parser(text, where);
  auto root = parser.parse();
  if (!root) return tl::unexpected(root.error());
  Expression expression;
  expression.text_ = join(words(text), " ");
  expression.names_ = std::move(parser).names();
  expression.root_ = std::move(*root);
  return expression;
}

bool Expression::evaluate(const std::function<bool(const std::string& name)>& lookup) const {
  return holds(*root_, lookup);
}

}  // namespace assay::catalogue
