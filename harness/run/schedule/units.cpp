// Reading from compiled cases what they take.
#include "run/schedule/units.hpp"

#include <algorithm>
#include <cstdlib>
#include <map>
#include <set>
#include <utility>

#include "catalogue/catalogue.hpp"
#include "language/program.hpp"

namespace assay::run {
namespace {

using language::Step;

using Open = std::set<std::string>;  // actors with a connection

bool connects(const Step& step) { return step.element.name == "connect" || step.element.name == "trigger"; }

// Of a parallel what each of its branches opens counts at once, whenever it is opened; what one closes is held to be open
// until the others have ended.
Open open_in_branches(const language::Program& program, const Step& parallel, Open open) {
  for (std::size_t at = parallel.branches.front(); at < parallel.behind; ++at)
    if (connects(program.steps[at])) open.insert(program.steps[at].element.attribute("actor"));
  return open;
}

Open open_after(const language::Program& program, std::size_t at, Open open) {
  const Step& step = program.steps[at];
  if (step.kind == Step::Kind::parallel) return open_in_branches(program, step, std::move(open));
  if (step.kind != Step::Kind::action) return open;
  if (connects(step)) open.insert(step.element.attribute("actor"));
  if (step.element.name == "close") open.erase(step.element.attribute("actor"));
  return open;
}

// How many connections are open at once on whatever way through the program. Its postamble begins with none.
std::size_t most_open(const language::Program& program) {
  std::map<std::size_t, Open> before{{0, {}}};
  std::vector<std::size_t> changed{0};
  if (program.postamble > 0) changed.push_back(static_cast<std::size_t>(program.postamble));
  std::size_t most = 0;
  while (!changed.empty()) {
    const std::size_t at = changed.back();
    changed.pop_back();
    const Open open = open_after(program, at, before[at]);
    most = std::max(most, open.size());
    for (const auto next : language::successors(program, at)) {
      if (next >= program.steps.size()) continue;
      const bool is_new = before.count(next) == 0;
      Open& known = before[next];
      const std::size_t size = known.size();
      known.insert(open.begin(), open.end());
      if (is_new || known.size() > size) changed.push_back(next);
    }
  }
  return most;
}

// A port that is always the same, and a person, serve one case at a time. A client that is made to act opens
// connections in place of the suite.
Demand demand_of(const language::Program& program, const catalogue::Catalogue& catalogue, const Profile& profile) {
  Demand demand;
  for (const Step& step : program.steps) {
    if (step.kind != Step::Kind::action) continue;
    const auto& element = step.element;
    if (element.has("local")) demand.names.insert("stand at " + element.attribute("local"));
    const auto* question = catalogue.ixit_question("endpoint." + element.attribute("endpoint"));
    if (element.name == "connect" && question && !question->holds.empty()) demand.names.insert(question->holds);
    const auto* endpoint = element.name == "listen" ? profile.endpoint(element.attribute("endpoint")) : nullptr;
    if (endpoint && endpoint->port != 0) demand.names.insert("listen " + endpoint->name);
    if (element.name != "trigger") continue;
    const auto* trigger = profile.trigger(element.attribute("action"), element.attribute("entry"));
    if (trigger && trigger->command.empty()) demand.names.insert("operator");
  }
  demand.connections = static_cast<int>(most_open(program));
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
      Demand member = demand_of(*program, bench.catalogue, profile);
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
