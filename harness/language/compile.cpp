// From a case to a program; a negative case becomes its control with one difference and its own reactions.
#include <algorithm>
#include <iterator>
#include <utility>

#include "language/expand.hpp"
#include "language/program.hpp"
#include "language/rules.hpp"
#include "language/suite.hpp"
#include "language/weave.hpp"

namespace assay::language {
namespace {

struct Compiler {
  const Suite& suite;
  const Case& subject;   // the case that is judged
  const Values& ixit;
  Program program{};
  bool different{false};        // the difference of a negative was reached
  bool difference_made{false};  // and something that it changes is done
  bool in_then{false};
  std::vector<std::size_t> parallels{};  // that are open here, the innermost last; more than one is a breach of a rule

  // Checks verify nothing: they look at the IXIT, not at the IUT.
  std::string main_requirement() const { return subject.verifies.empty() ? "" : subject.verifies.front().requirement; }

  // Reactions of a written expect. In the woven control what conformed there now fails, and what
  // failed or was open there is not asked.
  Result<std::vector<Reaction>> reactions(const Element& expect, bool of_control, int target) {
    std::vector<Reaction> out;
    const int here = static_cast<int>(program.steps.size());
    for (const auto& child : expect.children) {
      if (child.name == "fence") continue;
      auto outcome = read_outcome(child.attribute("outcome", expect.attribute("outcome", "proceed")));
      if (!outcome) return failure("there is no outcome '" + child.attribute("outcome") + "'", "", child.where);
      if (of_control && *outcome == Outcome::conform) outcome = Outcome::fail;
      else if (of_control && *outcome != Outcome::proceed) continue;
      // Before its difference a negative is but a preamble; the control is charged with what is wrong there.
      else if (is_preamble() && *outcome == Outcome::fail) outcome = Outcome::inconclusive;
      const bool goes_on = *outcome == Outcome::proceed || *outcome == Outcome::conform || *outcome == Outcome::remark;
      Element matcher = child;
      if (of_control && *outcome == Outcome::fail) matcher.attributes["because"] = as_in_control();
      out.push_back({std::move(matcher), *outcome, of_control ? main_requirement() : child.attribute("requirement", main_requirement()),
                     !goes_on ? -1 : child.attribute("then") == "wait" ? here : target});
    }
    return out;
  }

  // Braces would be read as placeholders: a difference is told with its values as the case writes them.
  std::string as_in_control() const {
    std::string difference;
    for (char c : subject.difference->text) difference += c == '{' ? std::string("{{") : std::string(1, c);
    return "the same came as in the control, although this is different: " + difference;
  }

  bool is_preamble() const { return subject.kind == CaseKind::negative && !different && !in_then; }

  int next() const { return static_cast<int>(program.steps.size()) + 1; }

  Result<void> add_expect(const Element& expect, const Marked* marked) {
    Step step{Step::Kind::expect, expect.attribute("actor"), expect, {}, false};
    if (marked && marked->different && expect.attribute("refusals") != "not-yet") {
      auto own = own_reactions(program.steps.size(), expect, marked->flat.groups);
      if (!own) return tl::unexpected(own.error());
      step.reactions = std::move(*own);
    }
    auto written = reactions(expect, marked && marked->different, next());
    if (!written) return tl::unexpected(written.error());
    std::move(written->begin(), written->end(), std::back_inserter(step.reactions));
    program.steps.push_back(std::move(step));
    return {};
  }

  // What the negative allows at this expect; its targets are set once the place of `then` is known.
  Result<std::vector<Reaction>> own_reactions(std::size_t step, const Element& expect,
                                              const std::vector<std::string>& groups) {
    std::vector<Reaction> out;
    Values parameters = subject.parameters;
    if (!subject.difference->parameter.empty()) parameters[subject.difference->parameter] = subject.difference->value;
    for (const auto& written : subject.reactions) {
      const Element own = bound(written, parameters);
      const std::string at = own.attribute("at");
      if (!at.empty() && at != expect.attribute("id") && std::count(groups.begin(), groups.end(), at) == 0) continue;
      auto more = reactions(own, false, kThen);
      if (!more) return more;
      // What a negative notes without deciding leaves it waiting at the same step.
      for (auto& reaction : *more)
        if (reaction.outcome == Outcome::proceed || reaction.outcome == Outcome::remark)
          reaction.target = static_cast<int>(step);
      std::move(more->begin(), more->end(), std::back_inserter(out));
    }
    return out;
  }

