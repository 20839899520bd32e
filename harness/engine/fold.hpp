// The engine: fold(case, inputs, state, event) -> (state, actions). No I/O, no clock, no protocol.
#pragma once

#include <map>
#include <string>
#include <utility>
#include <vector>

#include "engine/state.hpp"
#include "trace/record.hpp"

namespace assay::engine {

// Everything that the fold may look at besides state and event. Borrowed; must outlive the fold.
struct Context {
  const language::Program& program;
  const language::Vocabulary& vocabulary;
  std::map<std::string, std::string> values;  // IXIT values by name ("alice.user")
  std::set<std::string> secret_names;         // names of values that no report may show
  std::string seed;                           // of this execution
  std::string response_time;                  // milliseconds, for await actions
  std::string trigger_time{};                 // the same where what a trigger sets off is awaited
};

// Actions are records of kind `action`, neither numbered nor timed: connect, listen, close, send, trigger,
// await (attribute `milliseconds`), and the actions of the protocol modules.
using Actions = std::vector<trace::Record>;

std::pair<State, Actions> begin(const Context& context);
std::pair<State, Actions> fold(const Context& context, State state, const trace::Record& event);

// What the execution shows by itself, its controls left out of account. `none` if no assertion was made.
Verdict verdict_of(const State& state);
// Why, in one sentence.
std::string reason_of(const State& state);

}  // namespace assay::engine
