// The driver's part where a client IUT makes the connections: listening, accepting, triggering.
#include <algorithm>

#include "run/execution/driver.hpp"
#include "run/lab/profile.hpp"

namespace assay::run {
namespace {

constexpr std::string_view kArgument = "argument.";

}  // namespace

void Driver::listen(const trace::Record& action) {
  const std::string endpoint = trace::attribute(action, "endpoint");
  const auto found = environment_.offers.find(endpoint);
  if (found == environment_.offers.end()) return harness_error("the profile gives no endpoint '" + endpoint + "'");
  if (is_datagram(endpoint)) return listen_datagrams(action, found->second);
  const std::string actor = action.channel;
  auto listener = net::Listener::open(environment_.loop, found->second.host, found->second.port,
                                      [this, actor](std::unique_ptr<net::Channel> channel) { accept(actor, std::move(channel)); });
  if (!listener) return harness_error(to_text(listener.error()));
  auto record = event_of(actor, "listening");
  record.attributes["local"] = found->second.host + ":" + std::to_string((*listener)->port());
  arrived_.push_back(std::move(record));
  listening_[actor] = {endpoint, found->second.host, std::move(*listener), 0};
}

// Each connection of the IUT is a channel of its own, named by the actor and the order in which they came.
void Driver::accept(const std::string& actor, std::unique_ptr<net::Channel> channel) {
  Listening& listening = listening_.at(actor);
  if (listening.accepted == kMostConnections) {
    auto record = event_of(actor, "overrun");
    record.attributes["text"] = "more than " + std::to_string(kMostConnections) + " connections";
    arrived_.push_back(std::move(record));
  }
  if (++listening.accepted > kMostConnections) return;
  const std::string name = actor + "#" + std::to_string(listening.accepted);
  channel->set_cap(kLongestInput);
  // Before the case has seen that it stands nobody knows whether its octets are TLS.
  channel->hold();
  channel->set_sink([this, name](trace::Record record) {
    record.channel = name;
    arrived_.push_back(std::move(record));
  });
  channels_[name] = std::move(channel);
}

void Driver::trigger(const trace::Record& action) {
  if (!environment_.trigger) return harness_error("the profile gives no trigger for '" + trace::attribute(action, "action") + "'");
  const std::string entry = trace::attribute(action, "entry");
  // After a listen that failed: nobody is asked to do what cannot succeed.
  if (!entry.empty() && listening_.empty()) return harness_error("the client has nowhere to connect to: the suite does not listen");
  TriggerRequest request{trace::attribute(action, "action"), entry, execution_, "", 0};
  for (const auto& [name, value] : action.attributes)
    if (name.starts_with(kArgument)) request.arguments[name.substr(kArgument.size())] = value;
  for (const auto& [actor, listening] : listening_) {
    request.host = listening.host;
    request.port = listening.listener ? listening.listener->port() : datagrams_.at(actor).socket->port();
  }
  // The end of what the actor triggered before is not that of this.
  ended_.erase(std::remove_if(ended_.begin(), ended_.end(), [&](const auto& end) { return end.channel == action.channel; }),
               ended_.end());
  arrived_.push_back(event_of(action.channel, "triggered"));
  auto made = environment_.trigger(environment_.loop, request, [this, channel = action.channel](TriggerEnd end) {
    auto record = event_of(channel, "ended");
    record.attributes = std::move(end.attributes);
    record.data = std::move(end.output);
    ended_.push_back(std::move(record));
  });
  if (!made) return harness_error(to_text(made.error()));
  triggers_[action.channel] = std::move(*made);
}

void Driver::close(const trace::Record& action) {
  const auto channel = channels_.find(action.channel);
  // A client may go on talking after its LOGOUT: as long as the case runs, that is told.
  const bool accepted = engine::actor_of(action.channel) != action.channel;
  if (channel != channels_.end()) {
    if (accepted && !state_.finished) channel->second->hang_up();
    else channel->second->close();
  }
  const auto datagrams = datagrams_.find(action.channel);
  if (datagrams != datagrams_.end()) datagrams->second.socket->close();
  listening_.erase(action.channel);
  triggers_.erase(action.channel);
}

}  // namespace assay::run
