// Notes in the state that a postamble may not make: it judges nothing.
#include "engine/state.hpp"

namespace assay::engine {

std::string actor_of(const std::string& channel) { return channel.substr(0, channel.find('#')); }

void note_problem(State& state, const std::string& problem) {
  if (!state.in_postamble) state.problems.push_back(problem);
}

void note_error(State& state, const std::string& error) {
  if (!state.in_postamble) return state.errors.push_back(error);
  StepLog entry;
  entry.came = error;
  entry.outcome = "not done";
  state.log.push_back(std::move(entry));
}

}  // namespace assay::engine
