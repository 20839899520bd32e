// A file that only its owner can read, from the moment it exists.
#pragma once

#include <string>

#include "base/bytes.hpp"
#include "base/error.hpp"

namespace assay::trace {

class PrivateFile {
 public:
  // Mode 0600. Errors: the file exists already or cannot be made; the error names it.
  static Result<PrivateFile> create(const std::string& path);
  ~PrivateFile();
  PrivateFile(PrivateFile&& other) noexcept;
  PrivateFile& operator=(PrivateFile&& other) = delete;

  // All of it, or an Error.
  Result<void> write(ByteView octets);
  Result<void> close();

 private:
  PrivateFile(int fd, std::string path) : fd_(fd), path_(std::move(path)) {}
  int fd_;
  std::string path_;
};

}  // namespace assay::trace
