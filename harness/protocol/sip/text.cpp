// Cutting the text of an element into the parts of a message.
#include "protocol/sip/text.hpp"

#include <algorithm>
#include <vector>

#include "base/text.hpp"
#include "codec/sip/header_name.hpp"

namespace assay::protocol::sip {
namespace {

using assay::sip::Draft;
using assay::sip::HeaderLine;

std::size_t indentation(const std::string& line) {
  const auto first = line.find_first_not_of(" \t");
  return first == std::string::npos ? std::string::npos : first;
}

// The first line stands behind the start tag: it has no indentation of its own.
std::vector<std::string> lines_of(const std::string& text) {
  auto lines = split(text, '\n');
  std::size_t shared = std::string::npos;
  for (std::size_t i = 1; i < lines.size(); ++i) shared = std::min(shared, indentation(lines[i]));
  for (std::size_t i = 1; i < lines.size(); ++i)
    lines[i] = indentation(lines[i]) == std::string::npos ? "" : lines[i].substr(shared);
  return lines;
}

HeaderLine header_of(const std::string& line) {
  const auto colon = line.find(':');
  if (colon == std::string::npos) return {line, "", "", "\r\n"};
  std::size_t value = colon + 1;
  while (value < line.size() && line[value] == ' ') ++value;
  return {line.substr(0, colon), line.substr(value), line.substr(colon, value - colon), "\r\n"};
}

// A line that begins with a blank goes on with the header before it (RFC 3261 7.3.1).
void add_header(Draft& draft, const std::string& line) {
  const bool folds = line.front() == ' ' || line.front() == '\t';
  if (folds && !draft.headers.empty()) draft.headers.back().value += "\r\n" + line;
  else draft.headers.push_back(header_of(line));
}

}  // namespace

Draft read_text(const std::string& text, bool start_line) {
  Draft draft;
  const auto lines = text.empty() ? std::vector<std::string>() : lines_of(text);
  std::size_t at = 0;
  if (start_line && !lines.empty()) draft.start_line = lines[at++];
  while (at < lines.size() && !lines[at].empty()) add_header(draft, lines[at++]);
  if (at < lines.size()) draft.body = join({lines.begin() + static_cast<std::ptrdiff_t>(at) + 1, lines.end()}, "\r\n");
  return draft;
}

HeaderLine* find_header(Draft& draft, std::string_view name) {
  const auto found = std::find_if(draft.headers.begin(), draft.headers.end(), [&](const HeaderLine& header) {
    return assay::sip::canonical_name(trim(header.name)) == name;
  });
  return found == draft.headers.end() ? nullptr : &*found;
}

}  // namespace assay::protocol::sip
