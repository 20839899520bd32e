// A channel's public calls: connecting, the upgrade to TLS, sending and closing.
#include "net/channel.hpp"

#include <netinet/in.h>

#include <utility>

#include "net/channel_impl.hpp"

namespace assay::net {
namespace {

// Opens the socket, binds it to the source if one is given; leaves where to connect to in `endpoint`.
ErrorCode prepare(tcp::socket& socket, const Address& address, tcp::endpoint& endpoint) {
  ErrorCode error;
  endpoint = tcp::endpoint(asio::ip::make_address(address.host, error), address.port);
  if (error) return error;
  socket.open(endpoint.protocol(), error);
  if (error || address.source.empty()) return error;
  const auto source = asio::ip::make_address(address.source, error);
  if (error) return error;
  // The port is chosen at the connect, where the whole pair of addresses counts: thousands of connections to one server then
  // find one at once, and none is refused for a port that only another pair uses.
  using WithoutPort = asio::detail::socket_option::boolean<IPPROTO_IP, IP_BIND_ADDRESS_NO_PORT>;
  if (source.is_v4()) socket.set_option(WithoutPort(true), error);
  if (!error) socket.bind(tcp::endpoint(source, 0), error);
  return error;
}

}  // namespace

Channel::Channel(Loop& loop, std::string name, Sink sink)
    : impl_(std::make_shared<Impl>(loop, std::move(name), std::move(sink))) {}

Channel::~Channel() { impl_->detach(); }

void Channel::set_sink(Sink sink) { impl_->telling->set_sink(std::move(sink)); }

void Channel::set_cap(std::size_t octets) { impl_->cap = octets; }

void Channel::connect(const Address& address) { impl_->connect(address); }

Result<void> Channel::start_tls(const tls::Config& config) {
  auto made = tls::Engine::create(config);
  if (!made) return tl::unexpected<Error>(made.error());
  return impl_->start_tls(std::move(*made));
}

Result<void> Channel::start_tls(std::unique_ptr<tls::Engine> engine) { return impl_->start_tls(std::move(engine)); }

void Channel::send(ByteView octets, const std::vector<tls::Fault>& faults) { impl_->send(octets, faults); }

void Channel::send_close_notify() { impl_->send_close_notify(); }

void Channel::finish() { impl_->finish(); }

void Channel::close() { impl_->close(); }

void Channel::hold() { impl_->holding = true; }

void Channel::release() { impl_->release(); }

void Channel::hang_up() { impl_->hang_up(); }

std::string Channel::peer_certificate_pem() const {
  return impl_->engine ? impl_->engine->peer_certificate_pem() : std::string();
}

bool Channel::peer_verified() const { return impl_->engine && impl_->engine->peer_verified(); }

std::shared_ptr<tls::Session> Channel::session() const { return impl_->engine ? impl_->engine->session() : nullptr; }

Channel::Impl::Impl(Loop& loop_in, std::string name_in, Sink sink_in)
    : telling(std::make_shared<Telling>(loop_in, std::move(name_in), std::move(sink_in))),
      socket(loop_in.impl().context) {}

void Channel::Impl::connect(const Address& address) {
  tcp::endpoint endpoint;
  if (const ErrorCode error = prepare(socket, address, endpoint)) {
    write_ended = read_ended = true;
    return telling->error("refused", error);
  }
  socket.async_connect(endpoint, [weak = weak_from_this()](ErrorCode error) {
    const auto self = weak.lock();
    if (!self || self->telling->detached()) return;
    ErrorCode ignored;
    // A connect to a free port of the ephemeral range can meet itself (simultaneous open).
    if (!error && self->socket.local_endpoint(ignored) == self->socket.remote_endpoint(ignored))
      error = asio::error::connection_refused;
    if (!error) return self->stand(false);
    self->write_ended = self->read_ended = true;
    self->queue.clear();
    self->socket.close(ignored);
    self->telling->error("refused", error);
    self->telling->flush();
  });
}

void Channel::Impl::adopt(tcp::socket accepted) {
  socket = std::move(accepted);
  stand(true);
}

Result<void> Channel::Impl::start_tls(std::unique_ptr<tls::Engine> made) {
  if (engine) return failure("TLS is on already on this connection", "start it once");
  engine = std::move(made);
  take_output(engine->start());
  return {};
}

void Channel::Impl::send(ByteView octets, const std::vector<tls::Fault>& faults) {
  if (closing || finishing || write_ended) return;
  if (!engine) return enqueue(Bytes(octets), octets.size());
  held.push_back({Bytes(octets), faults});
  send_held();
}

void Channel::Impl::send_close_notify() {
  if (engine && !closing && !write_ended) take_output(engine->close());
}

void Channel::Impl::finish() {
  finishing = true;
  held.clear();
  finish_if_drained();
}

void Channel::Impl::hang_up() {
  if (closing || finishing) return;
  send_close_notify();
  finish();
}

void Channel::Impl::close() {
  if (closing) return;
  hang_up();
  closing = true;
  finish_if_drained();
}

// From here on nothing is told; what the kernel took already still goes out.
void Channel::Impl::detach() {
  telling->detach();
  ErrorCode ignored;
  socket.close(ignored);
}

}  // namespace assay::net
