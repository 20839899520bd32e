// Putting the steps of a program into words.
#include "language/explain/procedure.hpp"

#include <algorithm>
#include <map>

#include "base/text.hpp"

namespace assay::language {
namespace {

// Attributes that say what is judged, not what is matched.
bool is_judgement(const std::string& name) {
  return name == "outcome" || name == "requirement" || name == "because" || name == "then";
}

std::string in_words(const Element& matcher, const Vocabulary& vocabulary) {
  const auto found = vocabulary.matchers.find(matcher.name);
  std::string text = found == vocabulary.matchers.end() ? matcher.name : found->second.says;
  std::vector<std::string> demands;
  for (const auto& [name, value] : matcher.attributes)
    if (!is_judgement(name)) demands.push_back(name + " " + value);
  return demands.empty() ? text : text + " (" + join(demands, ", ") + ")";
}

std::string sent(const Element& send) {
  std::vector<std::string> contents;
  for (const auto& content : send.children) {
    std::vector<std::string> parts;
    for (const auto& [name, value] : content.attributes) parts.push_back(name + " " + value);
    std::string text = parts.empty() ? "" : " (" + join(parts, ", ") + ")";
    if (!content.text.empty()) text += ": " + content.text;
    contents.push_back(content.name + text);
  }
  const std::string fault = send.attribute("fault", "none");
  return "send " + join(contents, ", then ") + (fault == "none" ? "" : " with the fault " + fault);
}

std::string triggered(const Element& element) {
  std::string text = "have the implementation act as the profile says how: " + element.attribute("action");
  if (element.has("entry")) text += ", entering by " + element.attribute("entry");
  for (const auto& argument : element.children) text += ", " + argument.attribute("name") + " " + argument.attribute("value");
  return text;
}

std::string action(const Element& element) {
  if (element.name == "connect")
    return "connect to the endpoint " + element.attribute("endpoint") + ", speaking " + element.attribute("protocol");
  if (element.name == "timer") return "wait " + element.attribute("seconds") + " seconds";
  if (element.name == "close") return "close the connection";
  if (element.name == "finish") return "send no more, and read on";
  if (element.name == "listen")
    return "listen at the endpoint " + element.attribute("endpoint") + ", speaking " + element.attribute("protocol");
  if (element.name == "trigger")
    return triggered(element);
  std::vector<std::string> parts;
  for (const auto& [name, value] : element.attributes)
    if (name != "actor") parts.push_back(name + " " + value);
  return element.name + (parts.empty() ? "" : " (" + join(parts, ", ") + ")");
}

// More rules than these are told in short: what each of them answers, not by what.
constexpr std::size_t kRulesInFull = 4;

std::string answered(const Rule& rule) {
  std::vector<std::string> parts;
  for (const auto& step : rule.answer) parts.push_back(step.kind == Step::Kind::send ? sent(step.element) : action(step.element));
  return parts.empty() ? "say nothing" : join(parts, ", and ");
}

std::string served(const std::vector<Rule>& rules, const Vocabulary& vocabulary) {
  std::vector<std::string> parts;
  const bool in_full = rules.size() <= kRulesInFull;
  for (const auto& rule : rules) {
    const std::string came = in_words(rule.matcher, vocabulary);
    parts.push_back(in_full ? "on " + came + ": " + answered(rule) : came);
  }
  return "from here on, on every connection, " + (in_full ? join(parts, "; ") : "answer to " + join(parts, "; to "));
}

// Collects equal sentences with the numbers of their steps.
class Criteria {
 public:
  void add(std::size_t step, const std::string& sentence) {
    if (!steps_.count(sentence)) order_.push_back(sentence);
    auto& all = steps_[sentence];
    if (all.empty() || all.back() != step) all.push_back(step);
  }
  std::vector<std::string> lines() const {
    std::vector<std::string> out;
    for (const auto& sentence : order_) {
      const auto& all = steps_.at(sentence);
      std::vector<std::string> numbers;
      for (auto step : all) numbers.push_back(std::to_string(step));
      out.push_back("In step" + std::string(all.size() > 1 ? "s " : " ") + join(numbers, ", ") + ": " + sentence);
    }
    return out;
  }

 private:
  std::vector<std::string> order_;
  std::map<std::string, std::vector<std::size_t>> steps_;
};

struct Writer {
  const Program& program;
  const Vocabulary& vocabulary;
  ProcedureText out{};
  std::vector<std::size_t> numbers{};  // of each step of the program; 0: not shown
  Criteria passes{}, fails{}, others{};

  // Only what the case can come to: a negative stops short of its control's end.
  void number() {
    const auto reached = reachable_from(program, 0);
    std::size_t count = 0;
    for (std::size_t at = 0; at < program.steps.size(); ++at) {
      const Step& step = program.steps[at];
      const bool is_end = step.kind == Step::Kind::end || step.kind == Step::Kind::branch_end;
      const bool shown = reached.count(at) && !is_end && step.element.name != "jump";
      numbers.push_back(shown ? ++count : 0);
    }
  }

