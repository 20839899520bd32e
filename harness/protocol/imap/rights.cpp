// Sets of rights are compared letter by letter; the virtual rights "c" and "d" go beyond nothing (RFC 4314 2.1.1).
#include "protocol/imap/rights.hpp"

#include <algorithm>

#include "base/text.hpp"
#include "codec/imap/command.hpp"
#include "codec/imap/fields.hpp"

namespace assay::protocol::imap {
namespace {

using language::Compare;
using language::Item;
using language::Judge;
using Arguments = std::vector<std::string>;

constexpr std::string_view kExtraRights = "RIGHTS=";

std::string text_of(const Item& item, const std::string& name) {
  const auto* field = item.field(name);
  return field ? field->value : std::string();
}

bool is_virtual(char right) { return right == 'c' || right == 'd'; }

bool has(const std::string& rights, char right) { return rights.find(right) != std::string::npos; }

bool holds(const std::string& rights, const std::string& wanted) {
  return std::all_of(wanted.begin(), wanted.end(), [&](char right) { return has(rights, right); });
}

bool within(const std::string& rights, const std::string& allowed) {
  return std::all_of(rights.begin(), rights.end(),
                     [&](char right) { return is_virtual(right) || has(allowed, right); });
}

bool is_set(const std::string& rights, const std::string& how, const std::string& wanted) {
  if (how == "holds") return holds(rights, wanted);
  if (how == "lacks") return !holds(rights, wanted);
  if (how == "within") return within(rights, wanted);
  return !within(rights, wanted);
}

// Compares the rights of the field as `how` says.
language::MatcherAttribute compares(const std::string& field, const std::string& how) {
  const Judge judge = [field, how](const std::string& wanted, const Item& item) {
    return is_set(text_of(item, field), how, wanted);
  };
  return {field, Compare::judged, "", judge};
}

// One entry of an access control list in a line: the identifier, a tab, the rights.
const std::string* find_entry(const std::vector<std::pair<std::string, std::string>>& entries,
                              const std::string& identifier) {
  const auto found = std::find_if(entries.begin(), entries.end(),
                                  [&](const auto& entry) { return equal_ignoring_case(entry.first, identifier); });
  return found == entries.end() ? nullptr : &found->second;
}

std::vector<std::pair<std::string, std::string>> entries_of(const Item& item) {
  std::vector<std::pair<std::string, std::string>> out;
  const std::string all = text_of(item, "entries");
  for (std::size_t at = 0; at < all.size();) {
    const std::size_t end = std::min(all.find('\n', at), all.size());
    const std::size_t tab = std::min(all.find('\t', at), end);
    out.push_back({all.substr(at, tab - at), all.substr(std::min(tab + 1, end), end - std::min(tab + 1, end))});
    at = end + 1;
  }
  return out;
}

// "IDENTIFIER RIGHTS": of an identifier that has no entry nothing of the kind holds.
language::MatcherAttribute compares_entry(const std::string& how) {
  const Judge judge = [how](const std::string& wanted, const Item& item) {
    const auto blank = std::min(wanted.find(' '), wanted.size());
    const auto entries = entries_of(item);
    const auto* rights = find_entry(entries, wanted.substr(0, blank));
    return rights && is_set(*rights, how, std::string(trim(wanted.substr(blank))));
  };
  return {"entries", Compare::judged, "", judge};
}

// Whether the list gives rights to somebody beside these: the form of identifiers is the server's (RFC 4314 3.3), so one that
// holds a name counts as that name. A negative entry gives nothing.
bool gives_to_others(const std::string& these, const Item& item) {
  const auto names = words(lower(these));
  const auto entries = entries_of(item);
  return std::any_of(entries.begin(), entries.end(), [&](const auto& entry) {
    const std::string identifier = lower(entry.first);
    const auto is_in = [&](const std::string& name) { return identifier.find(name) != std::string::npos; };
    return !entry.second.empty() && !identifier.starts_with("-") && std::none_of(names.begin(), names.end(), is_in);
  });
}

language::MatcherAttribute names_entry(bool there) {
  const Judge judge = [there](const std::string& wanted, const Item& item) {
    const auto entries = entries_of(item);
    return (find_entry(entries, wanted) != nullptr) == there;
  };
  return {"entries", Compare::judged, "", judge};
}

// RFC 4314 3.6 to 3.8: the mailbox that the rights apply to stands first. A server may write its letters in the other
// case, and call an owner's folder as others do, or the other way round.
bool is_of_another(const std::string& wanted, const Item& item) {
  const std::string told = lower(text_of(item, "mailbox")), asked = lower(assay::imap::mailbox_name(wanted));
  return !told.ends_with(asked) && (told.empty() || !asked.ends_with(told));
}

// RFC 4314 3.7: the same right is not listed more than once.
bool repeats_a_right(const Item& item) {
  std::string all = text_of(item, "always") + text_of(item, "may");
  all.erase(std::remove(all.begin(), all.end(), ' '), all.end());
  std::sort(all.begin(), all.end());
  return std::adjacent_find(all.begin(), all.end()) != all.end();
}

std::string squashed(const std::string& text) {
  std::string out;
  for (char c : text) {
    const bool digit = c >= '0' && c <= '9';
    if (!digit || out.empty() || out.back() != '0') out += digit ? '0' : c;
  }
  return out;
}

// What would be answered to `other` if it were answered as `name` was.
std::string answer_for(std::string answer, const std::string& name, const std::string& other) {
  const std::string from = squashed(name);
  const std::string to = squashed(other);
  if (from.empty()) return answer;
  for (auto at = answer.find(from); at != std::string::npos; at = answer.find(from, at + to.size()))
    answer.replace(at, from.size(), to);
  return answer;
}

// Modified UTF-7 (RFC 3501 5.1.3) of the first letter, which stands for itself and need not be encoded.
std::string encoded_needlessly(const std::string& name) {
  if (name.empty()) return name;
  const std::string utf16{'\0', name[0], '\0'};
  return "&" + base64_encode(utf16).substr(0, 3) + "-" + name.substr(1);
}

std::string in_other_case(std::string name) {
  for (char& c : name)
    if (c >= 'a' && c <= 'z')
      c = static_cast<char>(c - 'a' + 'A');
    else if (c >= 'A' && c <= 'Z')
      c = static_cast<char>(c - 'A' + 'a');
  return name;
}

void add(Item& item, const std::string& name, const std::string& value) { item.fields.push_back({name, value, 0, 0}); }

// Without what a server adds behind its words and for this answer alone: how long it took, or the number of an
// incident.
std::string without_remark(std::string text) {
  const auto from = text.rfind(" ("), to = text.rfind(')');
  if (from == std::string::npos || to == std::string::npos || to < from) return text;
  const std::string remark = text.substr(from, to - from);
  const bool has_digit = remark.find_first_of("0123456789") != std::string::npos;
  const bool at_end = text.find_first_not_of(".!) ", to) == std::string::npos;
  return has_digit && at_end ? text.erase(from, to + 1 - from) : text;
}

}  // namespace

void add_rights(Item& item, const assay::imap::Response& response) {
  for (const auto& capability : assay::imap::capabilities(response))
    if (capability.rfind(kExtraRights, 0) == 0)
      add(item, "extra-rights", lower(capability.substr(kExtraRights.size())));
  const bool lists = response.keyword == "ACL", offers = response.keyword == "LISTRIGHTS",
             mine = response.keyword == "MYRIGHTS";
  if (!lists && !offers && !mine) return;
  const auto values = assay::imap::values(response);
  if (values.empty()) return;
  add(item, "mailbox", values[0].value);
  if (mine && values.size() > 1) add(item, "rights", values[1].value);
  if (lists) {
    std::string entries;
    for (std::size_t at = 1; at + 1 < values.size(); at += 2)
      entries += values[at].value + '\t' + values[at + 1].value + '\n';
    add(item, "entries", entries);
  }
  if (!offers || values.size() < 3) return;
  add(item, "identifier", values[1].value);
  add(item, "always", values[2].value);
  Arguments may;
  for (std::size_t at = 3; at < values.size(); ++at) may.push_back(values[at].value);
  add(item, "may", join(may, " "));
}

std::string answer_of(const assay::imap::Response& response) {
  std::string text = response.status;
  if (!response.code.empty())
    text += " [" + response.code + (response.code_arguments.empty() ? "" : " " + response.code_arguments) + "]";
  return squashed(text + " " + without_remark(response.text));
}

void register_rights(language::Vocabulary& vocabulary) {
  vocabulary.matchers["imap:my-rights"] = {"imap.data",
                                           "a MYRIGHTS response",
                                           {{"keyword", {"keyword", Compare::any_of, "MYRIGHTS"}},
                                            {"other-than", {"mailbox", Compare::judged, "", is_of_another}},
                                            {"holds", compares("rights", "holds")},
                                            {"lacks", compares("rights", "lacks")},
                                            {"within", compares("rights", "within")},
                                            {"beyond", compares("rights", "beyond")}}};
  vocabulary.matchers["imap:acl"] = {"imap.data",
                                     "an ACL response",
                                     {{"keyword", {"keyword", Compare::any_of, "ACL"}},
                                      {"other-than", {"mailbox", Compare::judged, "", is_of_another}},
                                      {"names", names_entry(true)},
                                      {"omits", names_entry(false)},
                                      {"entries", {"entries", Compare::equal, ""}},
                                      {"gives-others-than", {"entries", Compare::judged, "", gives_to_others}},
                                      {"holds", compares_entry("holds")},
                                      {"lacks", compares_entry("lacks")},
                                      {"within", compares_entry("within")},
                                      {"beyond", compares_entry("beyond")}}};
  const Judge repeats = [](const std::string& wanted, const Item& item) {
    return repeats_a_right(item) == (wanted == "yes");
  };
  vocabulary.matchers["imap:list-rights"] = {"imap.data",
                                             "a LISTRIGHTS response",
                                             {{"keyword", {"keyword", Compare::any_of, "LISTRIGHTS"}},
                                              {"other-than", {"mailbox", Compare::judged, "", is_of_another}},
                                              {"identifier", {"identifier", Compare::equal, ""}},
                                              {"always", compares("always", "holds")},
                                              {"may", compares("may", "holds")},
                                              {"never", compares("may", "lacks")},
                                              {"repeats", {"may", Compare::judged, "", repeats}}}};
  const Judge has_one_of = [](const std::string& wanted, const Item& item) {
    return text_of(item, "extra-rights").find_first_of(wanted) != std::string::npos;
  };
  vocabulary.matchers["imap:extra-rights"] = {"imap.data",
                                              "a CAPABILITY response",
                                              {{"keyword", {"keyword", Compare::any_of, "CAPABILITY"}},
                                               {"holds", compares("extra-rights", "holds")},
                                               {"has-one-of", {"extra-rights", Compare::judged, "", has_one_of}}}};
  vocabulary.derivations["imap:encoded-needlessly"] = {1, 1,
                                                       [](const Arguments& in) { return encoded_needlessly(in[0]); }};
  vocabulary.derivations["imap:other-case"] = {1, 1, [](const Arguments& in) { return in_other_case(in[0]); }};
  vocabulary.derivations["imap:answer-for"] = {3, 3,
                                               [](const Arguments& in) { return answer_for(in[0], in[1], in[2]); }};
}

}  // namespace assay::protocol::imap
