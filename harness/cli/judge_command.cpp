// judge, report, proforma: the commands that need no IUT.
#include <fmt/format.h>

#include <filesystem>

#include "base/text.hpp"
#include "cli/commands.hpp"
#include "cli/lint_gate.hpp"
#include "cli/modules.hpp"
#include "cli/reports.hpp"
#include "cli/terminal.hpp"
#include "run/results/stored_inputs.hpp"
#include "run/session.hpp"

namespace assay::cli {
namespace {

constexpr int kUsage = static_cast<int>(run::Exit::usage);

struct Compared {
  std::map<std::string, run::CaseVerdict> before;
  std::map<std::string, run::CaseVerdict> now;
};

// Every trace names the hash of the cases that it was made with.
bool made_with(const std::map<std::string, run::Judged>& judged, const std::string& hash) {
  for (const auto& [id, one] : judged)
    for (const auto& record : one.records)
      if (record.kind == trace::Kind::input && record.name == "execution" && trace::attribute(record, "cases-hash") != hash)
        return false;
  return true;
}

bool has_traces(const std::string& directory) {
  std::error_code none;
  for (const auto& entry : std::filesystem::directory_iterator(directory + "/traces", none))
    if (entry.path().extension() == ".jsonl") return true;
  return false;
}

tl::expected<Compared, std::vector<Error>> compare(const run::Bench& bench, const std::string& directory) {
  if (!std::filesystem::exists(directory + "/run.json"))
    return tl::unexpected(std::vector<Error>{{"there is no run in " + directory, "name the folder that a run wrote: it holds run.json", {}}});
  // There may have been nothing to execute, or no IUT: whether that is so is seen when the run is judged.
  if (!has_traces(directory)) return Compared{};
  auto old_suite = language::read_suite(run::stored_testcases(directory));
  if (!old_suite) return tl::unexpected(old_suite.error());
  auto before = run::judge_directory(*old_suite, bench.vocabulary, directory);
  if (!before) return tl::unexpected(std::vector<Error>{before.error()});
  if (!made_with(*before, run::cases_hash(*old_suite)))
    return tl::unexpected(std::vector<Error>{{"the cases in " + run::stored_testcases(directory) + " are not those of the traces",
                                              "they were altered after the run; put them back or run again", {}}});
  auto now = run::judge_directory(bench.suite, bench.vocabulary, directory);
  if (!now) return tl::unexpected(std::vector<Error>{now.error()});
  return Compared{run::case_verdicts(*old_suite, *before), run::case_verdicts(bench.suite, *now)};
}

std::string line_for(const run::CaseVerdict& before, const run::CaseVerdict& now) {
  if (!now.rerun_needed.empty()) return "rerun needed: " + visible(now.rerun_needed);
  if (before.verdict == now.verdict) return "same: " + engine::to_text(now.verdict);
  return "changed: " + engine::to_text(before.verdict) + " -> " + engine::to_text(now.verdict) + ": " + visible(now.reason);
}

}  // namespace

int judge_command(const Place& place, const std::string& directory) {
  auto bench = linted_bench(place);
  if (!bench) return kUsage;
  auto compared = compare(*bench, directory);
  if (!compared) {
    print_errors(compared.error());
    return kUsage;
  }
  bool rerun = false;
  for (const auto& [case_id, now] : compared->now) {
    const auto before = compared->before.find(case_id);
    fmt::print("{:<75} {}\n", case_id,
               line_for(before == compared->before.end() ? run::CaseVerdict{} : before->second, now));
    rerun = rerun || !now.rerun_needed.empty();
  }
  if (rerun) return static_cast<int>(run::Exit::inconclusive);
  auto ended = run::judge_only(*bench, directory);
  if (!ended) {
    print_errors(ended.error());
    return kUsage;
  }
  fmt::print("exit {}: {}\n", static_cast<int>(ended->outcome.exit), visible(ended->outcome.why));
  return static_cast<int>(ended->outcome.exit);
}

int report_command(const Place& place, const std::string& directory) {
  auto bench = linted_bench(place);
  if (!bench) return kUsage;
  auto ended = run::conclude_directory(*bench, directory);
  if (!ended) {
    print_errors(ended.error());
    return kUsage;
  }
  if (!make_reports(place, directory)) return static_cast<int>(run::Exit::harness);
  fmt::print("report: {}/report.html\n", directory);
  return 0;
}

int proforma_command(const Place& place, const std::string& profile, const std::string& out) {
  const std::string path = profile.empty() ? "" : place.root + "/fixtures/iuts/" + profile + "/profile.xml";
  if (!make_proforma(place, path, out)) return kUsage;
  fmt::print("ICS proforma: {}\n", out);
  return 0;
}

}  // namespace assay::cli
