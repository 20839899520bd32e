// Reading and writing findings.xml.
#include "run/judgement/findings.hpp"

#include <filesystem>

#include "catalogue/schema.hpp"
#include "catalogue/xml.hpp"

namespace assay::run {
namespace {

std::string xml_escaped(const std::string& text) {
  std::string out;
  for (char c : text) {
    if (c == '&') out += "&amp;";
    else if (c == '<') out += "&lt;";
    else if (c == '>') out += "&gt;";
    else if (c == '"') out += "&quot;";
    else out += c;
  }
  return out;
}

}  // namespace

tl::expected<std::vector<KnownFinding>, std::vector<Error>> load_findings(const std::string& root,
                                                                          const std::string& profile_directory) {
  const std::string path = profile_directory + "/findings.xml";
  std::vector<KnownFinding> out;
  if (!std::filesystem::exists(path)) return out;
  auto wrong = catalogue::validate_all(path, root + "/specs/schema/findings.xsd");
  if (!wrong.empty()) return tl::unexpected(wrong);
  auto document = catalogue::load_xml(path);
  if (!document) return tl::unexpected(std::vector<Error>{document.error()});
  for (const auto& node : document->root().children("finding")) {
    out.push_back({node.attribute("case").value(), node.attribute("verdict").value(), node.attribute("clause").value(),
                   node.child("octets").text().get(), catalogue::flat_text(node.child("reason")),
                   node.attribute("owner").value(), node.attribute("expires").value(), document->where(node),
                   std::string(node.attribute("occurs").value()) == "sometimes"});
  }
  return out;
}

std::string paste_ready(const KnownFinding& finding) {
  return "  <finding case=\"" + xml_escaped(finding.case_id) + "\" verdict=\"" + finding.verdict + "\" clause=\"" +
         xml_escaped(finding.clause) + "\"\n           owner=\"WHO LOOKS AFTER IT\" expires=\"YYYY-MM-DD\">\n    <octets>" +
         xml_escaped(finding.octets) + "</octets>\n    <reason>WHY IT IS SO</reason>\n  </finding>\n";
}

}  // namespace assay::run
