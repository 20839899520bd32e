// Replacing <use> by what it stands for.
#include "language/shared.hpp"

namespace assay::language {
namespace {

struct Inserter {
  const SharedReactions& shared;
  std::vector<Error> errors{};

  void into(std::vector<Element>& elements) {
    std::vector<Element> out;
    for (auto& element : elements) {
      if (element.name == "use") {
        use(element, out);
        continue;
      }
      into(element.children);
      out.push_back(std::move(element));
    }
    elements = std::move(out);
  }

  void use(const Element& element, std::vector<Element>& out) {
    const auto found = shared.find(element.attribute("reactions"));
    if (found == shared.end()) {
      errors.push_back({"there are no reactions '" + element.attribute("reactions") + "'", "see <reactions> in testcases/procedures", element.where});
      return;
    }
    int column = element.where.column;
    for (Element reaction : found->second) {
      for (const char* said : {"outcome", "requirement", "because", "then"})
        if (element.has(said)) reaction.attributes.insert({said, element.attribute(said)});
      reaction.where = element.where;
      // Reactions are told apart by their places.
      reaction.where.column = column++;
      out.push_back(std::move(reaction));
    }
  }
};

}  // namespace

std::vector<Error> put_in(const SharedReactions& shared, Suite& suite) {
  Inserter inserter{shared};
  for (auto& subject : suite.cases)
    for (auto* part : {&subject.body, &subject.reactions, &subject.then, &subject.postamble}) inserter.into(*part);
  for (auto& [id, procedure] : suite.procedures) inserter.into(procedure.body);
  return inserter.errors;
}

}  // namespace assay::language
