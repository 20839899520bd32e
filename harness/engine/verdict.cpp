// From what an execution observed to its verdict (ISO/IEC 9646, TTCN-3).
#include <algorithm>

#include "engine/fold.hpp"

namespace assay::engine {
namespace {

const Assertion* first(const State& state, language::Outcome outcome) {
  for (const auto& assertion : state.assertions)
    if (assertion.outcome == outcome) return &assertion;
  return nullptr;
}

// True if something that the case sent cannot be shown to have left, on a channel that still stood or that it ended.
bool stimulus_missing(const State& state) {
  return std::any_of(state.channels.begin(), state.channels.end(), [&](const auto& entry) {
    const ChannelState& channel = entry.second;
    return channel.sent < (state.in_postamble ? channel.due : channel.sends) && (!channel.ended || channel.finished);
  });
}

}  // namespace

std::string to_text(Verdict verdict) {
  switch (verdict) {
    case Verdict::none: return "none";
    case Verdict::pass: return "pass";
    case Verdict::inconclusive: return "inconclusive";
    case Verdict::fail: return "fail";
    case Verdict::error: return "error";
  }
  return "none";
}

Verdict worse(Verdict a, Verdict b) { return static_cast<int>(a) > static_cast<int>(b) ? a : b; }

Verdict verdict_of(const State& state) {
  // A FAIL that octets of the IUT show stands, whatever else went wrong.
  if (first(state, language::Outcome::fail)) return Verdict::fail;
  if (!state.errors.empty()) return Verdict::error;
  if (!state.problems.empty() || !state.finished || state.undecided) return Verdict::inconclusive;
  if (first(state, language::Outcome::inconclusive)) return Verdict::inconclusive;
  if (!first(state, language::Outcome::conform)) return Verdict::none;
  return state.reached_end && !stimulus_missing(state) ? Verdict::pass : Verdict::inconclusive;
}

std::string reason_of(const State& state) {
  if (const auto* failed = first(state, language::Outcome::fail)) return failed->text;
  if (!state.errors.empty()) return state.errors.front();
  if (!state.problems.empty()) return state.problems.front();
  if (!state.finished) return "the trace ends before the case does";
  if (state.undecided) return "the case came to its end without anything that decides it";
  if (const auto* open = first(state, language::Outcome::inconclusive)) return open->text;
  const auto* conform = first(state, language::Outcome::conform);
  if (!conform) return "no assertion was made";
  if (stimulus_missing(state)) return "what was sent cannot be shown to have left";
  return conform->text;
}

}  // namespace assay::engine
