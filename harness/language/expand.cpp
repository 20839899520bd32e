// Expanding of calls and named groups.
#include "language/expand.hpp"

#include <algorithm>
#include <cstdlib>

#include "base/text.hpp"
#include "language/template.hpp"

namespace assay::language {
namespace {

constexpr std::size_t kDeepestCall = 8;

void bind(Element& element, const Values& parameters) {
  for (auto& [key, value] : element.attributes) value = bind_names(value, parameters);
  element.text = bind_names(element.text, parameters);
  for (auto& child : element.children) bind(child, parameters);
}

struct Flattener {
  const Suite& suite;
  const Values& ixit;
  std::set<std::string>* asked;
  std::vector<std::string> groups;
  std::vector<std::string> calls;
  std::vector<FlatStep> out;

  Result<void> body(const std::vector<Element>& elements, const Values& parameters) {
    for (const auto& element : elements) {
      auto done = one(bound(element, parameters), parameters);
      if (!done) return done;
    }
    return {};
  }

  Result<void> one(Element element, const Values& parameters) {
    if (element.name == "step") return group(element, parameters);
    if (element.name == "call") return call(element);
    if (element.name == "repeat") return repeat(element, parameters);
    if (element.name == "parallel") return parallel(element, parameters);
    out.push_back({std::move(element), groups});
    return {};
  }

  Result<void> group(const Element& element, const Values& parameters) {
    groups.push_back(element.attribute("id"));
    auto done = body(element.children, parameters);
    groups.pop_back();
    return done;
  }

  Result<void> parallel(const Element& element, const Values& parameters) {
    mark("parallel", element);
    for (const auto& branch : element.children) {
      mark("branch", branch);
      auto done = body(branch.children, parameters);
      if (!done) return done;
    }
    mark("parallel-end", element);
    return {};
  }

  void mark(const std::string& name, const Element& at) { out.push_back({{name, {}, "", {}, at.where}, groups}); }

  // The schema bounds the count.
  Result<void> repeat(const Element& element, const Values& parameters) {
    for (int left = std::atoi(element.attribute("count").c_str()); left > 0; --left) {
      auto done = body(element.children, parameters);
      if (!done) return done;
    }
    return {};
  }

  Result<void> call(const Element& element) {
    const std::string written = element.attribute("procedure");
    const std::string id = bind_names(written, ixit);
    if (asked)
      for (auto& name : names_in(written)) asked->insert(std::move(name));
    const auto found = suite.procedures.find(id);
    if (found == suite.procedures.end())
      return failure("there is no procedure '" + id + "'", "see testcases/procedures", element.where);
    if (std::count(calls.begin(), calls.end(), id) > 0 || calls.size() >= kDeepestCall)
      return failure("the procedure '" + id + "' calls itself", "calls may not loop", element.where);
    auto arguments = arguments_of(element, found->second);
    if (!arguments) return tl::unexpected(arguments.error());
    if (element.has("id")) groups.push_back(element.attribute("id"));
    calls.push_back(id);
    auto done = body(found->second.body, *arguments);
    calls.pop_back();
    if (element.has("id")) groups.pop_back();
    return done;
  }

  static Result<Values> arguments_of(const Element& element, const Procedure& procedure) {
    Values arguments = procedure.defaults;
    for (const auto& [name, value] : element.attributes) {
      if (name == "procedure" || name == "id") continue;
      if (std::find(procedure.parameters.begin(), procedure.parameters.end(), name) == procedure.parameters.end())
        return failure("the procedure '" + procedure.id + "' takes no parameter '" + name + "'",
                       "it takes: " + join(procedure.parameters, ", "), element.where);
      arguments[name] = value;
    }
    for (const auto& name : procedure.parameters)
      if (!arguments.count(name))
        return failure("the call of '" + procedure.id + "' lacks the parameter '" + name + "'", "add " + name + "=\"…\"",
                       element.where);
    return arguments;
  }
};

}  // namespace

Element bound(const Element& element, const Values& parameters) {
  Element copy = element;
  bind(copy, parameters);
  return copy;
}

Result<std::vector<FlatStep>> flatten(const Suite& suite, const std::vector<Element>& body, const Values& parameters,
                                      const Values& ixit, std::set<std::string>* asked) {
  Flattener flattener{suite, ixit, asked, {}, {}, {}};
  auto done = flattener.body(body, parameters);
  if (!done) return tl::unexpected(done.error());
  return std::move(flattener.out);
}

}  // namespace assay::language
