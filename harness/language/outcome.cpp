// The outcomes of a reaction and their words.
#include "language/program.hpp"

namespace assay::language {

std::optional<Outcome> read_outcome(const std::string& word) {
  for (Outcome outcome : {Outcome::proceed, Outcome::conform, Outcome::remark, Outcome::inconclusive, Outcome::fail})
    if (to_text(outcome) == word) return outcome;
  return std::nullopt;
}

std::string to_text(Outcome outcome) {
  switch (outcome) {
    case Outcome::proceed: return "proceed";
    case Outcome::conform: return "conform";
    case Outcome::remark: return "remark";
    case Outcome::inconclusive: return "inconclusive";
    case Outcome::fail: return "fail";
  }
  return "proceed";
}

}  // namespace assay::language