  static constexpr int kThen = -2;

  Result<void> add_fence(const Element& element) {
    const Element* fence = element.child("fence");
    if (!fence || fence->children.size() < 2) return failure("an expect-none has no fence", "add <fence>", element.where);
    Element send = fence->children.front();
    if (!send.has("actor")) send.attributes["actor"] = element.attribute("actor");
    program.steps.push_back({Step::Kind::send, send.attribute("actor"), send, {}, false});
    Element expect = element;
    expect.children.clear();
    for (const auto& child : element.children) {
      if (child.name == "fence") continue;
      expect.children.push_back(child);
      expect.children.back().attributes.insert({"outcome", "fail"});
    }
    for (std::size_t i = 1; i < fence->children.size(); ++i) expect.children.push_back(fence->children[i]);
    return add_expect(expect, nullptr);
  }

  // Each branch begins with what is received; after its steps all branches meet again.
  Result<void> add_one_of(const Marked& marked) {
    const Element& element = marked.flat.element;
    const auto at = program.steps.size();
    program.steps.push_back({Step::Kind::expect, element.attribute("actor"), element, {}, false});
    if (marked.different) {
      auto own = own_reactions(at, element, marked.flat.groups);
      if (!own) return tl::unexpected(own.error());
      program.steps[at].reactions = std::move(*own);
    }
    std::vector<std::size_t> ends;
    for (const auto& branch : element.children) {
      auto done = add_branch(at, branch, marked, ends);
      if (!done) return done;
    }
    for (auto end : ends) program.steps[end].element.attributes["to"] = std::to_string(next() - 1);
    return {};
  }

  Result<void> add_branch(std::size_t at, const Element& branch, const Marked& marked, std::vector<std::size_t>& ends) {
    Element head = marked.flat.element;
    head.children = {branch.children.front()};
    if (head.children.front().has("then")) return failure("a branch leads on, and does not wait", "drop then=", branch.where);
    auto reaction = reactions(head, marked.different, next() - 1);
    if (!reaction) return tl::unexpected(reaction.error());
    // What failed or was open in the control is not asked of its negative.
    if (reaction->empty()) return {};
    program.steps[at].reactions.push_back(reaction->front());
    auto flat = flatten(suite, {branch.children.begin() + 1, branch.children.end()}, {}, ixit, &program.chosen_by);
    if (!flat) return tl::unexpected(flat.error());
    for (auto& step : *flat) {
      step.groups.insert(step.groups.begin(), marked.flat.groups.begin(), marked.flat.groups.end());
      auto done = add({step, marked.different, {}});
      if (!done) return done;
    }
    ends.push_back(program.steps.size());
    program.steps.push_back({Step::Kind::action, "", {"jump", {}, "", {}, branch.where}, {}, false});
    return {};
  }

  Result<void> add(const Marked& marked) {
    different = different || marked.different;
    const Element& element = marked.flat.element;
    if (element.name == "expect") return add_expect(element, &marked);
    if (element.name == "expect-none") return add_fence(element);
    if (element.name == "one-of") return add_one_of(marked);
    if (element.name == "serve") return add_serve(marked);
    if (add_of_parallel(element)) return {};
    const auto kind = element.name == "send" ? Step::Kind::send : Step::Kind::action;
    program.steps.push_back({kind, element.attribute("actor"), element, {}, false});
    program.steps.back().differs = marked.different && !std::exchange(difference_made, true);
    return {};
  }

  // The marks of a parallel: no step of the harness, so no difference is made there.
  bool add_of_parallel(const Element& element) {
    const auto at = program.steps.size();
    if (element.name == "parallel") {
      parallels.push_back(at);
      program.steps.push_back({Step::Kind::parallel, "", element, {}, false});
    } else if (element.name == "branch") {
      if (!program.steps[parallels.back()].branches.empty()) add_branch_end(element);
      program.steps[parallels.back()].branches.push_back(program.steps.size());
    } else if (element.name == "parallel-end") {
      add_branch_end(element);
      meet();
    } else if (element.name == "sync") {
      program.steps.push_back({Step::Kind::sync, "", element, {}, false});
    } else {
      return false;
    }
    return true;
  }

