// Printing a question and waiting for the line that answers it.
#include "cli/operator.hpp"

#include <unistd.h>

#include <fmt/format.h>

#include "cli/terminal.hpp"
#include "net/prompt.hpp"

namespace assay::cli {
namespace {

class Question : public run::Trigger {
 public:
  explicit Question(std::unique_ptr<net::Prompt> prompt) : prompt_(std::move(prompt)) {}

 private:
  std::unique_ptr<net::Prompt> prompt_;
};

}  // namespace

run::AskOperator ask_on_terminal(std::string name) {
  return [name](net::Loop& loop, const std::string& question,
                std::function<void(std::string, std::string)> answered) -> Result<std::unique_ptr<run::Trigger>> {
    fmt::print(stderr, "\n{}\n> ", visible(question));
    auto prompt = net::Prompt::read_line(
        loop, STDIN_FILENO, [answered, name](std::optional<std::string> line) { answered(line.value_or(""), name); });
    if (!prompt) return tl::unexpected(prompt.error());
    return std::unique_ptr<run::Trigger>(std::make_unique<Question>(std::move(*prompt)));
  };
}

}  // namespace assay::cli
