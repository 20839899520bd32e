// A port at which nobody listens, and at which nobody can begin to.
#pragma once

#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cstdint>
#include <stdexcept>

namespace assay::net {

// A TCP port of 127.0.0.1, held without listening: whoever connects is refused. A port that was only found free may be
// somebody's by the time when it is used.
class HeldPort {
 public:
  HeldPort() : fd_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
    sockaddr_in name{};
    name.sin_family = AF_INET;
    name.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof name;
    auto* address = reinterpret_cast<sockaddr*>(&name);
    if (::bind(fd_, address, size) != 0 || ::getsockname(fd_, address, &size) != 0) throw std::runtime_error("no port is left");
    number_ = ntohs(name.sin_port);
  }
  ~HeldPort() { ::close(fd_); }
  HeldPort(const HeldPort&) = delete;
  HeldPort& operator=(const HeldPort&) = delete;

  std::uint16_t number() const { return number_; }

 private:
  int fd_;
  std::uint16_t number_{0};
};

}  // namespace assay::net
