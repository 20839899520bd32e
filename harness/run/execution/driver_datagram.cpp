// The driver's part of UDP: a socket for each actor, and for one that listens a channel for each who comes.
#include "run/execution/driver.hpp"

namespace assay::run {
namespace {

std::string in_one(const net::Address& address) {
  const bool is_ipv6 = address.host.find(':') != std::string::npos;
  return (is_ipv6 ? "[" + address.host + "]" : address.host) + ":" + std::to_string(address.port);
}

}  // namespace

// It hears whoever sends to it: an IUT may answer from another port than the one that it was asked at.
void Driver::connect_datagrams(const trace::Record& action, const net::Address& address) {
  net::Address own{address.source.empty() ? address.host : address.source, 0, ""};
  if (const std::string local = trace::attribute(action, "local"); !local.empty()) {
    const auto found = environment_.offers.find(local);
    if (found == environment_.offers.end()) return harness_error("the profile gives no endpoint '" + local + "'");
    own = found->second;
  }
  // A port that is to be taken again has to be free.
  datagrams_.erase(action.channel);
  channels_.erase(action.channel);
  auto socket = std::make_unique<net::Datagram>(environment_.loop, action.channel,
                                                [this](trace::Record record) { arrived_.push_back(std::move(record)); });
  auto bound = socket->bind(own.host, own.port);
  if (!bound) return harness_error(to_text(bound.error()));
  datagrams_[action.channel] = {std::move(socket), in_one(address)};
}

void Driver::listen_datagrams(const trace::Record& action, const net::Address& address) {
  const std::string actor = action.channel;
  auto socket = std::make_unique<net::Datagram>(environment_.loop, actor,
                                                [this, actor](trace::Record record) { heard(actor, std::move(record)); });
  auto bound = socket->bind(address.host, address.port);
  if (!bound) return harness_error(to_text(bound.error()));
  auto record = event_of(actor, "listening");
  record.attributes["local"] = in_one({address.host, socket->port(), ""});
  arrived_.push_back(std::move(record));
  listening_[actor] = {trace::attribute(action, "endpoint"), address.host, nullptr, 0};
  datagrams_[actor] = {std::move(socket), ""};
}

// The channel of a peer, which stands from its first datagram on; empty: one too many has come.
std::string Driver::channel_of_peer(const std::string& actor, const std::string& remote) {
  Datagrams& datagrams = datagrams_.at(actor);
  const auto found = datagrams.names.find(remote);
  if (found != datagrams.names.end()) return found->second;
  Listening& listening = listening_.at(actor);
  if (listening.accepted == kMostConnections) arrived_.push_back(event_of(actor, "overrun"));
  if (++listening.accepted > kMostConnections) return {};
  const std::string name = actor + "#" + std::to_string(listening.accepted);
  auto opened = event_of(name, "opened");
  opened.attributes = {{"accepted", "yes"}, {"transport", "udp"}, {"remote", remote},
                       {"local", in_one({listening.host, datagrams.socket->port(), ""})}};
  arrived_.push_back(std::move(opened));
  datagrams.names[remote] = name;
  datagrams.peers[name] = remote;
  return name;
}

// An answer may go to another port than the one that its question came from: what left is told where it was said.
void Driver::heard(const std::string& actor, trace::Record record) {
  Datagrams& datagrams = datagrams_.at(actor);
  const std::string remote = trace::attribute(record, "remote");
  if (record.name == "opened" || !listening_.count(actor)) return;
  record.channel = actor;
  if ((record.name == "sent" || record.name == "not-sent") && !datagrams.senders.empty()) {
    record.channel = datagrams.senders.front();
    datagrams.senders.pop_front();
  } else if (record.name == "bytes") {
    record.channel = channel_of_peer(actor, remote);
  } else if (const auto known = datagrams.names.find(remote); known != datagrams.names.end()) {
    record.channel = known->second;
  }
  if (!record.channel.empty()) arrived_.push_back(std::move(record));
}

void Driver::perform_on_datagrams(const trace::Record& action) {
  Datagrams& datagrams = datagrams_.at(engine::actor_of(action.channel));
  if (action.name == "finish") return;
  if (action.name != "send") return harness_error("there is no '" + action.name + "' over UDP");
  if (!trace::attribute(action, "fault").empty()) return harness_error("faults are made under TLS, and UDP has none");
  // What came before the question is told before it leaves, so that it cannot pass for an answer.
  environment_.loop.poll();
  std::string to = trace::attribute(action, "to");
  if (to.empty()) to = datagrams.peer.empty() ? datagrams.peers[action.channel] : datagrams.peer;
  if (datagrams.peer.empty()) datagrams.senders.push_back(action.channel);
  auto sent = datagrams.socket->send_to(to, action.data);
  if (!sent) harness_error(to_text(sent.error()));
}

void Driver::start_timer(const trace::Record& action) {
  const std::chrono::milliseconds time(std::stoll(trace::attribute(action, "milliseconds")));
  const auto elapsed = [this, alive = std::weak_ptr<bool>(alive_), channel = action.channel] {
    if (alive.lock()) arrived_.push_back(event_of(channel, "elapsed"));
  };
  if (!environment_.elapse) return environment_.loop.after(time, elapsed);
  environment_.elapse(time);
  elapsed();
}

}  // namespace assay::run
