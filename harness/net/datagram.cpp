// A UDP endpoint's public calls: connecting, binding, sending and closing.
#include "net/datagram.hpp"

#include <utility>

#include "net/datagram_impl.hpp"
#include "net/inheritance.hpp"
#include "trace/packets.hpp"

namespace assay::net {
namespace {

// The address with all zeroes where none is given, of the version of `like`.
udp::endpoint local_endpoint(const std::string& source, std::uint16_t port, const udp::endpoint& like,
                             ErrorCode& error) {
  if (source.empty()) return {like.protocol(), port};
  return {asio::ip::make_address(source, error), port};
}

}  // namespace

Datagram::Datagram(Loop& loop, std::string name, Sink sink)
    : impl_(std::make_shared<Impl>(loop, std::move(name), std::move(sink))) {}

Datagram::~Datagram() {
  impl_->telling->detach();
  impl_->close();
}

void Datagram::set_sink(Sink sink) { impl_->telling->set_sink(std::move(sink)); }

void Datagram::connect(const Address& address, std::uint16_t source_port) { impl_->connect(address, source_port); }

Result<void> Datagram::bind(const std::string& host, std::uint16_t port) { return impl_->bind(host, port); }

std::uint16_t Datagram::port() const {
  ErrorCode ignored;
  return impl_->socket.local_endpoint(ignored).port();
}

void Datagram::send(ByteView datagram) {
  if (impl_->connected) impl_->send(datagram, impl_->peer);
}

Result<void> Datagram::send_to(const std::string& remote, ByteView datagram) {
  return impl_->send_to(remote, datagram);
}

void Datagram::close() { impl_->close(); }

void Datagram::lift_cap() { impl_->capped = false; }

Datagram::Impl::Impl(Loop& loop, std::string name, Sink sink)
    : telling(std::make_shared<Telling>(loop, std::move(name), std::move(sink))), socket(loop.impl().context) {}

// An open socket that blocks nobody, or none.
ErrorCode Datagram::Impl::open(const udp::endpoint& where) {
  ErrorCode error;
  socket.open(where.protocol(), error);
  if (!error) socket.non_blocking(true, error);
  const auto alone = no_heir();
  if (!error) socket.bind(where, error);
  return error;
}

void Datagram::Impl::connect(const Address& address, std::uint16_t source_port) {
  ErrorCode error;
  peer = udp::endpoint(asio::ip::make_address(address.host, error), address.port);
  const auto from = error ? udp::endpoint() : local_endpoint(address.source, source_port, peer, error);
  if (std::exchange(used, true)) error = asio::error::already_open;
  if (error) return telling->error("refused", error, {{"transport", "udp"}});
  error = open(from);
  if (!error) socket.connect(peer, error);
  // A free port of the ephemeral range can be the peer's own: who sends there hears himself.
  if (!error && socket.local_endpoint(error) == peer) error = asio::error::connection_refused;
  if (error) {
    close();
    return telling->error("refused", error, {{"transport", "udp"}});
  }
  connected = true;
  stand();
}

Result<void> Datagram::Impl::bind(const std::string& host, std::uint16_t port) {
  ErrorCode error;
  const udp::endpoint where(asio::ip::make_address(host, error), port);
  if (std::exchange(used, true)) return failure("this endpoint was in use already", "make another one");
  if (!error) error = open(where);
  if (error) {
    close();
    return failure("cannot take datagrams on " + host + " port " + std::to_string(port) + ": " + error.message(),
                   "give an address of this machine and a port that is free");
  }
  stand();
  return {};
}

Result<void> Datagram::Impl::send_to(const std::string& remote, ByteView datagram) {
  const auto read = trace::read_endpoint(remote);
  ErrorCode error;
  const std::string host = remote.substr(0, remote.rfind(':'));
  const bool bracketed = !host.empty() && host.front() == '[';
  const auto address = asio::ip::make_address(bracketed ? host.substr(1, host.size() - 2) : host, error);
  if (!read || error) {
    return failure("'" + remote + "' is no address to send a datagram to",
                   "write 192.0.2.1:5060 or [2001:db8::1]:5060");
  }
  if (connected) return failure("this endpoint sends to one peer alone", "bind it instead of connecting it");
  send(datagram, udp::endpoint(address, read->port));
  return {};
}

void Datagram::Impl::close() {
  ErrorCode ignored;
  socket.close(ignored);
  queue.clear();
  waiting = 0;
}

}  // namespace assay::net