  void add_branch_end(const Element& mark) {
    program.steps.push_back({Step::Kind::branch_end, "", {"branch-end", {}, "", {}, mark.where}, {}, false});
  }

  // The innermost parallel ends here.
  void meet() {
    Step& parallel = program.steps[parallels.back()];
    parallels.pop_back();
    parallel.behind = program.steps.size();
    for (std::size_t i = 1; i < parallel.branches.size(); ++i)
      program.steps[parallel.branches[i] - 1].behind = parallel.behind;
    program.steps.back().behind = parallel.behind;
  }

  // What differs in a rule leaves whenever the rule answers: no later step is the difference then.
  Result<void> add_serve(const Marked& marked) {
    auto rules = rules_of(marked.flat.element, marked.twin ? &*marked.twin : nullptr);
    if (!rules) return tl::unexpected(rules.error());
    const Element& element = marked.flat.element;
    program.steps.push_back({Step::Kind::serve, element.attribute("actor"), element, {}, false, false, std::move(*rules)});
    if (!has_difference(program.steps.back().rules))
      return marked.twin ? Result<void>(failure("the difference changes what a rule waits for, and no answer",
                                                "change what is sent or done", element.where))
                         : Result<void>();
    program.difference_served = true;
    difference_made = true;
    return {};
  }

  void add_end(bool decides) {
    program.steps.push_back({Step::Kind::end, "", {"end", {}, "", {}, subject.where}, {}, decides});
  }

  Result<void> run(const std::vector<Marked>& body) {
    for (const auto& marked : body) {
      auto done = add(marked);
      if (!done) return done;
    }
    add_end(subject.kind == CaseKind::negative);
    const int then = static_cast<int>(program.steps.size());
    for (auto& step : program.steps)
      for (auto& reaction : step.reactions)
        if (reaction.target == kThen) reaction.target = then;
    in_then = true;
    auto flat = flatten(suite, subject.then, subject.parameters, ixit, &program.chosen_by);
    if (!flat) return tl::unexpected(flat.error());
    for (const auto& step : *flat) {
      auto done = add({step, false, {}});
      if (!done) return done;
    }
    add_end(false);
    return add_postamble();
  }

  // It runs after every end, also an early one, and judges nothing.
  Result<void> add_postamble() {
    if (subject.postamble.empty()) return {};
    auto flat = flatten(suite, subject.postamble, subject.parameters, ixit, &program.chosen_by);
    if (!flat) return tl::unexpected(flat.error());
    program.postamble = static_cast<int>(program.steps.size());
    for (const auto& step : *flat) {
      auto done = add({step, false, {}});
      if (!done) return done;
    }
    add_end(false);
    return {};
  }
};

}  // namespace

Result<Program> compile(const Suite& suite, const Case& subject, const Values& values) {
  Compiler compiler{suite, subject, values};
  compiler.program.case_id = subject.id;
  compiler.program.defaults = suite.defaults;
  std::vector<Marked> body;
  if (subject.kind == CaseKind::negative) {
    const Case* control = suite.find(subject.control);
    if (!control) return failure("there is no control '" + subject.control + "'", "of= names a case", subject.where);
    if (!subject.difference)
      return failure("the negative case '" + subject.id + "' names no difference", "add <with> or <without>", subject.where);
    auto woven = weave(suite, *control, subject, values, &compiler.program.chosen_by);
    if (!woven) return tl::unexpected(woven.error());
    body = std::move(*woven);
  } else {
    auto flat = flatten(suite, subject.body, subject.parameters, values, &compiler.program.chosen_by);
    if (!flat) return tl::unexpected(flat.error());
    for (auto& step : *flat) body.push_back({std::move(step), false, {}});
  }
  auto done = compiler.run(body);
  if (!done) return tl::unexpected(done.error());
  return std::move(compiler.program);
}

}  // namespace assay::language
