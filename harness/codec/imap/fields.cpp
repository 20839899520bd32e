// What matchers ask of a response, beyond its fields.
#include <algorithm>

#include "codec/imap/fields.hpp"

#include "base/text.hpp"
#include "codec/imap/value_reader.hpp"

namespace assay::imap {

std::optional<Span> find_in_raw(const Response& response, std::string_view needle) {
  const auto at = needle.empty() ? Bytes::npos : response.raw.find(needle);
  return at == Bytes::npos ? std::nullopt : std::optional(Span{at, needle.size()});
}

std::optional<std::string> listed_mailbox(const Response& response) {
  if (response.keyword != "LIST" && response.keyword != "LSUB") return std::nullopt;
  const auto literals = locate_literals(response.arguments);
  std::vector<Violation> known_already;
  ValueReader reader(response.arguments, literals, 0, response.arguments.size(), known_already);
  if (!reader.next() || !reader.next()) return std::nullopt;
  auto name = reader.next();
  if (!name || name->form == Argument::Form::list) return std::nullopt;
  return std::move(name->value);
}

std::vector<Argument> values(const Response& response) {
  const auto literals = locate_literals(response.arguments);
  std::vector<Violation> known_already;
  ValueReader reader(response.arguments, literals, 0, response.arguments.size(), known_already);
  std::vector<Argument> out;
  while (auto value = reader.next()) out.push_back(std::move(*value));
  return out;
}

std::vector<std::string> flags(const Response& response) {
  const auto inner = [](std::string list) {
    if (!list.empty() && list.front() == '(') list.erase(0, 1);
    if (!list.empty() && list.back() == ')') list.pop_back();
    return words(list);
  };
  if (response.keyword == "FLAGS") return inner(response.arguments);
  if (response.code == "PERMANENTFLAGS") return inner(response.code_arguments);
  for (const auto& item : fetch_items(response))
    if (item.name == "FLAGS" && item.value.form == Argument::Form::list) return words(item.value.value);
  return {};
}

bool tells_flags(const Response& response) {
  if (response.keyword == "FLAGS" || response.code == "PERMANENTFLAGS") return true;
  const auto items = fetch_items(response);
  return std::any_of(items.begin(), items.end(), [](const auto& item) { return item.name == "FLAGS"; });
}

std::vector<std::string> capabilities(const Response& response) {
  if (response.keyword == "CAPABILITY") return words(upper_case(response.arguments));
  if (response.code == "CAPABILITY") return words(upper_case(response.code_arguments));
  return {};
}

std::vector<FetchItem> fetch_items(const Response& response) {
  const ByteView text = response.arguments;
  if (response.keyword != "FETCH" || text.empty() || text.front() != '(') return {};
  const auto literals = locate_literals(text);
  const std::size_t read = literals.empty() ? 1 : literals.back().content.offset + literals.back().content.length;
  const bool closed = text.size() > read && text.back() == ')';
  std::vector<Violation> known_already;
  ValueReader reader(text, literals, 1, closed ? text.size() - 1 : text.size(), known_already);
  std::vector<FetchItem> items;
  while (auto name = reader.next()) {
    auto value = reader.next();
    if (value) items.push_back({upper_case(name->value), std::move(*value)});
  }
  return items;
}

std::optional<Bytes> fetch_octets(const Response& response, std::string_view item) {
  for (auto& found : fetch_items(response)) {
    if (!equal_ignoring_case(found.name, item)) continue;
    const bool nil = found.value.form == Argument::Form::atom && equal_ignoring_case(found.value.value, "NIL");
    return nil ? std::nullopt : std::optional(std::move(found.value.value));
  }
  return std::nullopt;
}

}  // namespace assay::imap
