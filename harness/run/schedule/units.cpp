// Reading from compiled cases what they take.
#include "run/schedule/units.hpp"

#include <algorithm>
#include <cstdlib>

#include "language/program.hpp"

namespace assay::run {
namespace {

using language::Step;

// A port that is always the same, and a person, serve one case at a time. A client that is made to act opens
// connections in place of the suite.
Demand demand_of(const language::Program& program, const Profile& profile) {
  std::set<std::string> connecting;
  Demand demand;
  for (const Step& step : program.steps) {
    if (step.kind != Step::Kind::action) continue;
    const auto& element = step.element;
    if (element.name == "connect") connecting.insert(element.attribute("actor"));
    const auto* endpoint = element.name == "listen" ? profile.endpoint(element.attribute("endpoint")) : nullptr;
    if (endpoint && endpoint->port != 0) demand.names.insert("listen " + endpoint->name);
    if (element.name != "trigger") continue;
    connecting.insert(element.attribute("actor"));
    const auto* trigger = profile.trigger(element.attribute("action"), element.attribute("entry"));
    if (trigger && trigger->command.empty()) demand.names.insert("operator");
  }
  demand.connections = static_cast<int>(connecting.size());
  return demand;
}

// The members of a unit run one after the other: it takes the most that one of them takes.
void add(Demand& unit, const Demand& member) {
  unit.connections = std::max(unit.connections, member.connections);
  unit.names.insert(member.names.begin(), member.names.end());
  unit.exclusive = unit.exclusive || member.exclusive;
}

Result<void> enough(const language::Case& subject, const Demand& demand, int allowed) {
  if (demand.connections <= allowed) return {};
  return failure("'" + subject.id + "' opens " + std::to_string(demand.connections) +
                     " connections at once, and the IXIT allows " + std::to_string(allowed),
                 "raise load.connections in the profile, or select other cases", subject.where);
}

}  // namespace

int connections_allowed(const Profile& profile) {
  return std::max(1, std::atoi(profile.answer("load.connections").c_str()));
}

Result<std::vector<Demand>> demands_of(const Bench& bench, const Profile& profile, const Plan& plan) {
  const auto values = values_of(profile);
  std::vector<Demand> out;
  for (const auto& unit : units_of(plan)) {
    Demand all;
    all.connections = 0;
    for (std::size_t at = unit.from; at < unit.to; ++at) {
      const language::Case* subject = bench.suite.find(plan.executions[at].case_id);
      auto program = language::compile(bench.suite, *subject, values);
      if (!program) return tl::unexpected(program.error());
      Demand member = demand_of(*program, profile);
      member.exclusive = subject->exclusive;
      auto fits = enough(*subject, member, connections_allowed(profile));
      if (!fits) return tl::unexpected(fits.error());
      add(all, member);
    }
    out.push_back(std::move(all));
  }
  return out;
}

}  // namespace assay::run
