// One UDP endpoint, to one peer or to all, that tells what happens on it as trace records.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>

#include "base/bytes.hpp"
#include "base/error.hpp"
#include "net/channel.hpp"
#include "net/loop.hpp"
#include "trace/record.hpp"

namespace assay::net {

// Events that it tells its sink, as a Channel does and under the same names where they mean the same:
//   opened       local, remote (connected alone)      datagrams may come and go
//   refused      errno, text                          connect() could not be done
//   bytes        protected=no, remote; data           one whole datagram, an empty one too
//   sent         octets, protected=no, remote         the kernel took one datagram
//   not-sent     octets, remote, errno, text          it did not: too long, no route, or too many wait for it
//   unreachable  remote, errno, text                  connected alone: an ICMP error came for something sent
//                                                     before; the endpoint goes on
//   limit        octets                               more than the cap came in; reading stopped
// Each of them, and the evidence "wire" (direction=in|out, local, remote; data), says transport=udp.
// The sink is called as a Channel's is: from the loop only; it may destroy the endpoint.
class Datagram {
 public:
  using Sink = std::function<void(trace::Record)>;

  Datagram(Loop& loop, std::string name, Sink sink);
  void set_sink(Sink sink);
  ~Datagram();  // closes; the sink is not called any more
  Datagram(const Datagram&) = delete;
  Datagram& operator=(const Datagram&) = delete;

  // Talks to one peer, and hears no other. `source_port` 0: the system chooses.
  void connect(const Address& address, std::uint16_t source_port = 0);
  // Hears everybody. `port` 0 takes a free one. Give one address of this machine rather than all of them:
  // "local" is what stands here. Errors: no numeric address, not local, taken, or the endpoint was in use already.
  Result<void> bind(const std::string& host, std::uint16_t port);
  // The local port; 0 before connect() or bind().
  std::uint16_t port() const;

  // To the peer of connect(). Ignored before it, after `refused` and after close().
  void send(ByteView datagram);
  // After bind(): to a peer as `remote` names it, "192.0.2.1:5060" or "[2001:db8::1]:5060". Ignored after
  // close(). Errors: no such address, or the endpoint is connected.
  Result<void> send_to(const std::string& remote, ByteView datagram);
  // What waits for the kernel is dropped, nothing is read any more.
  void close();

  // Read in all before `limit`, in octets and in datagrams: what peers can make us keep. Also what may wait for
  // the kernel to take it.
  static constexpr std::size_t kCap = 8 * 1024 * 1024;
  static constexpr std::size_t kReads = 65536;
  // For a server that keeps nothing of what it heard: reads without end.
  void lift_cap();

  struct Impl;

 private:
  std::shared_ptr<Impl> impl_;
};

}  // namespace assay::net
