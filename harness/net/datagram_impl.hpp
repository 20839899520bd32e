// The inside of a UDP endpoint: the socket, what waits for the kernel, and the records to tell.
#pragma once

#include <array>
#include <deque>

#include "net/datagram.hpp"
#include "net/loop_impl.hpp"
#include "net/telling.hpp"

namespace assay::net {

// Reads and writes without blocking, as Channel::Impl does. Handlers hold the Impl weakly.
struct Datagram::Impl : std::enable_shared_from_this<Datagram::Impl> {
  Impl(Loop& loop, std::string name, Sink sink);

  void connect(const Address& address, std::uint16_t source_port);
  Result<void> bind(const std::string& host, std::uint16_t port);
  void send(ByteView datagram, const udp::endpoint& to);
  Result<void> send_to(const std::string& remote, ByteView datagram);
  void close();

  std::shared_ptr<Telling> telling;
  udp::socket socket;
  udp::endpoint peer;  // of connect()
  bool used{false};    // once connected or bound, an endpoint does not become another
  bool connected{false};
  bool capped{true};

 private:
  struct Waiting {
    Bytes octets;
    udp::endpoint to;
  };
  using Attributes = std::map<std::string, std::string>;

  ErrorCode open(const udp::endpoint& local);
  void stand();
  // transport, remote and what else is given.
  Attributes about(const udp::endpoint& other, Attributes more = {}) const;
  void tell_wire(const char* direction, const udp::endpoint& other, ByteView octets);
  void tell_not_sent(const Waiting& datagram, const ErrorCode& error);

  void wait_to_read();
  void read_ready();
  void take(const udp::endpoint& from, ByteView octets);
  void write_on();
  ErrorCode write(const Waiting& datagram);
  void wait_to_write();

  std::string local;
  std::deque<Waiting> queue;
  std::size_t waiting{0};  // octets in the queue
  bool write_waits{false};
  bool read_ended{false};
  std::size_t received{0};
  std::size_t reads{0};
  std::array<char, 64 * 1024> buffer;  // longer than any datagram
};

}  // namespace assay::net
