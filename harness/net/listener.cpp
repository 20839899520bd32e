// Accepts connections and hands them out as channels named "peer".
#include <utility>

#include "net/channel_impl.hpp"
#include "net/inheritance.hpp"

namespace assay::net {
namespace {

Error not_listening(const std::string& host, std::uint16_t port, const ErrorCode& error) {
  return {"cannot listen on " + host + " port " + std::to_string(port) + ": " + error.message(),
          "give an address of this machine and a port that is free", {}};
}

ErrorCode listen_on(tcp::acceptor& acceptor, const std::string& host, std::uint16_t port) {
  ErrorCode error;
  const tcp::endpoint endpoint(asio::ip::make_address(host, error), port);
  if (error) return error;
  acceptor.open(endpoint.protocol(), error);
  if (!error) acceptor.set_option(tcp::acceptor::reuse_address(true), error);
  const auto alone = no_heir();
  if (!error) acceptor.bind(endpoint, error);
  if (!error) acceptor.listen(asio::socket_base::max_listen_connections, error);
  return error;
}

}  // namespace

struct Listener::Impl : std::enable_shared_from_this<Listener::Impl> {
  Impl(Loop& loop_in, Accept accept_in)
      : loop(loop_in), acceptor(loop_in.impl().context), accept(std::move(accept_in)) {}

  void wait() {
    acceptor.async_accept([weak = weak_from_this()](const ErrorCode& error, tcp::socket socket) {
      const auto self = weak.lock();
      if (!self || !self->acceptor.is_open()) return;
      if (!error) self->hand_out(std::move(socket));
      if (self->acceptor.is_open()) self->wait_after(error);
    });
  }

  // Out of descriptors, say: asking again at once would spin.
  void wait_after(const ErrorCode& error) {
    if (!error || error == asio::error::connection_aborted) return wait();
    loop.after(std::chrono::milliseconds(50), [weak = weak_from_this()] {
      const auto self = weak.lock();
      if (self && self->acceptor.is_open()) self->wait();
    });
  }

  void hand_out(tcp::socket socket) {
    auto channel = std::make_unique<Channel>(loop, "peer", Channel::Sink());
    channel->impl_->adopt(std::move(socket));
    const auto current = accept;  // the callback may destroy the listener
    current(std::move(channel));
  }

  Loop& loop;
  tcp::acceptor acceptor;
  Accept accept;
};

Result<std::unique_ptr<Listener>> Listener::open(Loop& loop, const std::string& host, std::uint16_t port,
                                                 Accept accept) {
  auto impl = std::make_shared<Impl>(loop, std::move(accept));
  if (const ErrorCode error = listen_on(impl->acceptor, host, port))
    return tl::unexpected<Error>(not_listening(host, port, error));
  impl->wait();
  return std::unique_ptr<Listener>(new Listener(std::move(impl)));
}

Listener::Listener(std::shared_ptr<Impl> impl) : impl_(std::move(impl)) {}

Listener::~Listener() {
  ErrorCode ignored;
  impl_->acceptor.close(ignored);
}

std::uint16_t Listener::port() const {
  ErrorCode ignored;
  return impl_->acceptor.local_endpoint(ignored).port();
}

}  // namespace assay::net
