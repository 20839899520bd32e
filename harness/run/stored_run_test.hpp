// One real run against the reference, made once for the test program, and copies of it to be spoilt.
#pragma once

#include <gtest/gtest.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <memory>
#include <optional>
#include <stdexcept>

#include "base/file.hpp"
#include "cli/modules.hpp"
#include "run/session.hpp"
#include "run/thinned_suite_test.hpp"
#include "trace/store.hpp"

namespace assay::run::stored {

namespace fs = std::filesystem;

inline language::Vocabulary vocabulary() { return cli::full_vocabulary(); }

// A folder of its own, gone with it.
class Folder {
 public:
  Folder() {
    std::string pattern = (fs::temp_directory_path() / "assay-test-XXXXXX").string();
    if (!::mkdtemp(pattern.data())) throw std::runtime_error("no room for " + pattern);
    path_ = pattern;
  }
  ~Folder() {
    std::error_code ignored;
    fs::remove_all(path_, ignored);
  }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;
  std::string path(const std::string& name = {}) const { return name.empty() ? path_ : path_ + "/" + name; }

 private:
  std::string path_;
};

inline std::string text_of(const std::string& path) { return read_file(path).value(); }
inline void put(const std::string& path, const std::string& text) {
  std::ofstream(path, std::ios::binary | std::ios::trunc) << text;
}
// Replaces the first `from` after the first `after`; gives the line of `from`.
inline int replace(const std::string& path, const std::string& after, const std::string& from, const std::string& to) {
  std::string text = text_of(path);
  const auto start = text.find(after);
  const auto at = start == std::string::npos ? start : text.find(from, start);
  if (at == std::string::npos) throw std::runtime_error("the test does not fit " + path + ": " + from);
  const auto line = 1 + std::count(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(at), '\n');
  put(path, text.replace(at, from.size(), to));
  return static_cast<int>(line);
}
// Every file below a directory with its text: to see that nothing was written.
inline std::map<std::string, std::string> snapshot(const std::string& directory) {
  std::map<std::string, std::string> out;
  for (const auto& entry : fs::recursive_directory_iterator(directory))
    out[entry.path().string()] = entry.is_regular_file() ? text_of(entry.path().string()) : "";
  return out;
}

inline std::string programs() { return fs::read_symlink("/proc/self/exe").parent_path().string(); }

// The run. Its profile is a copy, so that its keys do not land in the tree.
class Run {
 public:
  static const Run& get() {
    static const Run run;
    return run;
  }
  const Bench& bench() const { return *bench_; }
  const Ended& ended() const { return *ended_; }
  std::string directory() const { return folder_.path("out"); }
  std::string profile() const { return folder_.path("reference"); }

 private:
  Run() {
    auto loaded = load_bench(ASSAY_ROOT, vocabulary());
    if (!loaded) throw std::runtime_error(to_text(loaded.error().front()));
    bench_ = std::make_unique<Bench>(std::move(*loaded));
    fs::create_directory(profile());
    put(profile() + "/profile.xml",
        without_lists(text_of(std::string(ASSAY_ROOT) + "/fixtures/iuts/reference/profile.xml")));
    RunOptions options;
    options.profile = profile();
    options.out = directory();
    options.programs = programs();
    options.op = "the tests";
    options.seed = "0123456789abcdef";
    auto ended = run_suite(*bench_, options);
    if (!ended) throw std::runtime_error(to_text(ended.error().front()));
    if (ended->outcome.exit != Exit::conform)
      throw std::runtime_error("the run did not end well: " + ended->outcome.why);
    ended_ = std::make_unique<Ended>(std::move(*ended));
  }

  Folder folder_;
  std::unique_ptr<Bench> bench_;
  std::unique_ptr<Ended> ended_;
};

// A copy of the run that a test may spoil.
class Copy {
 public:
  Copy() {
    fs::copy(Run::get().directory(), directory(), fs::copy_options::recursive);
    fs::remove(directory() + "/results.json");
  }
  std::string directory() const { return folder_.path("run"); }
  std::string trace(const std::string& execution) const { return directory() + "/traces/" + execution + ".jsonl"; }

  // The first execution of a case, or the first in that role.
  std::string execution_of(const std::string& case_id, std::optional<Role> role = {}) const {
    for (const auto& [id, judged] : Run::get().ended().judgement.executions)
      if (judged.execution.case_id == case_id && (!role || judged.execution.role == *role)) return id;
    throw std::runtime_error("the run has no execution of " + case_id);
  }
  // Replaces octets in the first record of an execution whose octets hold `from`.
  void alter(const std::string& execution, const std::string& from, const std::string& to) const {
    auto records = trace::read(trace(execution)).value();
    const auto found = std::find_if(records.begin(), records.end(), [&](const auto& record) {
      return record.kind == trace::Kind::event && record.data.find(from) != Bytes::npos;
    });
    if (found == records.end()) throw std::runtime_error(execution + " holds no " + from);
    found->data.replace(found->data.find(from), from.size(), to);
    std::string text;
    for (const auto& record : records) text += trace::to_line(record);
    put(trace(execution), text);
  }
  std::map<std::string, CaseVerdict> verdicts(const language::Suite& suite = Run::get().bench().suite) const {
    auto judged = judge_directory(suite, Run::get().bench().vocabulary, directory());
    if (!judged) throw std::runtime_error(to_text(judged.error()));
    return case_verdicts(suite, *judged);
  }

 private:
  Folder folder_;
};

}  // namespace assay::run::stored
