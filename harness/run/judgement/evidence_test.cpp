// What a run leaves on disk, how fast it goes, and that neither another run nor a repetition changes it.
#include <gtest/gtest.h>
#include <sys/stat.h>

#include "net/loop.hpp"
#include "net/process.hpp"
#include "run/iut_life_test.hpp"
#include "run/stored_run_test.hpp"

namespace assay::run::life {
namespace {
namespace evidence {

const std::vector<std::string> kPassword{"message-store/client-password/rejects-wrong-password"};

unsigned mode_of(const std::string& path) {
  struct stat status {};
  return ::stat(path.c_str(), &status) == 0 ? status.st_mode & 07777 : 0;
}

net::CommandResult command(const std::string& line) {
  return required(net::run_command({line, "", {}}, std::chrono::seconds(120)));
}

std::int64_t first_connect(const std::vector<trace::Record>& records) {
  for (const auto& record : records)
    if (record.name == "connect") return record.time;
  return 0;
}

std::int64_t last_opened(const std::vector<trace::Record>& records) {
  std::int64_t time = 0;
  for (const auto& record : records)
    if (record.name == "opened") time = record.time;
  return time;
}

}  // namespace evidence
}  // namespace

TEST(Evidence, is_readable_by_its_owner_only) {
  Lab lab;
  ASSERT_EQ(lab.run(evidence::kPassword).outcome.exit, Exit::conform);
  for (const char* directory : {"/traces", "/inputs"})
    EXPECT_EQ(evidence::mode_of(lab.out() + directory), 0700u) << directory;
  for (const auto& entry : std::filesystem::directory_iterator(lab.out() + "/traces"))
    EXPECT_EQ(evidence::mode_of(entry.path().string()), 0600u) << entry.path().filename();
  for (const char* file : {"/run.json", "/results.json", "/inputs/profile/profile.xml"})
    EXPECT_EQ(evidence::mode_of(lab.out() + file), 0600u) << file;
}

TEST(Evidence, opens_in_wireshark_with_the_imap_inside_tls) {
  if (evidence::command("command -v tshark").exit_status != 0) FAIL() << "no tshark on this machine: ./assay test installs it";
  Lab lab;
  ASSERT_EQ(lab.run(evidence::kPassword).outcome.exit, Exit::conform);
  // The IUT chose a free port: whatever is inside TLS is IMAP.
  const std::string port = std::to_string([&] {
    const auto records = required(trace::read(lab.out() + "/traces/x-001.jsonl"));
    for (const auto& record : records)
      if (record.name == "opened")
        return std::stoi(trace::attribute(record, "remote").substr(trace::attribute(record, "remote").rfind(':') + 1));
    return 0;
  }());
  const auto shown = evidence::command("tshark -r " + lab.out() + "/traces/x-001.pcapng -d tcp.port==" + port +
                                       ",tls -d tls.port==" + port +
                                       ",imap -Y imap -T fields -e imap.request.command -e imap.response.status");
  EXPECT_EQ(shown.exit_status, 0) << shown.output;
  EXPECT_NE(shown.output.find("AUTHENTICATE"), std::string::npos) << shown.output;
  EXPECT_NE(shown.output.find("EXAMINE"), std::string::npos) << shown.output;
}

TEST(Pacing, no_more_connections_are_opened_than_the_ixit_allows) {
  Lab lab;
  lab.connections_per_second = "20";
  ASSERT_EQ(lab.run(evidence::kPassword).outcome.exit, Exit::conform);
  const auto first = required(trace::read(lab.out() + "/traces/x-001.jsonl"));
  const auto last = required(trace::read(lab.out() + "/traces/x-003.jsonl"));
  EXPECT_GE(evidence::last_opened(last) - evidence::first_connect(first), 2 * 50'000'000);
}

TEST(Repetition, gives_the_same_verdicts) {
  Lab lab;
  const auto again = lab.run({});
  EXPECT_EQ(again.outcome.exit, Exit::conform) << again.outcome.why;
  EXPECT_EQ(verdicts_of(again), verdicts_of(stored::Run::get().ended())) << "which had another seed, and its own place";
}

TEST(Repetition, two_runs_at_the_same_time_do_not_disturb_each_other) {
  Lab lab;
  lab.write_profile();  // a fresh one: both runs find no trust anchors and make them
  const std::string assay = programs() + "/assay --root " + ASSAY_ROOT + " run " + lab.directory();
  auto start = [&](const std::string& name) {
    return required(net::Process::start({"exec " + assay + " --out " + lab.out(name), "", {}},
                                        lab.folder.path + "/" + name + ".log"));
  };
  if (!std::filesystem::exists(programs() + "/assay"))
    FAIL() << "the program assay is not built beside the tests";
  auto one = start("one");
  auto two = start("two");
  const auto limit = std::chrono::steady_clock::now() + std::chrono::minutes(5);
  net::Loop loop;  // the interval between two looks is its timer: both runs need the machine
  while ((one->running() || two->running()) && std::chrono::steady_clock::now() < limit)
    loop.run_one(std::chrono::milliseconds(20));
  EXPECT_EQ(one->exit_status().value_or(-1), 0) << lab.noted("one.log");
  EXPECT_EQ(two->exit_status().value_or(-1), 0) << lab.noted("two.log");
  one->stop(std::chrono::seconds(1));
  two->stop(std::chrono::seconds(1));
}

}  // namespace assay::run::life
