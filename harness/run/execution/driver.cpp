// The loop between the fold and the channels.
#include "run/execution/driver.hpp"

#include <utility>

#include "base/text.hpp"
#include "run/lab/profile.hpp"

namespace assay::run {

Result<void> Driver::append(trace::Record record) {
  record.time = environment_.clock();
  auto written = writer_.append(std::move(record));
  if (!written) return tl::unexpected(written.error());
  return {};
}

trace::Record Driver::event_of(const std::string& channel, const std::string& name) {
  trace::Record record;
  record.channel = channel;
  record.name = name;
  return record;
}

void Driver::harness_error(const std::string& text) {
  auto record = event_of("", "harness-error");
  record.attributes["text"] = text;
  arrived_.push_back(std::move(record));
}

// The load that the IXIT allows is a resource of somebody's lab.
void Driver::keep_interval() {
  if (!environment_.rate) return;
  const auto now = Clock::now();
  const auto left = std::chrono::ceil<std::chrono::milliseconds>(environment_.rate->take(now) - now);
  bool waited = left.count() <= 0;
  if (!waited) environment_.loop.after(left, [&waited] { waited = true; });
  while (!waited) environment_.loop.run_one(left);
}

// An actor that connects once more has left its former connection: what was not told of it yet is evidence alone.
void Driver::forget(const std::string& channel) {
  for (auto& record : arrived_)
    if (record.channel == channel && record.kind == trace::Kind::event) record.kind = trace::Kind::evidence;
}

void Driver::connect(const trace::Record& action) {
  const auto found = environment_.endpoints.find(trace::attribute(action, "endpoint"));
  if (found == environment_.endpoints.end())
    return harness_error("the profile gives no endpoint '" + trace::attribute(action, "endpoint") + "'");
  keep_interval();
  forget(action.channel);
  net::Address address = found->second;
  if (const std::string source = trace::attribute(action, "source"); !source.empty()) address.source = source;
  if (is_datagram(found->first)) return connect_datagrams(action, address);
  datagrams_.erase(action.channel);
  auto channel = std::make_unique<net::Channel>(environment_.loop, action.channel,
                                                [this](trace::Record record) { arrived_.push_back(std::move(record)); });
  channel->set_cap(kLongestInput);
  channel->connect(address);
  sessions_[action.channel] = session_of(action.channel);
  channels_[action.channel] = std::move(channel);
}

void Driver::send(const trace::Record& action) {
  std::vector<tls::Fault> faults;
  const std::string fault = trace::attribute(action, "fault");
  if (!fault.empty()) {
    const auto found = environment_.faults.find(fault);
    if (found == environment_.faults.end()) return harness_error("there is no fault '" + fault + "'");
    faults.push_back(found->second);
  }
  // What came before the question is told before it leaves, so that it cannot pass for an answer.
  environment_.loop.poll();
  channels_.at(action.channel)->send(action.data, faults);
}

void Driver::perform(const trace::Record& action) {
  if (action.name == "connect") return connect(action);
  if (action.name == "listen") return listen(action);
  if (action.name == "trigger") return trigger(action);
  if (action.name == "close") return close(action);
  if (action.name == "timer") return start_timer(action);
  if (action.name == "await") {
    last_look_ = false;
    deadline_ = Clock::now() + std::chrono::milliseconds(std::stoll(trace::attribute(action, "milliseconds")));
    return;
  }
  if (datagrams_.count(engine::actor_of(action.channel))) return perform_on_datagrams(action);
  if (!channels_.count(action.channel)) return harness_error("'" + action.channel + "' is not connected");
  if (action.name == "send") return send(action);
  if (action.name == "finish") return channels_.at(action.channel)->finish();
  if (action.name == "tls:close-notify") return channels_.at(action.channel)->send_close_notify();
  if (action.name == "tls:start") return start_tls(action);
  if (action.name == "tls:accept") return accept_tls(action);
  harness_error("nothing can perform the action '" + action.name + "'");
}

Result<void> Driver::apply(engine::Actions actions) {
  for (const auto& action : actions) {
    auto written = append(action);
    if (!written) return written;
    perform(action);
  }
  return {};
}

Result<void> Driver::step(trace::Record event) {
  if (event.kind == trace::Kind::evidence && !environment_.keeps_evidence) return {};
  event.time = environment_.clock();
  auto written = writer_.append(std::move(event));
  if (!written) return tl::unexpected(written.error());
  if (written->kind != trace::Kind::event) return {};
  auto [state, actions] = engine::fold(context_, std::move(state_), *written);
  state_ = std::move(state);
  auto applied = apply(std::move(actions));
  const auto channel = channels_.find(written->channel);
  if (written->name == "opened" && channel != channels_.end()) channel->second->release();
  return applied;
}

// A deadline fires only after one more poll, and after all that had come by then was told: a slow machine
// loses nothing, and a peer that never stops talking does not put it off.
Result<trace::Record> Driver::next_event() {
  while (arrived_.empty()) {
    if (!ended_.empty()) {
      // What the client had sent before it ended is told first.
      while (environment_.loop.poll() && arrived_.empty()) {
      }
      if (!arrived_.empty()) break;
      auto ended = std::move(ended_.front());
      ended_.pop_front();
      return ended;
    }
    const auto left = std::chrono::ceil<std::chrono::milliseconds>(deadline_ - Clock::now());
    if (left.count() > 0) {
      environment_.loop.run_one(left);
      continue;
    }
    if (std::exchange(last_look_, true)) return event_of("", "deadline");
    while (environment_.loop.poll() && arrived_.empty()) {
    }
  }
  auto record = std::move(arrived_.front());
  arrived_.pop_front();
  return record;
}

// Lets what was sent leave and the connections close, so that the evidence is whole.
Result<void> Driver::drain() {
  while (environment_.loop.poll()) {
  }
  while (!arrived_.empty()) {
    auto record = std::move(arrived_.front());
    arrived_.pop_front();
    auto done = step(std::move(record));
    if (!done) return done;
  }
  return {};
}

Result<void> Driver::run() {
  auto [state, actions] = engine::begin(context_);
  state_ = std::move(state);
  auto done = apply(std::move(actions));
  while (done && !state_.finished) {
    auto event = next_event();
    if (!event) return tl::unexpected(event.error());
    done = step(std::move(*event));
  }
  if (!done) return done;
  return drain();
}

}  // namespace assay::run
