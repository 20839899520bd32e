// Judging stored traces.
#include "run/judgement/judge.hpp"

#include <algorithm>
#include <deque>
#include <filesystem>

#include "base/text.hpp"
#include "run/judgement/exchange.hpp"
#include "trace/store.hpp"

namespace assay::run {
namespace {

using engine::Verdict;
using trace::Kind;
using trace::Record;

const Record* find_input(const std::vector<Record>& records, const std::string& name) {
  for (const auto& record : records)
    if (record.kind == Kind::input && record.name == name) return &record;
  return nullptr;
}

Role read_role(const std::string& text) {
  if (text == "control-before") return Role::control_before;
  return text == "control-after" ? Role::control_after : Role::test;
}

bool same_action(const Record& a, const Record& b) {
  return a.channel == b.channel && a.name == b.name && a.attributes == b.attributes && a.data == b.data;
}

// Feeds the stored events to the fold and compares what it wants to do with what was done.
struct Replay {
  const engine::Context& context;
  engine::State state{};
  std::deque<Record> wanted{};
  int step{0};
  std::string differs{};

  void take(engine::Actions actions) {
    for (auto& action : actions)
      if (action.name != "await") wanted.push_back(std::move(action));
  }

  bool differ(const std::string& how) {
    differs = "stimulus differs at step " + std::to_string(step) + ": " + how;
    return false;
  }

  bool action(const Record& record) {
    if (record.name == "await") return true;
    ++step;
    if (wanted.empty()) return differ("the case does not " + record.name + " there any more");
    const Record next = std::move(wanted.front());
    wanted.pop_front();
    if (!same_action(record, next)) return differ("'" + next.name + "' is not what was done");
    return true;
  }

  bool event(const Record& record) {
    // An action that is wanted before an event which it did not wait for in the run comes too early.
    if (!wanted.empty() && !state.finished) {
      ++step;
      return differ("'" + wanted.front().name + "' would be done earlier");
    }
    auto [next, actions] = engine::fold(context, std::move(state), record);
    state = std::move(next);
    take(std::move(actions));
    return true;
  }

  void run(const std::vector<Record>& records) {
    auto [first, actions] = engine::begin(context);
    state = std::move(first);
    take(std::move(actions));
    for (const auto& record : records) {
      // What the run did after the point where the case is now over is no stimulus of it.
      if (record.kind == Kind::action && state.finished && !stimulus_wanted()) continue;
      if (record.kind == Kind::action && !action(record)) return;
      if (record.kind == Kind::event && !event(record)) return;
    }
    if (!stimulus_wanted()) return;
    ++step;
    differ("the case goes on with '" + wanted.front().name + "'");
  }

