// Reading and writing whole files.
#include "base/file.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <fstream>
#include <sstream>

namespace assay::run {

Result<Bytes> read_file(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  if (!in) return failure("cannot read " + path + ": " + std::strerror(errno));
  std::ostringstream octets;
  // An empty file gives nothing to insert, which is no error; a directory opens and cannot be read.
  if (in.peek() != std::ifstream::traits_type::eof()) octets << in.rdbuf();
  if (in.bad()) return failure("cannot read " + path + ": " + std::strerror(errno));
  return octets.str();
}

Result<void> write_file(const std::string& path, ByteView octets, unsigned mode) {
  const std::string part = path + ".part";
  ::unlink(part.c_str());
  const int fd = ::open(part.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode);
  if (fd < 0) return failure("cannot write " + part + ": " + std::strerror(errno));
  while (!octets.empty()) {
    const auto written = ::write(fd, octets.data(), octets.size());
    if (written < 0 && errno == EINTR) continue;
    if (written <= 0) {
      const std::string why = std::strerror(errno);
      ::close(fd);
      ::unlink(part.c_str());
      return failure("cannot write " + part + ": " + why);
    }
    octets.remove_prefix(static_cast<std::size_t>(written));
  }
  if (::close(fd) != 0 || std::rename(part.c_str(), path.c_str()) != 0) {
    const std::string why = std::strerror(errno);
    ::unlink(part.c_str());
    return failure("cannot write " + path + ": " + why);
  }
  return {};
}

}  // namespace assay::run
