// One TCP connection, in clear or under TLS, that tells what happens on it as trace records.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "base/bytes.hpp"
#include "base/error.hpp"
#include "net/loop.hpp"
#include "tls/engine.hpp"
#include "trace/record.hpp"

namespace assay::net {

// Where to connect to, and from which local address ("" lets the system choose).
struct Address {
  std::string host;  // numeric IPv4 or IPv6; names are resolved by the caller
  std::uint16_t port{0};
  std::string source;
};

// Events that a channel tells its sink (trace::Kind::event), in the order in which they happened:
//   opened   local, remote ("127.0.0.2:40000")        the connection stands; accepted=yes if the peer
//                                                     made it
//   refused  errno, text                              it could not be made
//   bytes    protected=yes|no; data                   application octets, at most 16 KiB each
//   sent     octets, protected=yes|no                 the kernel took what one send() call gave
//   tls.*    see tls/engine.hpp
//   eof                                               the peer closed its direction
//   reset    errno, text                              read or write failed; after a write error the
//                                                     reader goes on to EOF: the alert is often there
//   limit    octets                                   more than the cap came in; reading stopped
// and evidence (trace::Kind::evidence): "wire" direction=in|out, local, remote; data: octets as they
// crossed the socket; "keylog". `number` and `time` are left to the receiver; `channel` is the name.
// The sink is called from the loop only, never inside a call on the channel, and may destroy the
// channel. Without a sink the records wait for one. The loop must outlive its channels.
class Channel {
 public:
  using Sink = std::function<void(trace::Record)>;

  Channel(Loop& loop, std::string name, Sink sink);
  void set_sink(Sink sink);
  ~Channel();  // closes; the sink is not called any more
  Channel(const Channel&) = delete;
  Channel& operator=(const Channel&) = delete;

  void connect(const Address& address);
  // From here on the octets on the socket are TLS. Octets that were read before and not yet told
  // are told first as plain bytes, never fed to TLS. Errors: see tls::Engine::create.
  Result<void> start_tls(const tls::Config& config);
  // The same with an engine that the caller made. Errors: TLS is on already.
  Result<void> start_tls(std::unique_ptr<tls::Engine> engine);
  // May come before the connection stands or the handshake is over: the octets wait. Ignored (no
  // `sent`) after close(), `refused` or a failed write; under TLS that failed, tls.not-sent is told.
  // `faults`: under TLS only.
  void send(ByteView octets, const std::vector<tls::Fault>& faults = {});
  // Under TLS: close_notify after what was sent; reading goes on. Nothing in clear.
  void send_close_notify();
  // FIN after what waits for the kernel, without a word of TLS; reading goes on and is told.
  void finish();
  // close_notify if under TLS, then FIN after what waits for the kernel; sends that still wait for a
  // handshake are dropped. Reading goes on to EOF, quietly (evidence only), until destruction.
  void close();
  // The same, but what the peer says to the very end is told.
  void hang_up();
  // Server side, under TLS: see tls::Engine.
  std::string peer_certificate_pem() const;
  bool peer_verified() const;
  // Under TLS: see tls::Engine. Null before, and after a handshake that failed.
  std::shared_ptr<tls::Session> session() const;

  // Read in all before `limit`, in octets and in pieces however small: what a peer can make us keep.
  static constexpr std::size_t kCap = 8 * 1024 * 1024;
  static constexpr std::size_t kReads = 65536;
  // Nothing is read from here on until release(): what comes meanwhile waits in the kernel, so that whoever takes an
  // accepted channel can still say that it speaks TLS.
  void hold();
  void release();
  // A lower cap than kCap, set before the connection is made.
  void set_cap(std::size_t octets);

  struct Impl;

 private:
  friend class Listener;
  std::shared_ptr<Impl> impl_;
};

// Listens on one address and hands out accepted channels.
class Listener {
 public:
  // Gets a channel that stands already; set its sink before returning.
  using Accept = std::function<void(std::unique_ptr<Channel>)>;

  // `port` 0 takes a free one. Errors: the address is taken or not local.
  static Result<std::unique_ptr<Listener>> open(Loop& loop, const std::string& host, std::uint16_t port,
                                                Accept accept);
  ~Listener();
  std::uint16_t port() const;

  struct Impl;

 private:
  explicit Listener(std::shared_ptr<Impl> impl);
  std::shared_ptr<Impl> impl_;
};

}  // namespace assay::net