  bool stimulus_wanted() const {
    return std::any_of(wanted.begin(), wanted.end(), [](const Record& action) { return action.name != "close"; });
  }
};

Verdict combine(const std::vector<const Judged*>& own) {
  Verdict worst = Verdict::none;
  // A FAIL that octets of the IUT show stands; an error of another execution does not bury it.
  for (const auto* judged : own)
    if (judged->verdict == Verdict::fail) return Verdict::fail;
  for (const auto* judged : own) worst = engine::worse(worst, judged->verdict);
  const bool open = std::any_of(own.begin(), own.end(), [](const auto* j) { return j->verdict == Verdict::none; });
  return worst == Verdict::pass && open ? Verdict::inconclusive : worst;
}

std::string reason_for(const std::vector<const Judged*>& own, Verdict verdict) {
  for (const auto* judged : own)
    if (judged->verdict == verdict) return judged->reason;
  return own.empty() ? "it was not executed" : own.front()->reason;
}

// Why the control does not stand beside the negative; empty if it does. An IUT that ended between the two
// and was started anew may have ended of what the negative did.
std::string control_problem(const Judged& negative, const Judged* control, const std::string& control_id) {
  if (!control) return "it is missing";
  if (control->execution.case_id != control_id) return "that was a run of " + control->execution.case_id;
  if (control->verdict != Verdict::pass || !control->rerun_needed.empty()) return control->reason;
  return control->instance == negative.instance ? "" : "the IUT had ended and was started anew between the two";
}

// A negative passes only if its control passed before and after.
void require_controls(CaseVerdict& verdict, const Judged& negative, const std::string& control_id,
                      const std::map<std::string, Judged>& judged) {
  for (const auto& [id, when] : {std::pair{negative.execution.before, "before"}, std::pair{negative.execution.after, "after"}}) {
    const auto found = judged.find(id);
    if (found != judged.end()) verdict.executions.push_back(id);
    if (verdict.verdict != Verdict::pass) continue;
    const std::string why = control_problem(negative, found == judged.end() ? nullptr : &found->second, control_id);
    if (why.empty()) continue;
    // A control whose stimulus was edited says nothing of the negative any more.
    if (found != judged.end() && !found->second.rerun_needed.empty()) verdict.rerun_needed = "of its control, " + found->second.rerun_needed;
    verdict.verdict = Verdict::inconclusive;
    verdict.reason = std::string("the control did not pass ") + when + " it: " + why;
  }
}

}  // namespace

Result<Judged> judge_trace(const language::Suite& suite, const language::Vocabulary& vocabulary,
                           std::vector<Record> records, const std::string& path) {
  const Record* about = find_input(records, "execution");
  const Record* values = find_input(records, "values");
  const Record* secrets = find_input(records, "secrets");
  if (!about || !values || !secrets)
    return failure("the trace does not say what it is a trace of", "was it written by assay?", {path, 1, 0});
  Judged judged;
  judged.execution = {trace::attribute(*about, "id"), trace::attribute(*about, "case"),
                      read_role(trace::attribute(*about, "role")), trace::attribute(*about, "before"),
                      trace::attribute(*about, "after")};
  judged.seed = trace::attribute(*about, "seed");
  judged.profile_hash = trace::attribute(*about, "profile-hash");
  judged.revision = std::atoi(trace::attribute(*about, "revision").c_str());
  judged.instance = trace::attribute(*about, "instance");
  const language::Case* subject = suite.find(judged.execution.case_id);
  if (!subject) {
    judged.rerun_needed = "the suite has no case '" + judged.execution.case_id + "' any more";
    judged.records = std::move(records);
    return judged;
  }
  auto program = language::compile(suite, *subject, values->attributes);
  if (!program) return tl::unexpected(program.error());
  std::set<std::string> secret_names;
  for (const auto& [name, ignored] : secrets->attributes) secret_names.insert(name);
  const engine::Context context{*program,     vocabulary, values->attributes, secret_names, trace::attribute(*about, "seed"),
                                trace::attribute(*about, "response-time"), trace::attribute(*about, "trigger-time")};
  Replay replay{context};
  replay.run(records);
  judged.rerun_needed = replay.differs;
  judged.state = std::move(replay.state);
  judged.verdict = judged.rerun_needed.empty() ? engine::verdict_of(judged.state) : Verdict::none;
  // Reasons go to terminals and reports: an IUT may have said a password back.
  judged.reason = judged.rerun_needed.empty() ? redacted(engine::reason_of(judged.state), judged.state.secrets)
                                              : judged.rerun_needed;
  judged.records = std::move(records);
  return judged;
}

namespace {

const std::string kBeside = "parallel/";

// A folder that is not there has no traces.
struct FolderJudge {
  const language::Suite& suite;
  const language::Vocabulary& vocabulary;
  std::map<std::string, Judged> out{};

  Result<void> add(const std::string& folder, const std::string& prefix) {
    std::error_code none;
    for (const auto& entry : std::filesystem::directory_iterator(folder, none)) {
      if (entry.path().extension() != ".jsonl") continue;
      auto added = add_file(entry.path().string(), prefix);
      if (!added) return added;
    }
    return {};
  }

