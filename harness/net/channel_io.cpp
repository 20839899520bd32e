// A channel's reader and writer: what crosses the socket, and what it means in clear or under TLS.
#include <algorithm>
#include <utility>

#include <boost/asio/buffer.hpp>

#include "net/channel_impl.hpp"

namespace assay::net {
namespace {

std::map<std::string, std::string> in_clear() { return {{"protected", "no"}}; }

}  // namespace

void Channel::Impl::stand(bool accepted) {
  ErrorCode ignored;
  socket.non_blocking(true, ignored);
  socket.set_option(tcp::no_delay(true), ignored);
  local = to_text(socket.local_endpoint(ignored));
  remote = to_text(socket.remote_endpoint(ignored));
  std::map<std::string, std::string> attributes{{"local", local}, {"remote", remote}};
  if (accepted) attributes["accepted"] = "yes";
  telling->event("opened", std::move(attributes));
  standing = true;
  wait_to_read();
  write_on();
  if (!accepted) telling->flush();
}

void Channel::Impl::wait_to_read() {
  socket.async_wait(tcp::socket::wait_read, [weak = weak_from_this()](const ErrorCode&) {
    const auto self = weak.lock();
    if (!self || self->telling->detached() || self->read_ended) return;
    if ((self->held_back = self->holding)) return;
    self->read_ready();
    self->telling->flush();
    if (!self->telling->detached() && !self->read_ended) self->wait_to_read();
  });
}

void Channel::Impl::release() {
  holding = false;
  if (std::exchange(held_back, false)) wait_to_read();
}

void Channel::Impl::read_ready() {
  ErrorCode error;
  const std::size_t got = socket.read_some(asio::buffer(buffer), error);
  if (try_again(error)) return;
  if (error) return reading_ended(error);
  const std::size_t room = cap - received;
  received += std::min(got, room);
  take(ByteView(buffer.data(), std::min(got, room)));
  if (got <= room && ++reads < kReads) return;
  read_ended = true;
  if (!closing) telling->event("limit", {{"octets", std::to_string(received)}});
  if (!closing && write_error) telling->error("reset", write_error);
}

// After close() the octets are kept as evidence and mean nothing any more.
void Channel::Impl::take(ByteView octets) {
  if (octets.empty()) return;
  tell_wire("in", octets);
  if (closing) return;
  if (!engine) return telling->event("bytes", in_clear(), Bytes(octets));
  take_output(engine->receive(octets));
  send_held();
}

void Channel::Impl::tell_wire(const char* direction, ByteView octets) {
  telling->evidence("wire", {{"direction", direction}, {"local", local}, {"remote", remote}}, octets);
}

void Channel::Impl::reading_ended(const ErrorCode& error) {
  if (!closing && engine) take_output(engine->eof());
  read_ended = true;
  if (closing) return finish_if_drained();
  if (write_error) return telling->error("reset", write_error);
  if (error == asio::error::eof) return telling->event("eof", {});
  write_ended = true;
  queue.clear();
  telling->error("reset", error);
}

void Channel::Impl::take_output(tls::Output output, std::optional<std::size_t> gave) {
  for (auto& record : output.records) {
    const bool stray = record.name == "tls.not-a-record";
    Bytes octets = stray ? record.data : Bytes();
    telling->tell(std::move(record));
    if (stray) telling->event("bytes", in_clear(), std::move(octets));
  }
  if (gave || !output.to_send.empty()) enqueue(std::move(output.to_send), gave);
}

// A send that cannot be made any more goes to the engine too: it says why.
void Channel::Impl::send_held() {
  if (!engine->established() && !engine->failed()) return;
  for (const auto& wait : std::exchange(held, {})) {
    tls::Output output = engine->send(wait.octets, wait.faults);
    const bool lost = std::any_of(output.records.begin(), output.records.end(),
                                  [](const trace::Record& record) { return record.name == "tls.not-sent"; });
    take_output(std::move(output), lost ? std::nullopt : std::optional(wait.octets.size()));
  }
}

void Channel::Impl::enqueue(Bytes octets, std::optional<std::size_t> gave) {
  if (finishing || write_ended) return;
  queue.push_back({std::move(octets), 0, gave, engine != nullptr});
  write_on();
}

void Channel::Impl::write_on() {
  if (!standing || write_waits || write_ended) return;
  while (!queue.empty() && write_front()) {
  }
  if (queue.empty()) finish_if_drained();
}

// False if the kernel takes no more for now, or never again.
bool Channel::Impl::write_front() {
  Piece& piece = queue.front();
  while (piece.taken < piece.octets.size()) {
    ErrorCode error;
    const ByteView rest = ByteView(piece.octets).substr(piece.taken);
    const std::size_t wrote = socket.write_some(asio::buffer(rest.data(), rest.size()), error);
    if (error && !try_again(error)) return writing_failed(error), false;
    if (error) return wait_to_write(), false;
    tell_wire("out", rest.substr(0, wrote));
    piece.taken += wrote;
  }
  if (piece.gave)
    telling->event("sent", {{"octets", std::to_string(*piece.gave)}, {"protected", piece.under_tls ? "yes" : "no"}});
  queue.pop_front();
  return true;
}

void Channel::Impl::wait_to_write() {
  write_waits = true;
  socket.async_wait(tcp::socket::wait_write, [weak = weak_from_this()](const ErrorCode&) {
    const auto self = weak.lock();
    if (!self || self->telling->detached()) return;
    self->write_waits = false;
    self->write_on();
    self->telling->flush();
  });
}

// The reader goes on: what the peer said before it went away is often still to be read.
void Channel::Impl::writing_failed(const ErrorCode& error) {
  const bool lost = std::any_of(queue.begin(), queue.end(), [](const Piece& piece) { return piece.gave.has_value(); });
  write_error = error;
  write_ended = true;
  queue.clear();
  if (closing ? lost : read_ended) telling->error("reset", error);
}

void Channel::Impl::finish_if_drained() {
  if (!finishing || !standing || !queue.empty()) return;
  ErrorCode ignored;
  if (!write_ended) socket.shutdown(tcp::socket::shutdown_send, ignored);
  write_ended = true;
  if (closing && read_ended) socket.close(ignored);
}

}  // namespace assay::net
