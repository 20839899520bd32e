// The inside of a channel: one raw reader, one write queue, the TLS layer, and the records to tell.
#pragma once

#include <array>
#include <deque>
#include <optional>

#include "net/channel.hpp"
#include "net/loop_impl.hpp"
#include "net/telling.hpp"

namespace assay::net {

// Reads and writes are done without blocking when the loop says that the socket is ready, so that no
// octet is ever read and not yet told, and no read is ever cancelled: start_tls() needs both.
//
// Handlers hold the Impl weakly; the Channel alone owns it.
struct Channel::Impl : std::enable_shared_from_this<Channel::Impl> {
  Impl(Loop& loop_in, std::string name_in, Sink sink_in);

  void connect(const Address& address);
  void adopt(tcp::socket accepted);
  Result<void> start_tls(std::unique_ptr<tls::Engine> made);
  void send(ByteView octets, const std::vector<tls::Fault>& faults);
  void send_close_notify();
  void finish();
  void close();
  void hang_up();
  void detach();

  std::shared_ptr<Telling> telling;
  void release();

  std::unique_ptr<tls::Engine> engine;
  bool holding{false};
  std::size_t cap{kCap};

 private:
  // A piece of the stream on its way out. `gave` is set on the last piece of a send() call.
  struct Piece {
    Bytes octets;
    std::size_t taken{0};
    std::optional<std::size_t> gave;
    bool under_tls{false};
  };
  // A send() under TLS that waits for the handshake.
  struct Held {
    Bytes octets;
    std::vector<tls::Fault> faults;
  };

  // Reading and writing (channel_io.cpp).
  void stand(bool accepted);
  void wait_to_read();
  void read_ready();
  void take(ByteView octets);
  void tell_wire(const char* direction, ByteView octets);
  void reading_ended(const ErrorCode& error);
  void take_output(tls::Output output, std::optional<std::size_t> gave = std::nullopt);
  void send_held();
  void enqueue(Bytes octets, std::optional<std::size_t> gave);
  void write_on();
  bool write_front();
  void wait_to_write();
  void writing_failed(const ErrorCode& error);
  void finish_if_drained();

  tcp::socket socket;

  std::string local;
  std::string remote;
  std::deque<Piece> queue;
  std::vector<Held> held;
  bool standing{false};
  bool read_ended{false};
  bool write_waits{false};
  bool write_ended{false};
  bool held_back{false};  // there is something to read, and nobody may yet
  bool finishing{false};  // no more is sent
  bool closing{false};    // and nothing more is told
  ErrorCode write_error;
  std::size_t received{0};
  std::size_t reads{0};
  std::array<char, 16 * 1024> buffer;
};

}  // namespace assay::net
