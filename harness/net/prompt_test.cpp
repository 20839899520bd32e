// Lines from a pipe in place of a terminal.
#include "net/prompt.hpp"

#include <gtest/gtest.h>

#include <unistd.h>

#include <fcntl.h>

namespace assay::net {
namespace {
namespace prompt {

struct Asked {
  bool called{false};
  std::optional<std::string> answer;
};

Asked ask(const std::string& typed, bool close_behind) {
  int ends[2];
  EXPECT_EQ(pipe(ends), 0);
  Loop loop;
  Asked asked;
  auto made = Prompt::read_line(loop, ends[0], [&asked](std::optional<std::string> answer) { asked = {true, std::move(answer)}; });
  EXPECT_TRUE(made);
  EXPECT_EQ(::write(ends[1], typed.data(), typed.size()), static_cast<ssize_t>(typed.size()));
  if (close_behind) ::close(ends[1]);
  while (!asked.called && loop.run_one(std::chrono::seconds(20))) {
  }
  ::close(ends[0]);
  if (!close_behind) ::close(ends[1]);
  return asked;
}

}  // namespace prompt
}  // namespace

TEST(Prompt, gives_one_line_without_its_end) {
  const auto asked = prompt::ask("done\r\nnext\n", false);
  EXPECT_EQ(asked.answer, std::optional<std::string>("done"));
}

TEST(Prompt, tells_the_end_of_input) {
  const auto asked = prompt::ask("do", true);
  EXPECT_TRUE(asked.called);
  EXPECT_FALSE(asked.answer);
}

TEST(Prompt, refuses_what_cannot_be_waited_on) {
  Loop loop;
  const int nowhere = ::open("/dev/null", O_RDONLY);
  EXPECT_FALSE(Prompt::read_line(loop, nowhere, {}));
  ::close(nowhere);
}

}  // namespace assay::net
