// Records on their way from an endpoint to its sink, for the .cpp files of this folder alone.
#pragma once

#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <string>

#include "base/bytes.hpp"
#include "net/loop_impl.hpp"
#include "trace/record.hpp"

namespace assay::net {

// The sink runs from the loop only, never inside a call on the endpoint, and may destroy the endpoint
// or set another sink: records wait here until flush().
class Telling : public std::enable_shared_from_this<Telling> {
 public:
  using Sink = std::function<void(trace::Record)>;

  Telling(Loop& loop, std::string name, Sink sink);
  void set_sink(Sink sink);

  // `channel` of the record becomes the endpoint's name.
  void tell(trace::Record record);
  void event(const std::string& name, std::map<std::string, std::string> attributes, Bytes data = {});
  // An event with errno and text, and what else it says.
  void error(const std::string& name, const ErrorCode& error, std::map<std::string, std::string> attributes = {});
  void evidence(const std::string& name, std::map<std::string, std::string> attributes, ByteView data);

  // Hands over what waits. From a handler of the loop only; otherwise the loop comes back to it.
  void flush();
  // From here on nothing is told.
  void detach();
  bool detached() const { return detached_; }

 private:
  void flush_later();

  Loop& loop_;
  std::string name_;
  std::shared_ptr<Sink> sink_;  // shared, so that a sink may replace itself while it runs
  std::deque<trace::Record> outbox_;
  bool flushing_{false};
  bool flush_posted_{false};
  bool detached_{false};
};

}  // namespace assay::net
