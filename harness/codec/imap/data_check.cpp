// What clause 9 of RFC 3501 demands of the data behind the keywords and codes that it defines.
#include "codec/imap/data_check.hpp"

#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "base/text.hpp"

namespace assay::imap {
namespace {

template <std::size_t N>
bool among(const std::array<std::string_view, N>& words, std::string_view word) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

constexpr std::array<std::string_view, 3> kCounts{"EXISTS", "RECENT", "EXPUNGE"};
constexpr std::array<std::string_view, 5> kLists{"FETCH", "LIST", "LSUB", "FLAGS", "STATUS"};
constexpr std::array<std::string_view, 3> kNumberCodes{"UIDNEXT", "UIDVALIDITY", "UNSEEN"};

void check_number(const Response& response, std::size_t at, std::vector<Violation>& violations) {
  const std::string& keyword = response.keyword;
  if (keyword != "FETCH" && !among(kCounts, keyword)) return;
  if (!response.number && response.type != ResponseType::unreadable) {
    note(violations, fmt::format("{} comes without a number.", keyword), at);
  }
  if (response.number == 0 && (keyword == "FETCH" || keyword == "EXPUNGE")) {
    note(violations, fmt::format("The message number of {} is zero.", keyword), at);
  }
}

// Parentheses and quotes, literals left out.
class Nesting {
 public:
  explicit Nesting(std::vector<Violation>& violations) : violations_(violations) {}

  void read(ByteView text, std::size_t offset) {
    for (std::size_t at = 0; at < text.size(); ++at) {
      if (quoted_ && text[at] == '\\') {
        ++at;
      } else if (text[at] == '"') {
        quoted_ = !quoted_;
        quote_ = offset + at;
      } else if (!quoted_ && text[at] == '(') {
        ++depth_;
      } else if (!quoted_ && text[at] == ')') {
        close(offset + at);
      }
    }
  }

  void finish(std::size_t end) {
    if (quoted_) note(violations_, "A quoted string is not closed.", quote_);
    if (depth_ > 0) note(violations_, "A parenthesis is not closed.", end);
  }

 private:
  void close(std::size_t at) {
    if (depth_ == 0) {
      note(violations_, "A parenthesis is closed that was not opened.", at);
    } else {
      --depth_;
    }
  }

  std::vector<Violation>& violations_;
  bool quoted_{false};
  std::size_t quote_{0};
  std::size_t depth_{0};
};

void check_nesting(const Response& response, const std::vector<Literal>& literals, std::size_t from, std::size_t to,
                   std::vector<Violation>& violations) {
  const ByteView text = response.arguments;
  Nesting nesting(violations);
  std::size_t at = from;
  for (const Literal& literal : literals) {
    nesting.read(text.substr(at - from, literal.announced - at), at);
    at = literal.content.offset + literal.content.length;
  }
  nesting.read(text.substr(at - from), at);
  nesting.finish(to);
}

void check_capabilities(std::string_view listing, std::size_t at, std::vector<Violation>& violations) {
  for (const auto& word : words(listing))
    if (equal_ignoring_case(word, "IMAP4rev1")) return;
  note(violations, "The capability listing lacks IMAP4rev1.", at);
}

}  // namespace

void check_data(const Response& response, const std::vector<Literal>& literals, std::size_t from, std::size_t to,
                std::vector<Violation>& violations) {
  check_number(response, from, violations);
  if (response.keyword == "CAPABILITY") check_capabilities(response.arguments, from, violations);
  if (among(kCounts, response.keyword) && from < to) {
    note(violations, fmt::format("Something follows {}.", response.keyword), from);
  }
  if (!among(kLists, response.keyword)) return;
  if (from == to) note(violations, fmt::format("{} comes without data.", response.keyword), from);
  check_nesting(response, literals, from, to, violations);
}

void check_code(const Response& response, std::size_t from, std::vector<Violation>& violations) {
  if (response.code == "CAPABILITY") check_capabilities(response.code_arguments, from, violations);
  if (!among(kNumberCodes, response.code)) return;
  const auto number = read_number(response.code_arguments);
  if (number && *number > 0 && *number <= kMaximumNumber) return;
  note(violations, fmt::format("{} is not followed by a non-zero 32-bit number.", response.code), from);
}

}  // namespace assay::imap
