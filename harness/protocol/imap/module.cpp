// Registers IMAP's elements: one line each for what a case may write.
#include "protocol/imap/module.hpp"

#include <algorithm>

#include "base/text.hpp"
#include "codec/imap/command.hpp"
#include "crypto/sasl.hpp"
#include "protocol/imap/answers.hpp"
#include "protocol/imap/decoder.hpp"
#include "protocol/imap/messages.hpp"
#include "protocol/imap/rights.hpp"

namespace assay::protocol::imap {
namespace {

// Of a response that tells none nothing is missing.
bool lacks_flag(const std::string& wanted, const language::Item& item) {
  const auto* flags = item.field("flags");
  const auto all = words(flags ? flags->value : std::string());
  return flags && std::none_of(all.begin(), all.end(), [&](const auto& flag) { return equal_ignoring_case(flag, wanted); });
}

using language::Compare;
using language::Element;
using language::EncodeContext;
using Arguments = std::vector<std::string>;

Result<Bytes> encode_command(const Element& element, EncodeContext& context) {
  const std::string tag = element.has("tag") ? element.attribute("tag") : next_tag(*context.channel);
  (*context.channel)["last-tag"] = tag;
  return tag + " " + element.text + "\r\n";
}

Result<Bytes> encode_line(const Element& element, EncodeContext&) { return element.text + "\r\n"; }

void register_matchers(language::Vocabulary& vocabulary) {
  vocabulary.matchers["imap:greeting"] = {
      "imap.greeting", "the greeting", {{"status", {"status", Compare::any_of, "OK"}}}};
  vocabulary.matchers["imap:tagged"] = {"imap.tagged",
                                        "a tagged response",
                                        {{"tag", {"tag", Compare::any_of, "{channel:last-tag}"}},
                                         {"status", {"status", Compare::any_of, ""}},
                                         {"code", {"code", Compare::any_of, ""}},
                                         {"answer", {"answer", Compare::equal, ""}},
                                         {"contains", {"text", Compare::contains, ""}},
                                         {"protected", {"protected", Compare::any_of, ""}}}};
  vocabulary.matchers["imap:status"] = {
      "imap.status",
      "an untagged status response",
      {{"status", {"status", Compare::any_of, ""}},
       {"code", {"code", Compare::any_of, ""}},
       {"contains", {"text", Compare::contains, ""}},
       {"flag", {"flags", Compare::contains_word, ""}},
       {"lacks-flag", {"flags", Compare::judged, "", lacks_flag}}}};
  vocabulary.matchers["imap:data"] = {"imap.data",
                                      "an untagged data response",
                                      {{"keyword", {"keyword", Compare::any_of, ""}},
                                       {"capability", {"capabilities", Compare::contains_word, ""}},
                                       {"lacks-capability", {"capabilities", Compare::lacks_word, ""}},
                                       {"mailbox", {"mailbox", Compare::equal, ""}},
                                       {"number", {"number", Compare::any_of, ""}},
                                       {"contains", {"arguments", Compare::contains, ""}},
                                       {"flag", {"flags", Compare::contains_word, ""}},
                                       {"lacks-flag", {"flags", Compare::judged, "", lacks_flag}},
                                       {"protected", {"protected", Compare::any_of, ""}}}};
  vocabulary.matchers["imap:continuation"] = {"imap.continuation", "a command continuation request", {}};
}

// What comes from a client.
void register_client_matchers(language::Vocabulary& vocabulary) {
  vocabulary.matchers["imap:received"] = {"imap.command",
                                         "a command",
                                         {{"name", {"name", Compare::any_of, ""}},
                                          {"initial-response", {"initial-response", Compare::any_of, ""}},
                                          {"mechanism", {"mechanism", Compare::any_of, ""}},
                                          {"asks-for", {"asks-for", Compare::any_of, ""}},
                                          {"contains", {"arguments", Compare::contains, ""}},
                                          {"protected", {"protected", Compare::any_of, ""}}}};
  vocabulary.matchers["imap:client-line"] = {"imap.line",
                                             "a line that is no command",
                                             {{"text", {"text", Compare::any_of, ""}},
                                              {"answers", {"answers", Compare::any_of, ""}},
                                              {"protected", {"protected", Compare::any_of, ""}}}};
  vocabulary.matchers["imap:literal-wanted"] = {"imap.literal-wanted",
                                                "a command that waits to go on with a literal",
                                                {{"name", {"name", Compare::any_of, ""}},
                                                 {"protected", {"protected", Compare::any_of, ""}}}};
}

void register_derivations(language::Vocabulary& vocabulary) {
  vocabulary.derivations["imap:astring"] = {1, 1, [](const Arguments& in) { return assay::imap::astring(in[0]); }};
  vocabulary.derivations["imap:mailbox"] = {
      1, 1, [](const Arguments& in) { return assay::imap::astring(assay::imap::mailbox_name(in[0])); }};
  vocabulary.derivations["imap:quoted"] = {1, 1, [](const Arguments& in) { return assay::imap::quoted(in[0]); }};
  vocabulary.derivations["imap:size"] = {1, 1, [](const Arguments& in) { return std::to_string(in[0].size()); }};
  vocabulary.derivations["sasl:plain"] = {
      3, 3, [](const Arguments& in) { return base64_encode(crypto::sasl_plain(in[0], in[1], in[2])); }};
  vocabulary.derivations["sasl:external"] = {1, 1, [](const Arguments& in) { return base64_encode(in[0]); }};
}

}  // namespace

void register_module(language::Vocabulary& vocabulary) {
  vocabulary.decoders["imap"] = make_decoder;
  vocabulary.decoders["imap-server"] = make_command_decoder;
  vocabulary.encoders["imap:command"] = encode_command;
  vocabulary.encoders["imap:line"] = encode_line;
  register_matchers(vocabulary);
  register_client_matchers(vocabulary);
  register_answers(vocabulary);
  register_messages(vocabulary);
  register_rights(vocabulary);
  register_derivations(vocabulary);
}

}  // namespace assay::protocol::imap
