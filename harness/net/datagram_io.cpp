// A UDP endpoint's reader and writer: one datagram, one event.
#include <boost/asio/buffer.hpp>
#include <utility>

#include "net/datagram_impl.hpp"

namespace assay::net {
namespace {

constexpr int kRetries = 8;

// What the kernel has heard by ICMP about a datagram that left before: no such port, no such protocol.
bool is_of_another(const ErrorCode& error) {
  return error == asio::error::connection_refused || error == asio::error::no_protocol_option;
}

}  // namespace

Datagram::Impl::Attributes Datagram::Impl::about(const udp::endpoint& other, Attributes more) const {
  more["transport"] = "udp";
  more["remote"] = to_text(other);
  return more;
}

void Datagram::Impl::tell_wire(const char* direction, const udp::endpoint& other, ByteView octets) {
  telling->evidence("wire", about(other, {{"direction", direction}, {"local", local}}), octets);
}

void Datagram::Impl::tell_not_sent(const Waiting& datagram, const ErrorCode& error) {
  telling->error("not-sent", error, about(datagram.to, {{"octets", std::to_string(datagram.octets.size())}}));
}

void Datagram::Impl::stand() {
  ErrorCode ignored;
  local = to_text(socket.local_endpoint(ignored));
  Attributes attributes{{"local", local}, {"transport", "udp"}};
  telling->event("opened", connected ? about(peer, attributes) : attributes);
  wait_to_read();
}

void Datagram::Impl::wait_to_read() {
  socket.async_wait(udp::socket::wait_read, [weak = weak_from_this()](const ErrorCode&) {
    const auto self = weak.lock();
    if (!self || !self->socket.is_open()) return;
    self->read_ready();
    self->telling->flush();
    if (self->socket.is_open() && !self->read_ended) self->wait_to_read();
  });
}

void Datagram::Impl::read_ready() {
  ErrorCode error;
  udp::endpoint from;
  const std::size_t got = socket.receive_from(asio::buffer(buffer), from, 0, error);
  if (try_again(error)) return;
  ++reads;
  if (capped && (reads > kReads || received + got > kCap)) {
    read_ended = true;
    return telling->event("limit", {{"octets", std::to_string(received)}, {"transport", "udp"}});
  }
  if (error) return telling->error("unreachable", error, about(peer));
  take(from, ByteView(buffer.data(), got));
}

void Datagram::Impl::take(const udp::endpoint& from, ByteView octets) {
  received += octets.size();
  tell_wire("in", from, octets);
  telling->event("bytes", about(from, {{"protected", "no"}}), Bytes(octets));
}

void Datagram::Impl::send(ByteView datagram, const udp::endpoint& to) {
  if (!socket.is_open()) return;
  Waiting one{Bytes(datagram), to};
  if (waiting + datagram.size() > kCap || queue.size() == kReads)
    return tell_not_sent(one, asio::error::no_buffer_space);
  waiting += datagram.size();
  queue.push_back(std::move(one));
  write_on();
}

void Datagram::Impl::write_on() {
  while (!queue.empty() && !write_waits) {
    const Waiting& front = queue.front();
    const ErrorCode error = write(front);
    if (try_again(error)) return wait_to_write();
    if (error) {
      tell_not_sent(front, error);
    } else {
      tell_wire("out", front.to, front.octets);
      telling->event("sent", about(front.to, {{"octets", std::to_string(front.octets.size())}, {"protected", "no"}}));
    }
    waiting -= front.octets.size();
    queue.pop_front();
  }
}

// An ICMP error that waits for the next call makes that call fail, and the datagram does not leave: again then.
ErrorCode Datagram::Impl::write(const Waiting& datagram) {
  const auto attempt = [&] {
    ErrorCode error;
    const auto octets = asio::buffer(datagram.octets);
    connected ? socket.send(octets, 0, error) : socket.send_to(octets, datagram.to, 0, error);
    return error;
  };
  ErrorCode error = attempt();
  for (int retries = 0; connected && is_of_another(error) && retries < kRetries; ++retries) {
    telling->error("unreachable", error, about(peer));
    error = attempt();
  }
  return error;
}

void Datagram::Impl::wait_to_write() {
  write_waits = true;
  socket.async_wait(udp::socket::wait_write, [weak = weak_from_this()](const ErrorCode&) {
    const auto self = weak.lock();
    if (!self || !self->socket.is_open()) return;
    self->write_waits = false;
    self->write_on();
    self->telling->flush();
  });
}

}  // namespace assay::net
