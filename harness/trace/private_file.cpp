// Owner-only files by plain system calls: streams cannot set a mode when they create.
#include "trace/private_file.hpp"

#include <cerrno>
#include <cstring>
#include <utility>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace assay::trace {
namespace {

tl::unexpected<Error> not_written(const std::string& path, int error) {
  const char* way_out = error == EEXIST   ? "choose a new directory; evidence is never overwritten"
                        : error == ENOSPC ? "make room on the disk"
                                          : "";
  return failure(std::string("cannot write: ") + std::strerror(error), way_out, {path, 0, 0});
}

}  // namespace

Result<PrivateFile> PrivateFile::create(const std::string& path) {
  const int fd = ::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
  if (fd < 0) return not_written(path, errno);
  return PrivateFile(fd, path);
}

PrivateFile::PrivateFile(PrivateFile&& other) noexcept
    : fd_(std::exchange(other.fd_, -1)), path_(std::move(other.path_)) {}

PrivateFile::~PrivateFile() {
  if (fd_ >= 0) ::close(fd_);
}

Result<void> PrivateFile::write(ByteView octets) {
  while (!octets.empty()) {
    const ssize_t wrote = ::write(fd_, octets.data(), octets.size());
    if (wrote < 0 && errno == EINTR) continue;
    if (wrote < 0) return not_written(path_, errno);
    octets.remove_prefix(static_cast<std::size_t>(wrote));
  }
  return {};
}

Result<void> PrivateFile::close() {
  if (::close(std::exchange(fd_, -1)) != 0) return not_written(path_, errno);
  return {};
}

}  // namespace assay::trace
