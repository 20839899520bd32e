// Programs are started, watched and stopped with all that they started.
#include "net/process.hpp"

#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>

#include <sys/stat.h>
#include <sys/wait.h>

#include <gtest/gtest.h>

#include "net/loop.hpp"
#include "net/port.hpp"
#include "net/recorder.hpp"

namespace assay::net {
namespace process_test {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;

// A directory of its own, gone at the end.
struct Folder {
  std::string path;
  Folder() {
    std::string name = std::filesystem::canonical(std::filesystem::temp_directory_path()) / "assay-process-XXXXXX";
    path = mkdtemp(name.data());
  }
  ~Folder() { std::filesystem::remove_all(path); }
  std::string text(const std::string& file) const {
    std::ostringstream all;
    all << std::ifstream(path + "/" + file).rdbuf();
    return all.str();
  }
};

CommandResult run(const std::string& command, milliseconds limit = seconds(30)) {
  return *run_command({command, "", {}}, limit);
}

bool soon(const std::function<bool()>& done) {
  Loop loop;
  return run_until(loop, done);
}

// A zombie that nobody has reaped yet is gone all the same.
bool alive(pid_t pid) {
  std::string stat;
  std::getline(std::ifstream("/proc/" + std::to_string(pid) + "/stat"), stat);
  return !stat.empty() && stat.find(") Z") == std::string::npos;
}

TEST(RunCommand, gives_status_and_output) {
  const auto result = run("echo out; echo err >&2; exit 3");
  EXPECT_EQ(result.exit_status, 3);
  EXPECT_EQ(result.output, "out\nerr\n");
  EXPECT_FALSE(result.timed_out);
  EXPECT_EQ(run("kill -9 $$").exit_status, 128 + SIGKILL);
}

TEST(RunCommand, runs_where_and_with_what_it_is_told) {
  Folder folder;
  const auto result = run_command({"pwd; echo $ASSAY_WORD $HOME", folder.path, {{"ASSAY_WORD", "a b"}, {"HOME", "h"}}},
                                  seconds(30));
  ASSERT_TRUE(result);
  EXPECT_EQ(result->output, folder.path + "\na b h\n");
  EXPECT_FALSE(run_command({"true", folder.path + "/none", {}}, seconds(30)));
}

TEST(RunCommand, is_killed_at_its_limit) {
  const auto result = run("echo before; exec tail -f /dev/null", milliseconds(200));
  EXPECT_TRUE(result.timed_out);
  EXPECT_EQ(result.exit_status, 128 + SIGKILL);
}

TEST(RunCommand, keeps_the_first_64_kib_of_endless_output) {
  const auto endless = run("exec yes", milliseconds(200));
  EXPECT_TRUE(endless.timed_out);
  EXPECT_LE(endless.output.size(), 64u * 1024) << "how much comes until then is the machine's affair";
  const auto long_one = run("head -c 1000000 /dev/zero");
  EXPECT_FALSE(long_one.timed_out);
  EXPECT_EQ(long_one.output.size(), 64u * 1024);
}

TEST(RunCommand, does_not_wait_for_what_it_leaves_behind) {
  const auto result = run("tail -f /dev/null & echo $!");
  EXPECT_FALSE(result.timed_out);
  kill(std::atoi(result.output.c_str()), SIGKILL);
}

TEST(RunCommand, inherits_no_descriptor) { EXPECT_EQ(run("ls /proc/$$/fd").output, "0\n1\n2\n"); }

TEST(Process, tells_its_end) {
  Folder folder;
  const auto process = *Process::start({"echo done; exit 7", "", {}}, folder.path + "/log");
  ASSERT_TRUE(soon([&] { return !process->running(); }));
  EXPECT_EQ(process->exit_status(), 7);
  EXPECT_EQ(folder.text("log"), "done\n");
  struct stat facts{};
  ASSERT_EQ(stat((folder.path + "/log").c_str(), &facts), 0);
  EXPECT_EQ(facts.st_mode & 0777, 0600u);
}

TEST(Process, stops_by_sigterm_when_it_listens_to_it) {
  Folder folder;
  const auto process = *Process::start({"trap 'exit 5' TERM; echo ready; tail -f /dev/null & wait", "", {}},
                                       folder.path + "/log");
  ASSERT_TRUE(soon([&] { return folder.text("log") == "ready\n"; }));
  EXPECT_TRUE(process->running());
  process->stop(seconds(30));
  EXPECT_EQ(process->exit_status(), 5);
}

TEST(Process, is_killed_with_its_whole_group_when_it_does_not) {
  Folder folder;
  auto process = *Process::start(
      {"trap '' TERM; tail -f /dev/null & echo $! > child; echo ready; tail -f /dev/null", folder.path, {}},
      folder.path + "/log");
  ASSERT_TRUE(soon([&] { return folder.text("log") == "ready\n"; }));
  const pid_t child = std::atoi(folder.text("child").c_str());
  ASSERT_TRUE(alive(child));
  process->stop(milliseconds(50));
  EXPECT_EQ(process->exit_status(), 128 + SIGKILL);
  EXPECT_TRUE(soon([&] { return !alive(child); }));
}

TEST(Process, dies_with_the_harness) {
  Folder folder;
  const std::string note = folder.path + "/pid";
  const pid_t harness = fork();
  if (harness == 0) {
    const std::string command = "echo $$ > new; mv new pid; exec tail -f /dev/null";
    const auto process = Process::start({command, folder.path, {}}, "");
    Loop loop;
    run_until(loop, [] { return false; });
    _exit(0);
  }
  ASSERT_TRUE(soon([&] { return std::filesystem::exists(note); }));
  const pid_t orphan = std::atoi(folder.text("pid").c_str());
  kill(harness, SIGKILL);
  waitpid(harness, nullptr, 0);
  EXPECT_TRUE(soon([&] { return !alive(orphan); }));
}

}  // namespace
}  // namespace process_test
}  // namespace assay::net