  // The step that an execution comes to there.
  std::size_t led_to(std::size_t at) const {
    while (program.steps[at].element.name == "jump") at = std::stoul(program.steps[at].element.attribute("to"));
    return at;
  }

  bool shows_any(std::size_t from, std::size_t to) const {
    return std::any_of(numbers.begin() + static_cast<std::ptrdiff_t>(from), numbers.begin() + static_cast<std::ptrdiff_t>(to),
                       [](std::size_t number) { return number > 0; });
  }

  std::string go_on(std::size_t at, const Reaction& reaction) const {
    const auto target = static_cast<std::size_t>(reaction.target);
    if (target == at) return "wait on";
    const auto place = led_to(target);
    if (program.steps[place].kind == Step::Kind::branch_end) return shows_any(at + 1, place) ? "the branch ends" : "";
    const auto step = numbers[place];
    if (step == numbers[at] + 1) return "";
    return step == 0 ? "the case ends" : "go on with step " + std::to_string(step);
  }

  // What is awaited, grouped by where it leads: the next step first.
  std::string wait(std::size_t at) {
    std::map<std::string, std::vector<std::string>> ways;
    for (const auto& reaction : program.steps[at].reactions) {
      judge(numbers[at], reaction);
      if (reaction.target < 0) continue;
      auto& way = ways[go_on(at, reaction)];
      const std::string text = in_words(reaction.matcher, vocabulary);
      if (std::count(way.begin(), way.end(), text) == 0) way.push_back(text);
    }
    std::vector<std::string> parts;
    for (const auto& [way, awaited] : ways)
      parts.push_back(way.empty() ? "await: " + join(awaited, ", or ") : "on " + join(awaited, ", or ") + ": " + way);
    return parts.empty() ? "await what ends the case" : join(parts, "; ");
  }

  void judge(std::size_t step, const Reaction& reaction) {
    if (reaction.outcome == Outcome::proceed) return;
    const std::string why = reaction.matcher.attribute("because");
    std::string sentence = in_words(reaction.matcher, vocabulary);
    if (!why.empty()) sentence += " (" + why + ")";
    if (!reaction.requirement.empty()) sentence += " [" + reaction.requirement + "]";
    if (reaction.outcome == Outcome::conform) passes.add(step, sentence);
    else if (reaction.outcome == Outcome::fail) fails.add(step, sentence);
    else others.add(step, to_text(reaction.outcome) + ": " + sentence);
  }

  bool in_postamble(std::size_t at) const {
    return program.postamble >= 0 && at >= static_cast<std::size_t>(program.postamble);
  }

  // "steps 4 to 7, steps 8 to 9": what each branch holds that is shown.
  std::string branched(const Step& parallel) const {
    std::vector<std::string> parts;
    for (const auto start : parallel.branches) {
      std::vector<std::size_t> shown;
      for (auto at = start; at < parallel.behind && !ends_branch_of(parallel, at); ++at)
        if (numbers[at] > 0) shown.push_back(numbers[at]);
      if (shown.empty()) continue;
      const std::string first = std::to_string(shown.front()), last = std::to_string(shown.back());
      parts.push_back(first == last ? "step " + first : "steps " + first + " to " + last);
    }
    return "beside each other, each as far as what it awaits has come: " + join(parts, "; ") + "; go on when all have ended";
  }

  bool ends_branch_of(const Step& parallel, std::size_t at) const {
    return program.steps[at].kind == Step::Kind::branch_end && program.steps[at].behind == parallel.behind;
  }

  std::string in_words_of(std::size_t at) {
    const Step& step = program.steps[at];
    switch (step.kind) {
      case Step::Kind::expect: return wait(at);
      case Step::Kind::send: return sent(step.element);
      case Step::Kind::serve: return served(step.rules, vocabulary);
      case Step::Kind::parallel: return branched(step);
      case Step::Kind::sync: return "wait until every branch has come as far";
      default: return action(step.element);
    }
  }

  void run() {
    number();
    for (std::size_t at = 0; at < program.steps.size(); ++at) {
      const Step& step = program.steps[at];
      if (numbers[at] == 0) continue;
      const std::string who = step.channel.empty() ? "" : join(words(step.channel), ", ") + ": ";
      (in_postamble(at) ? out.postamble : out.steps).push_back(who + in_words_of(at));
    }
    out.passes = passes.lines();
    out.fails = fails.lines();
    out.others = others.lines();
  }
};

}  // namespace

ProcedureText procedure_text(const Program& program, const Vocabulary& vocabulary) {
  Writer writer{program, vocabulary};
  writer.run();
  return writer.out;
}

}  // namespace assay::language
