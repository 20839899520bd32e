// Properties of both decoders: no octet gets lost, and the pieces in which octets come do not matter.
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "codec/imap/conservation.hpp"

namespace assay::imap {
namespace conservation_test {
namespace {

using namespace std::string_literals;

// Words of the grammar in any order, so that most inputs reach deep into the decoders.
Bytes any_input() {
  const std::vector<Bytes> words{
      "* ", "a1 ", "+ ", "OK", "BYE ", " [", "] ", "\r\n", "\n", "\r", "\"", "\\", "(", ")", " ", "x", "7", "\0"s,
      "\xff", "{0}", "{3}\r\n", "{5+}\r\n", "~{2}\r\n", "{4}\n", "{30}\r\n", "{30+}\r\n", "{99999999999}\r\n",
      "UID ", "FETCH (", "BODY[", "BADCHARSET (", "CAPABILITY", "LOGIN ", "aaaaaaaaaaaaaaaa"};
  const auto parts = *rc::gen::container<std::vector<Bytes>>(rc::gen::elementOf(words));
  Bytes input;
  for (const auto& part : parts) input += part;
  return input;
}

std::vector<std::size_t> any_sizes() {
  return *rc::gen::nonEmpty(rc::gen::container<std::vector<std::size_t>>(rc::gen::inRange<std::size_t>(1, 12)));
}

Limits any_limits() { return *rc::gen::element(Limits{24, 6}, Limits{48, 24}, Limits{4096, 4096}); }

void require_empty(const std::string& problem) {
  if (!problem.empty()) RC_FAIL(problem);
}

RC_GTEST_PROP(ImapConservation, Responses, ()) {
  const Bytes input = any_input();
  const Limits limits = any_limits();
  const auto whole = conservation::read_responses(limits, input, {});
  require_empty(conservation::complaint(input, whole));
  require_empty(conservation::difference(whole, conservation::read_responses(limits, input, any_sizes())));
  require_empty(conservation::difference(whole, conservation::read_responses(limits, input, {1})));
}

RC_GTEST_PROP(ImapConservation, Commands, ()) {
  const Bytes input = any_input();
  const Limits limits = any_limits();
  const auto refusals = *rc::gen::arbitrary<std::uint64_t>();
  const auto whole = conservation::read_commands(limits, input, {}, refusals);
  require_empty(conservation::complaint(input, whole));
  require_empty(conservation::difference(whole, conservation::read_commands(limits, input, any_sizes(), refusals)));
  require_empty(conservation::difference(whole, conservation::read_commands(limits, input, {1}, refusals)));
}

// The check itself must be able to fail.
TEST(ImapConservation, ComplaintNoticesALostOctet) {
  const Bytes input = "* OK hi\r\n+ go\r\n* OK";
  auto reading = conservation::read_responses({4096, 4096}, input, {});
  ASSERT_EQ(conservation::complaint(input, reading), "");
  auto lost = reading;
  lost.pending.pop_back();
  EXPECT_NE(conservation::complaint(input, lost), "");
  lost = reading;
  lost.raws[0].pop_back();
  EXPECT_NE(conservation::complaint(input, lost), "");
  lost = reading;
  lost.skipped = 1;
  EXPECT_NE(conservation::complaint(input, lost), "");
}

}  // namespace
}  // namespace conservation_test
}  // namespace assay::imap
