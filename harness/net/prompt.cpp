// Reading a line octet by octet, so that nothing behind it is taken.
#include "net/prompt.hpp"

#include <cerrno>
#include <utility>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <boost/asio/posix/stream_descriptor.hpp>

#include "net/loop_impl.hpp"

namespace assay::net {
namespace {

constexpr std::size_t kLongest = 1024;

// A file and /dev/null are always ready and never answer; not every kernel refuses to wait on them.
bool can_answer(int descriptor) {
  struct stat about {};
  if (::fstat(descriptor, &about) != 0 || S_ISREG(about.st_mode)) return false;
  return !S_ISCHR(about.st_mode) || ::isatty(descriptor) == 1;
}

}  // namespace

struct Prompt::Impl : std::enable_shared_from_this<Prompt::Impl> {
  Impl(Loop& loop, std::function<void(std::optional<std::string>)> answered_in)
      : input(loop.impl().context), answered(std::move(answered_in)) {}

  void wait() {
    input.async_wait(asio::posix::stream_descriptor::wait_read, [weak = weak_from_this()](const ErrorCode& error) {
      const auto self = weak.lock();
      if (self && !error) self->read_one();
    });
  }

  void read_one() {
    char octet = 0;
    const ssize_t got = ::read(input.native_handle(), &octet, 1);
    if (got < 0 && (errno == EAGAIN || errno == EINTR)) return wait();
    if (got <= 0) return finish(std::nullopt);
    if (octet == '\n' || line.size() == kLongest) return finish(line);
    if (octet != '\r') line += octet;
    wait();
  }

  void finish(std::optional<std::string> answer) {
    const auto call = std::exchange(answered, nullptr);
    if (call) call(std::move(answer));
  }

  asio::posix::stream_descriptor input;
  std::function<void(std::optional<std::string>)> answered;
  std::string line;
};

Result<std::unique_ptr<Prompt>> Prompt::read_line(Loop& loop, int descriptor,
                                                  std::function<void(std::optional<std::string>)> answered) {
  auto impl = std::make_shared<Impl>(loop, std::move(answered));
  const int own = can_answer(descriptor) ? ::fcntl(descriptor, F_DUPFD_CLOEXEC, 0) : -1;
  ErrorCode error;
  if (own >= 0) impl->input.assign(own, error);
  if (own < 0 || error) {
    if (own >= 0) ::close(own);
    return failure("nobody can be asked: the input is no terminal", "run it in a terminal");
  }
  impl->wait();
  return std::unique_ptr<Prompt>(new Prompt(std::move(impl)));
}

Prompt::Prompt(std::shared_ptr<Impl> impl) : impl_(std::move(impl)) {}

Prompt::~Prompt() { impl_->answered = nullptr; }

}  // namespace assay::net
