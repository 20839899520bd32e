// How a channel tells its sink: in order, from the loop only, and safe against a sink that destroys it.
#include <utility>

#include <boost/asio/post.hpp>

#include "net/channel_impl.hpp"

namespace assay::net {

void Channel::Impl::tell(trace::Record record) {
  record.channel = name;
  outbox.push_back(std::move(record));
  tell_later();
}

void Channel::Impl::tell_event(const std::string& event, std::map<std::string, std::string> attributes, Bytes data) {
  trace::Record record;
  record.kind = trace::Kind::event;
  record.name = event;
  record.attributes = std::move(attributes);
  record.data = std::move(data);
  tell(std::move(record));
}

void Channel::Impl::tell_error(const std::string& event, const ErrorCode& error) {
  tell_event(event, {{"errno", std::to_string(error.value())}, {"text", error.message()}});
}

void Channel::Impl::tell_wire(const char* direction, ByteView octets) {
  trace::Record record;
  record.kind = trace::Kind::evidence;
  record.name = "wire";
  record.attributes = {{"direction", direction}, {"local", local}, {"remote", remote}};
  record.data = Bytes(octets);
  tell(std::move(record));
}

// A no-op while flush() runs: it will reach the record.
void Channel::Impl::tell_later() {
  if (flushing || flush_posted || detached) return;
  flush_posted = true;
  asio::post(loop.impl().context, [weak = weak_from_this()] {
    if (const auto self = weak.lock()) {
      self->flush_posted = false;
      self->flush();
    }
  });
}

void Channel::Impl::flush() {
  if (flushing) return;
  const auto keep = shared_from_this();
  struct Guard {
    bool& flag;
    ~Guard() { flag = false; }
  } guard{flushing = true};
  while (!outbox.empty() && sink && *sink && !detached) {
    trace::Record record = std::move(outbox.front());
    outbox.pop_front();
    const auto current = sink;
    (*current)(std::move(record));
  }
}

void Channel::Impl::set_sink(Sink sink_in) {
  sink = std::make_shared<Sink>(std::move(sink_in));
  if (!outbox.empty()) tell_later();
}

// From here on nothing is told; what the kernel took already still goes out.
void Channel::Impl::detach() {
  detached = true;
  outbox.clear();
  ErrorCode ignored;
  socket.close(ignored);
}

}  // namespace assay::net
