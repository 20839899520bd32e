// Hands records to a sink: from the loop only, and safe against a sink that destroys the endpoint.
#include "net/telling.hpp"

#include <boost/asio/post.hpp>
#include <utility>

namespace assay::net {
namespace {

trace::Record record_of(trace::Kind kind, const std::string& name, std::map<std::string, std::string> attributes,
                        Bytes data) {
  trace::Record record;
  record.kind = kind;
  record.name = name;
  record.attributes = std::move(attributes);
  record.data = std::move(data);
  return record;
}

}  // namespace

Telling::Telling(Loop& loop, std::string name, Sink sink)
    : loop_(loop), name_(std::move(name)), sink_(std::make_shared<Sink>(std::move(sink))) {}

void Telling::set_sink(Sink sink) {
  sink_ = std::make_shared<Sink>(std::move(sink));
  if (!outbox_.empty()) flush_later();
}

void Telling::tell(trace::Record record) {
  record.channel = name_;
  outbox_.push_back(std::move(record));
  flush_later();
}

void Telling::event(const std::string& name, std::map<std::string, std::string> attributes, Bytes data) {
  tell(record_of(trace::Kind::event, name, std::move(attributes), std::move(data)));
}

void Telling::error(const std::string& name, const ErrorCode& error, std::map<std::string, std::string> attributes) {
  attributes["errno"] = std::to_string(error.value());
  attributes["text"] = error.message();
  event(name, std::move(attributes));
}

void Telling::evidence(const std::string& name, std::map<std::string, std::string> attributes, ByteView data) {
  tell(record_of(trace::Kind::evidence, name, std::move(attributes), Bytes(data)));
}

// A no-op while flush() runs: it will reach the record.
void Telling::flush_later() {
  if (flushing_ || flush_posted_ || detached_) return;
  flush_posted_ = true;
  asio::post(loop_.impl().context, [weak = weak_from_this()] {
    if (const auto self = weak.lock()) {
      self->flush_posted_ = false;
      self->flush();
    }
  });
}

void Telling::flush() {
  if (flushing_) return;
  const auto keep = shared_from_this();
  struct Guard {
    bool& flag;
    ~Guard() { flag = false; }
  } guard{flushing_ = true};
  while (!outbox_.empty() && *sink_ && !detached_) {
    trace::Record record = std::move(outbox_.front());
    outbox_.pop_front();
    const auto current = sink_;
    (*current)(std::move(record));
  }
}

void Telling::detach() {
  detached_ = true;
  outbox_.clear();
}

}  // namespace assay::net
