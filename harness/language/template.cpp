// Parsing and expanding of placeholders.
#include "language/template.hpp"

#include <algorithm>
#include <utility>

namespace assay::language {
namespace {

// Reads one word of a placeholder at `at`; a quoted word keeps its quotes.
Result<std::string> read_word(const std::string& text, std::size_t& at) {
  const std::size_t from = at;
  if (text[at] == '\'') {
    const std::size_t end = text.find('\'', at + 1);
    if (end == std::string::npos) return failure("a quote in a placeholder is not closed", "write {name 'text'}");
    at = end + 1;
    return text.substr(from, at - from);
  }
  while (at < text.size() && text[at] != ' ' && text[at] != '}') ++at;
  return text.substr(from, at - from);
}

Result<Piece> read_placeholder(const std::string& text, std::size_t& at) {
  Piece piece;
  piece.placeholder = true;
  ++at;
  while (at < text.size() && text[at] != '}') {
    if (text[at] == ' ') {
      ++at;
      continue;
    }
    auto word = read_word(text, at);
    if (!word) return tl::unexpected(word.error());
    piece.words.push_back(*word);
  }
  if (at >= text.size()) return failure("a placeholder is not closed", "write {name}, and {{ for a brace");
  if (piece.words.empty()) return failure("a placeholder is empty", "write {name}, and {{ for a brace");
  ++at;
  return piece;
}

bool is_quoted(const std::string& word) { return word.size() >= 2 && word.front() == '\''; }

// Of a word such as "uri=bob.address" what stands as it is, the "=" included; of a plain name nothing.
std::string label_of(const std::string& word) { return is_quoted(word) ? std::string() : word.substr(0, word.find('=') + 1); }

std::string name_of(const std::string& word) { return word.substr(label_of(word).size()); }
std::string unquoted(const std::string& word) { return word.substr(1, word.size() - 2); }

// A word of a derivation. A value that is itself one placeholder becomes the bare name, any other a quoted word, whose
// own placeholders stay.
std::string bound_word(const std::string& word, const std::map<std::string, std::string>& values) {
  if (is_quoted(word)) return "'" + bind_names(unquoted(word), values) + "'";
  const auto found = values.find(name_of(word));
  if (found == values.end()) return word;
  const auto parsed = parse_template(found->second);
  const bool bare = parsed && parsed->size() == 1 && (*parsed)[0].placeholder && (*parsed)[0].words.size() == 1;
  return bare ? label_of(word) + (*parsed)[0].words[0] : "'" + label_of(word) + found->second + "'";
}

Result<std::string> expand_placeholder(const Piece& piece, const Lookup& lookup, const Derive& derive) {
  if (piece.words.size() == 1 && piece.words[0].find(':') == std::string::npos) return lookup(piece.words[0]);
  std::vector<std::string> arguments;
  for (std::size_t i = 1; i < piece.words.size(); ++i) {
    if (is_quoted(piece.words[i])) {
      auto text = expand(unquoted(piece.words[i]), lookup, derive);
      if (!text) return text;
      arguments.push_back(*text);
      continue;
    }
    auto value = lookup(name_of(piece.words[i]));
    if (!value) return value;
    arguments.push_back(label_of(piece.words[i]) + *value);
  }
  return derive(piece.words[0], arguments);
}

}  // namespace

Result<std::vector<Piece>> parse_template(const std::string& text) {
  std::vector<Piece> pieces;
  std::string plain;
  for (std::size_t at = 0; at < text.size();) {
    const auto brace = std::min(text.find('{', at), text.size());
    plain.append(text, at, brace - at);
    at = brace;
    if (text.compare(at, 2, "{{") == 0) {
      plain += '{';
      at += 2;
    } else if (at < text.size()) {
      if (!plain.empty()) pieces.push_back({false, std::exchange(plain, {}), {}});
      auto piece = read_placeholder(text, at);
      if (!piece) return tl::unexpected(piece.error());
      pieces.push_back(std::move(*piece));
    }
  }
  if (!plain.empty()) pieces.push_back({false, std::move(plain), {}});
  return pieces;
}

std::string bind_names(const std::string& text, const std::map<std::string, std::string>& values) {
  // Most texts hold no placeholder, and every start of the program goes through all of them several times.
  if (text.find('{') == std::string::npos) return text;
  const auto pieces = parse_template(text);
  if (!pieces) return text;
  std::string out;
  for (const auto& piece : *pieces) {
    if (!piece.placeholder) {
      for (char c : piece.text) out += c == '{' ? std::string("{{") : std::string(1, c);
      continue;
    }
    if (piece.words.size() == 1 && values.count(piece.words[0])) {
      out += values.at(piece.words[0]);
      continue;
    }
    std::string inner = piece.words[0];
    for (std::size_t i = 1; i < piece.words.size(); ++i) inner += ' ' + bound_word(piece.words[i], values);
    out += '{' + inner + '}';
  }
  return out;
}

std::vector<std::string> names_in(const std::string& text) {
  std::vector<std::string> names;
  if (text.find('{') == std::string::npos) return names;
  const auto pieces = parse_template(text);
  if (!pieces) return names;
  for (const auto& piece : *pieces) {
    if (!piece.placeholder) continue;
    const bool derivation = piece.words.size() > 1 || piece.words[0].find(':') != std::string::npos;
    for (std::size_t i = derivation ? 1 : 0; i < piece.words.size(); ++i) {
      if (!is_quoted(piece.words[i])) names.push_back(name_of(piece.words[i]));
      else
        for (auto& inner : names_in(unquoted(piece.words[i]))) names.push_back(std::move(inner));
    }
  }
  return names;
}

Result<std::string> expand(const std::string& text, const Lookup& lookup, const Derive& derive) {
  const auto pieces = parse_template(text);
  if (!pieces) return tl::unexpected(pieces.error());
  std::string out;
  for (const auto& piece : *pieces) {
    if (!piece.placeholder) {
      out += piece.text;
      continue;
    }
    auto value = expand_placeholder(piece, lookup, derive);
    if (!value) return value;
    out += *value;
  }
  return out;
}

}  // namespace assay::language
