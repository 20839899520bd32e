// The way out: from a step of the program to an action, with its placeholders filled in.
#pragma once

#include "engine/fold.hpp"

namespace assay::engine {

// The element with every placeholder expanded, children included. Values derived from secrets are
// added to `state.secrets`.
Result<language::Element> expanded(const Context& context, State& state, const language::Element& element);

// The same of a text.
Result<std::string> expanded_text(const Context& context, State& state, const std::string& text);

// Runs one action or send step: logs it and appends its action. `answered`: what a rule answers with it, or
// null. Errors go to `state.errors`.
void perform(const Context& context, State& state, const language::Step& step, Actions& actions,
             const language::Item* answered = nullptr);

// Closes what is still open: what comes on it from then on is nothing of the case any more.
void close_all(State& state, Actions& actions);
// The same, and ends the execution.
void finish(State& state, Actions& actions);

trace::Record make_action(const std::string& channel, const std::string& name);

}  // namespace assay::engine
