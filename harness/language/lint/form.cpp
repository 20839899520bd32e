// The shape of steps that the schema cannot ask for.
#include <algorithm>
#include <regex>

#include "base/text.hpp"
#include "language/lint/narrow.hpp"
#include "language/lint/rules.hpp"

namespace assay::language::lint_checks {
namespace {

void check_branch(const Element& branch, const Vocabulary& vocabulary, Findings& findings) {
  for (std::size_t i = 0; i < branch.children.size(); ++i) {
    const Element& child = branch.children[i];
    if (is_reaction(vocabulary, child) == (i == 0)) continue;
    findings.push_back({i == 0 ? "the branch begins with <" + child.name + ">, which is not received"
                               : "<" + child.name + "> stands in the middle of a branch",
                        i == 0 ? "begin it with what decides for the branch" : "put it into an <expect>", child.where});
  }
}

void check_fence(const Element& element, const Element& fence, const Vocabulary& vocabulary, Findings& findings) {
  bool answered = false;
  for (const auto& child : fence.children) {
    const auto found = vocabulary.matchers.find(child.name);
    answered = answered || (found != vocabulary.matchers.end() && found->second.from_iut);
    if (child.name == "send" && child.attribute("actor", element.attribute("actor")) != element.attribute("actor"))
      findings.push_back({"the fence goes another way than what it closes", "send it as the same actor", child.where});
  }
  if (!answered)
    findings.push_back({"nothing that the implementation sends answers the fence",
                        "add the reaction that must come after the stimulus was processed", fence.where});
}

void check_prefixes(const std::string& file, const std::string& text, Findings& findings) {
  static const std::regex declaration("\\sxmlns(:[A-Za-z0-9_.-]+)?\\s*=\\s*[\"']([^\"']*)[\"']");
  for (std::sregex_iterator at(text.begin(), text.end(), declaration), end; at != end; ++at) {
    const std::string prefix = (*at)[1].matched ? (*at)[1].str().substr(1) : "case";
    if ((*at)[2] == "urn:assay:" + prefix) continue;
    const auto line = 1 + std::count(text.begin(), text.begin() + at->position(2), '\n');
    findings.push_back({"the prefix '" + prefix + "' stands for " + (*at)[2].str(),
                        "write xmlns:NAME=\"urn:assay:NAME\", and xmlns=\"urn:assay:case\" for the core",
                        {file, static_cast<int>(line), 0}});
  }
}

}  // namespace

void branch_begins_with_reception(const Inspection& inspection, Findings& findings) {
  each_written(inspection.input.suite, [&](const Element& element) {
    if (element.name != "one-of") return;
    for (const auto& branch : element.children) check_branch(branch, inspection.input.vocabulary, findings);
  });
}

void fence_is_a_fence(const Inspection& inspection, Findings& findings) {
  each_written(inspection.input.suite, [&](const Element& element) {
    if (element.name != "expect-none") return;
    const Element* fence = element.child("fence");
    if (fence) check_fence(element, *fence, inspection.input.vocabulary, findings);
    else findings.push_back({"an expect-none has no fence", "add <fence>", element.where});
  });
}

void default_leaves_what_decides(const Inspection& inspection, Findings& findings) {
  const auto& vocabulary = inspection.input.vocabulary;
  for (const auto& absorbed : inspection.input.suite.defaults)
    for (const auto& decisive : vocabulary.decisive)
      if (may_meet(vocabulary, absorbed, decisive))
        findings.push_back({"the default absorbs <" + to_text(decisive) + ">, which decides wherever it comes",
                            "narrow it by an attribute, or drop it", absorbed.where});
}

void prefix_is_fixed(const Inspection& inspection, Findings& findings) {
  const Suite& suite = inspection.input.suite;
  for (const auto& [name, text] : suite.files)
    check_prefixes(suite.root.empty() ? name : suite.root + "/" + name, text, findings);
}

}  // namespace assay::language::lint_checks
