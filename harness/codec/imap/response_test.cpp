// Single responses, well-formed and not: which fields are found, which violations are listed.
#include <gtest/gtest.h>

#include "base/text.hpp"
#include "codec/imap/response.hpp"

namespace assay::imap {
namespace response_test {
namespace {

// Violations as "offset: part of the sentence".
struct Flaw {
  std::size_t offset;
  std::string part;
};

struct Row {
  std::string raw;
  ResponseType type;
  std::string tag, status, code, code_arguments, text;
  std::vector<Flaw> flaws;
};

Response read_one(const Bytes& raw) {
  ResponseDecoder decoder;
  auto responses = decoder.feed(raw);
  EXPECT_EQ(responses.size(), 1u) << escape(raw);
  EXPECT_EQ(decoder.pending(), 0u) << escape(raw);
  if (responses.empty()) return {};
  EXPECT_EQ(escape(responses[0].raw), escape(raw));
  return responses[0];
}

void expect_flaws(const Response& response, const std::vector<Flaw>& flaws) {
  std::string all;
  for (const auto& found : response.violations) all += std::to_string(found.offset) + ": " + found.what + "\n";
  EXPECT_EQ(response.violations.size(), flaws.size()) << escape(response.raw) << "\n" << all;
  for (std::size_t i = 0; i < std::min(flaws.size(), response.violations.size()); ++i) {
    EXPECT_EQ(response.violations[i].offset, flaws[i].offset) << escape(response.raw) << "\n" << all;
    EXPECT_NE(response.violations[i].what.find(flaws[i].part), std::string::npos) << flaws[i].part << "\n" << all;
  }
}

constexpr auto U = ResponseType::untagged;
constexpr auto T = ResponseType::tagged;
constexpr auto C = ResponseType::continuation;
constexpr auto X = ResponseType::unreadable;

const std::vector<Row>& status_rows() {
  static const std::vector<Row> rows{
      // Well-formed.
      {"a1 OK [CAPABILITY IMAP4rev1 AUTH=PLAIN] in\r\n", T, "a1", "OK", "CAPABILITY", "IMAP4rev1 AUTH=PLAIN", "in", {}},
      {"a1 no [authenticationfailed] x\r\n", T, "a1", "NO", "AUTHENTICATIONFAILED", "", "x", {}},
      {"* OK [BADURL \"a]b\"] t\r\n", U, "*", "OK", "BADURL", "\"a]b\"", "t", {}},
      {"* OK [X it\"s] say \"b\r\n", U, "*", "OK", "X", "it\"s", "say \"b", {}},
      {"* OK ready {5}\r\n", U, "*", "OK", "", "", "ready {5}", {}},
      {"+ \r\n", C, "+", "", "", "", "", {}},
      {"+ dGVzdA==\r\n", C, "+", "", "", "", "dGVzdA==", {}},
      {"+ send {5}\r\n", C, "+", "", "", "", "send {5}", {}},
      {"+ [ALERT] go\r\n", C, "+", "", "ALERT", "", "go", {}},
      // Missing parts.
      {"+\r\n", C, "+", "", "", "", "", {{1, "space is missing"}}},
      {"+go\r\n", C, "+", "", "", "", "go", {{1, "space is missing"}}},
      {"a1 OK\r\n", T, "a1", "OK", "", "", "", {{5, "space is missing"}, {5, "text is missing"}}},
      {"a1 OK \r\n", T, "a1", "OK", "", "", "", {{6, "text is missing"}}},
      {"a1 OK [ALERT]\r\n", T, "a1", "OK", "ALERT", "", "", {{13, "text is missing"}}},
      {"a1 OK[ALERT]hi\r\n", T, "a1", "OK", "ALERT", "", "hi", {{5, "space is missing"}, {12, "space is missing"}}},
      {"*OK hi\r\n", U, "*", "OK", "", "", "hi", {{1, "space is missing"}}},
      {"* OK [] hi\r\n", U, "*", "OK", "", "", "hi", {{6, "no name"}}},
      {"* OK [UIDNEXT] hi\r\n", U, "*", "OK", "UIDNEXT", "", "hi", {{6, "UIDNEXT"}}},
      {"* OK [CAPABILITY XA] hi\r\n", U, "*", "OK", "CAPABILITY", "XA", "hi", {{6, "lacks IMAP4rev1"}}},
      {"a1 NO [LIMIT x\r\n", T, "a1", "NO", "LIMIT", "x", "", {{6, "not closed"}, {14, "text is missing"}}},
      // Too much, or the wrong thing.
      {"a1  OK\thi\r\n", T, "a1", "OK", "", "", "hi", {{2, "Exactly one"}, {6, "Exactly one"}}},
      {" a1 OK hi\r\n", T, "a1", "OK", "", "", "hi", {{0, "before the response"}}},
      {"a(1 OK hi\r\n", T, "a(1", "OK", "", "", "hi", {{1, "tag"}}},
      {"a1 BYE hi\r\n", T, "a1", "BYE", "", "", "hi", {{3, "untagged"}}},
      {"a1 MAYBE hi\r\n", X, "a1", "", "", "", "MAYBE hi", {{3, "not known"}}},
      {"a1 MAYBE {3}\r\n", X, "a1", "", "", "", "MAYBE {3}", {{3, "not known"}}},
      {"HTTP/1.1\r\n", X, "HTTP/1.1", "", "", "", "", {{8, "No status"}}},
      {"\r\n", X, "", "", "", "", "", {{0, "empty"}}},
      {"\n", X, "", "", "", "", "", {{0, "LF without CR"}, {0, "empty"}}},
      // Octets.
      {"* OK hi\n", U, "*", "OK", "", "", "hi", {{7, "LF without CR"}}},
      {"* OK a\rb\r\n", U, "*", "OK", "", "", "a\rb", {{6, "CR is not followed"}}},
      {"* OK h\xc3\xa9\r\n", U, "*", "OK", "", "", "h\xc3\xa9", {{6, "8-bit"}}},
      {Bytes("* OK \0\r\n", 8), U, "*", "OK", "", "", Bytes(1, '\0'), {{5, "NUL"}}},
  };
  return rows;
}

TEST(ImapResponse, StatusAndContinuation) {
  for (const Row& row : status_rows()) {
    SCOPED_TRACE(escape(row.raw));
    const Response response = read_one(row.raw);
    EXPECT_EQ(response.type, row.type);
    EXPECT_EQ(response.tag, row.tag);
    EXPECT_EQ(response.status, row.status);
    EXPECT_EQ(response.code, row.code);
    EXPECT_EQ(response.code_arguments, row.code_arguments);
    EXPECT_EQ(response.text, row.text);
    EXPECT_EQ(response.keyword, "");
    expect_flaws(response, row.flaws);
  }
}

struct DataRow {
  std::string raw;
  ResponseType type;
  std::string keyword;
  std::optional<std::uint64_t> number;
  std::string arguments;
  std::vector<Bytes> literals;
  std::vector<Flaw> flaws;
};

const std::vector<DataRow>& data_rows() {
  using namespace std::string_literals;
  static const std::vector<DataRow> rows{
      // Literals stay inline and are given apart.
      {"* 1 FETCH (BODY[] {4}\r\nab\r\n)\r\n", U, "FETCH", 1, "(BODY[] {4}\r\nab\r\n)", {"ab\r\n"}, {}},
      {"* 1 FETCH (X ~{2}\r\n\0\xff)\r\n"s, U, "FETCH", 1, "(X ~{2}\r\n\0\xff)"s, {"\0\xff"s}, {}},
      {"* LIST () \"/\" {0}\r\n\r\n", U, "LIST", {}, "() \"/\" {0}\r\n", {""}, {}},
      {"* LIST () \"/\" {1}\r\n\n\r\n", U, "LIST", {}, "() \"/\" {1}\r\n\n", {"\n"}, {}},
      {"* 1 FETCH (A {1}\r\nx B {2}\r\n)\")\r\n", U, "FETCH", 1, "(A {1}\r\nx B {2}\r\n)\")", {"x", ")\""}, {}},
      {"* 1 FETCH (A {1+}\r\nx)\r\n", U, "FETCH", 1, "(A {1+}\r\nx)", {"x"}, {{13, "non-synchronising"}}},
      {"* 1 FETCH (A {1}\nx)\r\n", U, "FETCH", 1, "(A {1}\nx)", {"x"}, {{16, "LF without CR"}}},
      {"* 1 FETCH (A{1}\r\nx)\r\n", U, "FETCH", 1, "(A{1}\r\nx)", {"x"}, {{12, "before a literal"}}},
      {"* 1 FETCH (A {1}\r\n\0)\r\n"s, U, "FETCH", 1, "(A {1}\r\n\0)"s, {"\0"s}, {{18, "NUL"}}},
      // Not a literal.
      {"* LIST () \"/\" \"{5}\"\r\n", U, "LIST", {}, "() \"/\" \"{5}\"", {}, {}},
      {"* X {}\r\n", U, "X", {}, "{}", {}, {}},
      // Numbers.
      {"* exists\r\n", U, "EXISTS", {}, "", {}, {{8, "without a number"}}},
      {"* 0 FETCH (UID 1)\r\n", U, "FETCH", 0, "(UID 1)", {}, {{10, "zero"}}},
      {"* 3EXISTS\r\n", U, "EXISTS", 3, "", {}, {{3, "space is missing"}}},
      {"* 4294967296 EXISTS\r\n", U, "EXISTS", 4294967296, "", {}, {{2, "over 32 bits"}}},
      {"* 99999999999999999999 EXISTS\r\n", X, "EXISTS", {}, "", {}, {{2, "64 bits"}}},
      {"* 7\r\n", X, "", 7, "", {}, {{3, "No keyword"}}},
      {"*\r\n", X, "", {}, "", {}, {{1, "No keyword"}}},
      // Structure.
      {"* 3 EXISTS now\r\n", U, "EXISTS", 3, "now", {}, {{11, "Something follows"}}},
      {"* SEARCH \r\n", U, "SEARCH", {}, "", {}, {{8, "ends in a space"}}},
      {"* FLAGS(\\Seen)\r\n", U, "FLAGS", {}, "(\\Seen)", {}, {{7, "space is missing"}}},
      {"* FLAGS (\\Seen\r\n", U, "FLAGS", {}, "(\\Seen", {}, {{14, "not closed"}}},
      {"* FLAGS ())\r\n", U, "FLAGS", {}, "())", {}, {{10, "not opened"}}},
      {"* LIST () \"/\" \"a\r\n", U, "LIST", {}, "() \"/\" \"a", {}, {{14, "quoted string"}}},
      {"* CAPABILITY IMAP4\r\n", U, "CAPABILITY", {}, "IMAP4", {}, {{13, "lacks IMAP4rev1"}}},
      {"* X%Y z\r\n", U, "X%Y", {}, "z", {}, {{3, "keyword"}}},
  };
  return rows;
}

TEST(ImapResponse, Data) {
  for (const DataRow& row : data_rows()) {
    SCOPED_TRACE(escape(row.raw));
    const Response response = read_one(row.raw);
    EXPECT_EQ(response.type, row.type);
    EXPECT_EQ(response.tag, "*");
    EXPECT_EQ(response.keyword, row.keyword);
    EXPECT_EQ(response.number, row.number);
    EXPECT_EQ(escape(response.arguments), escape(row.arguments));
    EXPECT_EQ(response.literals, row.literals);
    EXPECT_EQ(response.status, "");
    expect_flaws(response, row.flaws);
  }
}

TEST(ImapResponse, LiteralInsideAnOpenCodeBelongsToIt) {
  const Response response = read_one("a1 NO [BADCHARSET ({5}\r\nUT]-8)] sorry {9}\r\n");
  EXPECT_EQ(response.code, "BADCHARSET");
  EXPECT_EQ(response.code_arguments, "({5}\r\nUT]-8)");
  EXPECT_EQ(response.text, "sorry {9}");
  EXPECT_EQ(response.literals, std::vector<Bytes>{"UT]-8"});
  expect_flaws(response, {});
}

TEST(ImapResponse, ListOfViolationsIsBounded) {
  Bytes line = "* OK ";
  for (int i = 0; i < 1000; ++i) line += "a\xff";
  const Response response = read_one(line + "\r\n");
  ASSERT_EQ(response.violations.size(), kMaximumViolations);
  EXPECT_EQ(response.violations.back().what, "Further violations are not listed.");
}

}  // namespace
}  // namespace response_test
}  // namespace assay::imap
