// Finding the rule that answers, and answering.
#include "engine/serve.hpp"

#include "engine/match.hpp"
#include "engine/perform.hpp"

namespace assay::engine {
namespace {

using language::Item;
using language::Rule;

// On one connection; no client needs as many in one case.
constexpr std::size_t kMostAnswers = 1000;

bool fits(const Context& context, State& state, const Rule& rule, const Item& item) {
  if (!is_of_kind(context.vocabulary, rule.matcher, item)) return false;
  auto element = expanded(context, state, rule.matcher);
  if (!element) {
    note_error(state, to_text(element.error()));
    return false;
  }
  return matches(context.vocabulary, *element, item, state.channels.at(item.channel).values);
}

const Rule* rule_for(const Context& context, State& state, const Item& item) {
  const auto serving = state.serving.find(actor_of(item.channel));
  if (serving == state.serving.end()) return nullptr;
  for (const auto step : serving->second)
    for (const auto& rule : context.program.steps[step].rules)
      if (fits(context, state, rule, item)) return &rule;
  return nullptr;
}

}  // namespace

void serve(const Context& context, State& state, Item& item, Actions& actions) {
  const Rule* rule = rule_for(context, state, item);
  if (!rule) return;
  item.served = true;
  // An octet may be a line: what a flood of them asks for is neither said nor kept.
  const std::size_t answered = ++state.channels.at(item.channel).answered;
  if (answered == kMostAnswers + 1)
    note_problem(state, "more was asked on " + item.channel + " than " + std::to_string(kMostAnswers) + " answers");
  if (answered > kMostAnswers) return;
  for (const auto& step : rule->answer) {
    if (!state.errors.empty()) return;
    perform(context, state, step, actions, &item);
  }
}

}  // namespace assay::engine
