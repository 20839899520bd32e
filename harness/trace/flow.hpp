// One TCP connection of a capture: turns what happened on a channel into packets; for pcapng.cpp alone.
#pragma once

#include <functional>
#include <string>

#include "trace/packets.hpp"

namespace assay::trace {

class Flow {
 public:
  // Takes each packet with its time in nanoseconds.
  using Emit = std::function<void(std::int64_t time, const Bytes& packet)>;

  // Emits SYN, SYN-ACK, ACK. `accepted`: the remote side made the connection.
  Flow(Endpoint local, Endpoint remote, bool accepted, std::int64_t time, Emit emit);

  void data(bool out, ByteView octets, std::int64_t time);
  void remote_fin(std::int64_t time);
  void remote_reset(std::int64_t time);
  // The local side ends too, unless all is over already.
  void local_fin(std::int64_t time);

 private:
  struct Side {
    Endpoint endpoint;
    std::uint32_t next;  // sequence number of its next octet
    bool ended{false};
  };
  void segment(Side& from, const Side& to, int flags, ByteView payload, std::int64_t time);
  void fin(Side& from, Side& to, std::int64_t time);

  Side local_;
  Side remote_;
  Emit emit_;
};

}  // namespace assay::trace
