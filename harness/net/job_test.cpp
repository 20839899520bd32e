// Commands beside a running loop.
#include "net/job.hpp"

#include <gtest/gtest.h>

#include <optional>

namespace assay::net {
namespace {
namespace job {

std::optional<JobEnd> end_of(const std::string& command) {
  Loop loop;
  std::optional<JobEnd> end;
  auto started = Job::start(loop, {command, "", {{"ASSAY_WORD", "word"}}}, [&end](JobEnd made) { end = std::move(made); });
  EXPECT_TRUE(started);
  while (!end && loop.run_one(std::chrono::seconds(20))) {
  }
  return end;
}

}  // namespace job
}  // namespace

TEST(Job, tells_status_and_output) {
  const auto end = job::end_of("echo \"$ASSAY_WORD\"; echo wrong >&2; exit 7");
  ASSERT_TRUE(end);
  EXPECT_EQ(end->exit_status, 7);
  EXPECT_EQ(end->output, "word\nwrong\n");
}

TEST(Job, keeps_a_bounded_part_of_much_output) {
  const auto end = job::end_of("head -c 1000000 /dev/zero");
  ASSERT_TRUE(end);
  EXPECT_EQ(end->output.size(), 64u * 1024);
  EXPECT_EQ(end->exit_status, 0);
}

TEST(Job, does_not_wait_for_what_is_left_in_the_background) {
  const auto end = job::end_of("tail -f /dev/null & echo done");
  ASSERT_TRUE(end);
  EXPECT_EQ(end->output, "done\n");
}

TEST(Job, that_is_dropped_ends_its_command_and_tells_nothing) {
  Loop loop;
  bool told = false;
  {
    auto started = Job::start(loop, {"exec tail -f /dev/null", "", {}}, [&told](JobEnd) { told = true; });
    ASSERT_TRUE(started);
  }
  while (loop.poll()) {
  }
  EXPECT_FALSE(told);
}

}  // namespace assay::net