  Result<void> add_file(const std::string& path, const std::string& prefix) {
    auto records = trace::read(path);
    if (!records) return tl::unexpected(records.error());
    auto judged = judge_trace(suite, vocabulary, std::move(*records), path);
    if (!judged) return tl::unexpected(judged.error());
    for (auto* id : {&judged->execution.id, &judged->execution.before, &judged->execution.after})
      if (!id->empty()) id->insert(0, prefix);
    const std::string id = judged->execution.id;
    if (out.insert({id, std::move(*judged)}).second) return {};
    return failure("there are two traces of the execution '" + id + "'", "take the copy out of the directory",
                   {path, 1, 0});
  }
};

}  // namespace

bool ran_beside(const Execution& execution) { return execution.id.starts_with(kBeside); }

Execution as_planned(Execution execution) {
  if (ran_beside(execution))
    for (auto* id : {&execution.id, &execution.before, &execution.after})
      if (!id->empty()) id->erase(0, kBeside.size());
  return execution;
}

Result<std::map<std::string, Judged>> judge_directory(const language::Suite& suite,
                                                      const language::Vocabulary& vocabulary,
                                                      const std::string& directory) {
  FolderJudge folder{suite, vocabulary};
  auto added = folder.add(directory + "/traces", "");
  if (added) added = folder.add(directory + "/traces/parallel", kBeside);
  if (!added) return tl::unexpected(added.error());
  if (folder.out.empty())
    return failure("there are no traces in " + directory + "/traces", "name the directory that ./assay run wrote");
  return std::move(folder.out);
}

namespace {

std::string told(const Judged& one) { return "traces/" + one.execution.id + ".jsonl says: " + one.reason; }

std::string not_recurred(const Judged& first, const std::vector<const Judged*>& own) {
  std::string text = "it failed beside other cases, and ";
  if (own.empty()) return text + "was not repeated alone; " + told(first);
  for (const auto* one : own)
    if (one->execution.id == as_planned(first.execution).id)
      return text + "not alone; " + told(first) + "; " + told(*one);
  return text + "not alone; " + told(first);
}

// A FAIL beside other cases that does not recur alone shows no more than that something is open.
void weigh_beside(CaseVerdict& verdict, const std::vector<const Judged*>& own,
                  const std::vector<const Judged*>& beside) {
  bool opened = false;
  for (const auto* one : beside) {
    if (!one->rerun_needed.empty())
      verdict.rerun_needed = one->rerun_needed;
    else if (one->verdict != Verdict::fail)
      continue;
    verdict.executions.push_back(one->execution.id);
    if (opened || verdict.verdict == Verdict::fail || verdict.verdict == Verdict::error) continue;
    opened = true;
    verdict.verdict = Verdict::inconclusive;
    verdict.reason = one->verdict == Verdict::fail ? not_recurred(*one, own) : one->rerun_needed;
  }
}

}  // namespace

std::map<std::string, CaseVerdict> case_verdicts(const language::Suite& suite, const std::map<std::string, Judged>& judged) {
  std::map<std::string, std::vector<const Judged*>> by_case, beside;
  for (const auto& [id, one] : judged)
    (ran_beside(one.execution) ? beside : by_case)[one.execution.case_id].push_back(&one);
  // What was not repeated alone has no verdict, but a FAIL of it is not forgotten.
  for (const auto& [case_id, first] : beside)
    if (std::any_of(first.begin(), first.end(), [](const auto* one) { return one->verdict == Verdict::fail; }))
      by_case[case_id];
  std::map<std::string, CaseVerdict> out;
  for (const auto& [case_id, own] : by_case) {
    CaseVerdict verdict;
    verdict.verdict = combine(own);
    verdict.reason = reason_for(own, verdict.verdict);
    for (const auto* one : own) {
      verdict.executions.push_back(one->execution.id);
      if (!one->rerun_needed.empty()) verdict.rerun_needed = one->rerun_needed;
    }
    const language::Case* subject = suite.find(case_id);
    if (subject && subject->kind == language::CaseKind::negative && !own.empty())
      require_controls(verdict, *own.front(), subject->control, judged);
    weigh_beside(verdict, own, beside[case_id]);
    out[case_id] = std::move(verdict);
  }
  return out;
}

std::set<std::string> failed_requirements(const Judged& judged) {
  std::set<std::string> out;
  for (const auto& assertion : judged.state.assertions)
    if (assertion.outcome == language::Outcome::fail) out.insert(assertion.requirement);
  return out;
}

}  // namespace assay::run
