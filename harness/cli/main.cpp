// The program `assay`: reads the command line and calls a command.
#include <exception>
#include <filesystem>

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include "cli/commands.hpp"

namespace {

constexpr int kHarness = 3;
constexpr int kUsage = 4;

struct Line {
  assay::cli::Place place;
  assay::cli::RunArguments run;
  std::string name, directory, case_id, out{"ics.html"};
  std::vector<std::string> selectors;
  bool planned{false};
  std::string rerun;
};

// In words: the library's own check tells the range of its widest number.
CLI::Validator a_count() {
  const auto check = [](const std::string& text) {
    const bool digits = !text.empty() && text.size() < 6 && text.find_first_not_of("0123456789") == std::string::npos;
    return digits && text.find_first_not_of('0') != std::string::npos
               ? std::string()
               : "'" + text + "' is no number of workers: give 1 or more, or leave it out";
  };
  return {[check](std::string& text) { return check(text); }, "COUNT"};
}

void add_run(CLI::App& app, Line& line, int& code) {
  auto* run = app.add_subcommand("run", "run the suite, or what the selectors name, against the IUT of a profile");
  run->add_option("profile", line.run.profile, "name of a profile below fixtures/iuts (reference)");
  run->add_option("selectors", line.run.selectors, "cases, requirements, clauses or prefixes of them");
  run->add_option("--out", line.run.out, "directory for the results (results/PROFILE-TIME)");
  run->add_option("--rerun", line.rerun, "one case, with its control");
  run->add_option("--operator", line.run.op, "who runs it, for the report");
  run->add_option("--seed", line.run.seed, "the seed of an earlier run");
  run->add_option("--workers", line.run.workers,
                  "units to run side by side, as far as the IXIT allows (as many as the machine has cores)")
      ->check(a_count());
  run->add_flag("--known", line.run.known, "hold the run against the profile's findings.xml");
  run->add_flag("--skip-check", line.run.skip_check, "no preflight; the report says so");
  run->callback([&] {
    if (!line.rerun.empty()) line.run.selectors = {line.rerun};
    code = assay::cli::run_command(line.place, line.run);
  });
}

void add_directory_commands(CLI::App& app, Line& line, int& code) {
  auto* judge = app.add_subcommand("judge", "judge the traces of a run again, without sockets or IUT");
  judge->add_option("directory", line.directory, "what run wrote")->required();
  judge->callback([&] { code = assay::cli::judge_command(line.place, line.directory); });
  auto* report = app.add_subcommand("report", "make the reports of a run again");
  report->add_option("directory", line.directory, "what run wrote")->required();
  report->callback([&] { code = assay::cli::report_command(line.place, line.directory); });
}

void add_profile_commands(CLI::App& app, Line& line, int& code) {
  auto* check = app.add_subcommand("check", "preflight of a profile: is the IXIT right?");
  check->add_option("profile", line.name, "name of a profile")->required();
  check->callback([&] { code = assay::cli::check_command(line.place, line.name); });
  auto* provision = app.add_subcommand("provision", "make the trust anchors of a profile and say what the IUT needs");
  provision->add_option("profile", line.name, "name of a profile")->required();
  provision->callback([&] { code = assay::cli::provision_command(line.place, line.name); });
  auto* ics = app.add_subcommand("ics", "the ICS proforma for printing and signing");
  ics->add_option("profile", line.name, "fill it in from this profile");
  ics->add_option("--out", line.out, "file to be written (ics.html)");
  ics->callback([&] { code = assay::cli::proforma_command(line.place, line.name, line.out); });
}

void add_suite_commands(CLI::App& app, Line& line, int& code) {
  auto* list = app.add_subcommand("list", "the cases");
  list->add_flag("--planned", line.planned, "every test id of the programme, and where it went");
  list->callback([&] { code = assay::cli::list_command(line.place, line.planned); });
  auto* explain = app.add_subcommand("explain", "a case as a row of an Enabler Test Specification");
  explain->add_option("case", line.case_id, "id or test id")->required();
  explain->callback([&] { code = assay::cli::explain_command(line.place, line.case_id); });
  auto* lint = app.add_subcommand("lint", "check cases and specifications");
  lint->callback([&] { code = assay::cli::lint_command(line.place); });
  auto* prove = app.add_subcommand("prove", "show that every case can fail, on defective references");
  prove->add_option("selectors", line.selectors, "cases or defects");
  prove->add_option("--workers", line.run.workers, "defects to try side by side (as many as the machine has cores)")
      ->check(a_count());
  prove->callback([&] { code = assay::cli::prove_command(line.place, line.selectors, line.run.workers); });
}

std::string program_directory() {
  std::error_code failed;
  return std::filesystem::read_symlink("/proc/self/exe", failed).parent_path().string();
}

}  // namespace

int main(int argc, char** argv) {
  CLI::App app{"Assay: conformance tests for the security of OMA CPM"};
  Line line;
  int code = kUsage;
  line.place.programs = program_directory();
  line.place.root = std::filesystem::current_path().string();
  app.add_option("--root", line.place.root, "the folder of the suite");
  app.require_subcommand(1);
  add_run(app, line, code);
  add_directory_commands(app, line, code);
  add_profile_commands(app, line, code);
  add_suite_commands(app, line, code);
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    return app.exit(error) == 0 ? 0 : kUsage;
  } catch (const std::exception& error) {
    fmt::print(stderr, "assay: {}\n", error.what());
    return kHarness;
  }
  return code;
}
