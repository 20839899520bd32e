// A run against the built-in reference as a process of its own, started by a profile in a temporary folder.
#pragma once

#include <csignal>
#include <fstream>
#include <sstream>

#include "run/degenerate_trial_test.hpp"
#include "run/results/facts.hpp"

namespace assay::run::life {

using degenerate::bench;
using degenerate::Folder;
using degenerate::replace_all;
using degenerate::required;

inline std::string programs() { return std::filesystem::read_symlink("/proc/self/exe").parent_path().string(); }

inline std::string text_of(const std::string& path) {
  std::ifstream in(path);
  std::ostringstream text;
  text << in.rdbuf();
  return text.str();
}

struct Lab {
  Folder folder;
  std::string start{"exec cpm-reference"};
  std::string version_command{"cpm-reference --version"};
  std::string connections_per_second{"1000"};
  std::function<void(std::size_t, std::size_t, const std::string&)> progress{};
  std::size_t workers{1};

  std::string directory() const { return folder.path + "/profile"; }
  std::string noted(const std::string& name) const { return text_of(folder.path + "/" + name); }

  void write_profile() const {
    std::string text =
        without_lists(required(read_file(std::string(ASSAY_ROOT) + "/fixtures/iuts/reference/profile.xml")));
    // What the start command leaves behind for the test: its process and its scratch folder.
    const std::string notes =
        "echo $$ &gt;" + folder.path + "/pid; echo $ASSAY_SCRATCH &gt;" + folder.path + "/scratch; ";
    replace_all(text, "start=\"exec cpm-reference\"", "start=\"" + notes + start + "\"");
    replace_all(text, "version-command=\"cpm-reference --version\"", "version-command=\"" + version_command + "\"");
    replace_all(text, "question=\"load.per-second\" value=\"1000\"",
                "question=\"load.per-second\" value=\"" + connections_per_second + "\"");
    std::filesystem::create_directories(directory());
    if (!write_file(directory() + "/profile.xml", text, 0600)) throw std::runtime_error("cannot write the profile");
  }

  std::string out(const std::string& name = "out") const { return folder.path + "/" + name; }

  Ended run(const std::vector<std::string>& selectors, const std::string& name = "out") const {
    write_profile();
    RunOptions options;
    options.profile = directory();
    options.selectors = selectors;
    options.out = out(name);
    options.programs = programs();
    options.progress = progress;
    options.workers = workers;
    return required(run_suite(bench(), options));
  }

  RunFacts facts() const { return required(load_facts(out())); }
};

inline std::map<std::string, std::string> verdicts_of(const Ended& ended) {
  std::map<std::string, std::string> out;
  for (const auto& [case_id, verdict] : ended.judgement.verdicts) out[case_id] = to_text(verdict.verdict);
  return out;
}

inline pid_t pid_of(const Lab& lab) { return std::atoi(lab.noted("pid").c_str()); }

// True once the process has ended, reaped or not; false after a limit that only a broken build reaches.
inline bool ended(pid_t pid) {
  const auto limit = std::chrono::steady_clock::now() + std::chrono::seconds(30);
  while (std::chrono::steady_clock::now() < limit) {
    const std::string line = text_of("/proc/" + std::to_string(pid) + "/stat");
    if (line.empty() || line.find(") Z ") != std::string::npos) return true;
    std::this_thread::yield();
  }
  return false;
}

}  // namespace assay::run::life
