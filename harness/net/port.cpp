// Addresses and ports by plain system calls.
#include "net/port.hpp"

#include <cerrno>
#include <cstring>
#include <memory>

#include <netdb.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

namespace assay::net {
namespace {

constexpr int kProbeMilliseconds = 200;

using AddressList = std::unique_ptr<addrinfo, void (*)(addrinfo*)>;

// The list is null if `code` is not 0.
AddressList look_up(const std::string& host, std::uint16_t port, int flags, int& code) {
  addrinfo hints{};
  hints.ai_family = AF_UNSPEC;
  hints.ai_socktype = SOCK_STREAM;
  hints.ai_flags = flags;
  addrinfo* found = nullptr;
  code = getaddrinfo(host.c_str(), std::to_string(port).c_str(), &hints, &found);
  return {code == 0 ? found : nullptr, [](addrinfo* list) {
            if (list) freeaddrinfo(list);
          }};
}

AddressList numeric(const std::string& host, std::uint16_t port) {
  int code = 0;
  return look_up(host, port, AI_NUMERICHOST | AI_NUMERICSERV, code);
}

class Socket {
 public:
  explicit Socket(int family, int type = SOCK_STREAM) : fd_(socket(family, type | SOCK_NONBLOCK | SOCK_CLOEXEC, 0)) {}
  ~Socket() {
    if (fd_ >= 0) close(fd_);
  }
  Socket(const Socket&) = delete;
  Socket& operator=(const Socket&) = delete;
  int fd() const { return fd_; }

 private:
  int fd_;
};

using Name = sockaddr_storage;

std::uint16_t port_of(const Name& name) {
  const bool v6 = name.ss_family == AF_INET6;
  return ntohs(v6 ? reinterpret_cast<const sockaddr_in6&>(name).sin6_port
                  : reinterpret_cast<const sockaddr_in&>(name).sin_port);
}

bool bind_to(int fd, const std::string& source) {
  const auto list = numeric(source, 0);
  return list && bind(fd, list->ai_addr, list->ai_addrlen) == 0;
}

bool stands_in_time(int fd) {
  pollfd wait{fd, POLLOUT, 0};
  if (poll(&wait, 1, kProbeMilliseconds) != 1) return false;
  int error = 0;
  socklen_t size = sizeof error;
  return getsockopt(fd, SOL_SOCKET, SO_ERROR, &error, &size) == 0 && error == 0;
}

// A connect to a free port of the ephemeral range can meet itself (simultaneous open).
bool met_itself(int fd) {
  Name here{};
  Name there{};
  socklen_t here_size = sizeof here;
  socklen_t there_size = sizeof there;
  getsockname(fd, reinterpret_cast<sockaddr*>(&here), &here_size);
  getpeername(fd, reinterpret_cast<sockaddr*>(&there), &there_size);
  return here_size == there_size && std::memcmp(&here, &there, here_size) == 0;
}

}  // namespace

namespace {

std::uint16_t free_port_of(const std::string& host, int type) {
  const auto list = numeric(host, 0);
  if (!list) return 0;
  const Socket probe(list->ai_family, type);
  Name name{};
  socklen_t size = sizeof name;
  if (bind(probe.fd(), list->ai_addr, list->ai_addrlen) != 0) return 0;
  if (getsockname(probe.fd(), reinterpret_cast<sockaddr*>(&name), &size) != 0) return 0;
  return port_of(name);
}

}  // namespace

std::uint16_t free_port(const std::string& host) { return free_port_of(host, SOCK_STREAM); }
std::uint16_t free_datagram_port(const std::string& host) { return free_port_of(host, SOCK_DGRAM); }

bool takes_datagrams(const Address& address) {
  const auto list = numeric(address.host, address.port);
  if (!list) return false;
  const Socket probe(list->ai_family, SOCK_DGRAM);
  return bind(probe.fd(), list->ai_addr, list->ai_addrlen) != 0;
}

bool accepts(const Address& address) {
  const auto list = numeric(address.host, address.port);
  if (!list) return false;
  const Socket probe(list->ai_family);
  if (!address.source.empty() && !bind_to(probe.fd(), address.source)) return false;
  if (connect(probe.fd(), list->ai_addr, list->ai_addrlen) != 0 && errno != EINPROGRESS) return false;
  return stands_in_time(probe.fd()) && !met_itself(probe.fd());
}

Result<std::string> numeric_host(const std::string& name) {
  int code = 0;
  const auto list = look_up(name, 0, 0, code);
  char text[NI_MAXHOST];
  if (list) code = getnameinfo(list->ai_addr, list->ai_addrlen, text, sizeof text, nullptr, 0, NI_NUMERICHOST);
  if (code == 0) return std::string(text);
  return failure("the host \"" + name + "\" has no address: " + gai_strerror(code),
                 "give a numeric address, or a name that this machine resolves");
}

}  // namespace assay::net
