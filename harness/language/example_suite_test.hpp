// What tests of the language share: a small vocabulary, catalogue and names, and a way to read a suite from text.
#pragma once

#include <map>
#include <stdexcept>
#include <string>

#include "language/lint.hpp"
#include "language/program.hpp"

namespace assay::language::example {

// The words that the tests use, registered the way a protocol module does it.
inline Vocabulary vocabulary() {
  Vocabulary out;
  register_core(out);
  out.decoders["imap"] = nullptr;
  out.encoders["octets"] = nullptr;
  out.encoders["imap:command"] = out.encoders["imap:line"] = out.encoders["imap:reply"] = nullptr;
  out.decoders["imap-server"] = nullptr;
  out.answers = {"imap:reply"};
  const auto same = [](const std::vector<std::string>& in) -> Result<std::string> { return in[0]; };
  out.derivations["imap:mailbox"] = out.derivations["imap:astring"] = {1, 1, same};
  out.actions["tls:start"] = {{"certificate"}, {"fault"}};
  out.matchers["imap:greeting"] = {"imap.greeting", "the greeting", {}, true};
  out.matchers["imap:tagged"] = {"imap.tagged",
                                 "a tagged response",
                                 {{"tag", {"tag", Compare::any_of, "{channel:last-tag}"}},
                                  {"status", {"status", Compare::any_of, ""}}},
                                 true};
  out.matchers["imap:data"] = {"imap.data",
                               "untagged data",
                               {{"keyword", {"keyword", Compare::any_of, ""}}, {"contains", {"text", Compare::contains, ""}}},
                               true};
  out.matchers["imap:received"] = {
      "imap.command", "a command", {{"name", {"name", Compare::any_of, ""}}, {"protected", {"protected", Compare::any_of, ""}}}, true};
  out.matchers["tls:alert"] = {"tls.alert",
                               "an alert",
                               {{"direction", {"direction", Compare::any_of, "received"}},
                                {"level", {"level", Compare::any_of, ""}}},
                               true};
  out.matchers["tls:certificate-sent"] = {"tls.certificate-sent", "the certificate left", {}, false};
  out.decisive.push_back({"tls:alert", {{"level", "fatal"}}, "", {}, {}});
  return out;
}

inline Names names() {
  Names out;
  out.values = {"alice.user", "alice.password", "alice.message.folder", "bob.user", "store.entry"};
  out.choices["store.entry"] = {"imaps", "starttls"};
  out.principals = {"alice", "bob"};
  out.certificate_problems = {"expired"};
  return out;
}

inline catalogue::Requirement requirement(const std::string& id) {
  catalogue::Requirement row;
  row.id = id;
  row.document = "DOC";
  row.clause = "1";
  row.level_source = "as written";
  row.bound = {"mss"};
  return row;
}

inline catalogue::Rows rows() {
  catalogue::Rows out;
  out.requirements.push_back(requirement("T-1/shall"));
  out.requirements.back().interpretations = {"D1"};
  catalogue::Citation recalled;
  recalled.reference = "DOC";
  recalled.clause = "9";
  recalled.recall = true;
  out.requirements.back().citations = {recalled};
  out.requirements.push_back(requirement("T-1/derived"));
  out.requirements.back().basis = catalogue::Basis::derived;
  out.requirements.push_back(requirement("T-1/removed"));
  out.requirements.back().status = catalogue::Status::removed;
  out.requirements.push_back(requirement("T-1/planned"));
  out.requirements.back().status = catalogue::Status::planned;
  out.requirements.push_back(requirement("T-1/recalled"));
  out.requirements.back().recall = true;
  out.requirements.back().bound.clear();
  out.interpretations.push_back({"D1", "What is a client", "Nobody says.", "Whoever connects.", "Nothing else is seen.", {}});
  catalogue::Reference document{"DOC", "A document", "First", "seed", "read", "", false, {}};
  out.references = {document, document};
  out.references[1].id = "RECALLED";
  out.references[1].recall = true;
  catalogue::IcsItem role;
  role.id = "mss";
  role.question = "Is it a store?";
  out.ics = {role};
  catalogue::IxitQuestion question;
  question.id = "policy.tls";
  question.type = "choice";
  question.choices = {"require", "allow"};
  out.ixit = {question, question};
  out.ixit[1].id = "endpoint.imap";
  out.ixit[1].type = "address";
  catalogue::PlannedCase planned;
  planned.id = "CPM-1.0-con-101";
  planned.here = true;
  planned.case_id = "good/serves";
  out.planned = {planned, planned};
  out.planned[1].id = "CPM-1.0-con-102";
  out.planned[1].here = false;
  catalogue::Table colours{"colours", "Colours", "What has which colour.", "Colour", "", {}, {}, {}};
  colours.columns = {{"plain", "Plain", "Kind", {}}, {"sided", "Two sides", "Kind", {"left", "right"}}};
  colours.rows = {{"red", "Red", "", "", {}, {}}, {"green", "Green", "", "", {"plain", "sided/right"}, {}}};
  out.tables = {colours};
  return out;
}

inline std::vector<catalogue::Defect> defects() {
  return {{"t.refuses", "mss", {"T-1/shall"}, "It refuses.", {}},
          {"t.serves-everybody", "mss", {"T-1/shall"}, "It serves everybody.", {}},
          {"t.derived", "mss", {"T-1/derived"}, "It does something else.", {}}};
}

inline const std::string kSchema = std::string(ASSAY_ROOT) + "/testcases/schema/driver.xsd";

// A <cases> or <procedures> file around `inner`.
inline std::string file(const std::string& root, const std::string& inner) {
  const std::string topic = root == "cases" ? " topic=\"t\"" : "";
  return "<" + root + " xmlns=\"urn:assay:case\" xmlns:imap=\"urn:assay:imap\" xmlns:tls=\"urn:assay:tls\"" + topic + ">" +
         inner + "</" + root + ">";
}

// Throws the first error of the texts.
inline Suite suite_of(const std::map<std::string, std::string>& texts) {
  auto suite = read_suite_texts(texts, kSchema);
  if (!suite) throw std::runtime_error(to_text(suite.error().front()));
  return std::move(*suite);
}

}  // namespace assay::language::example
