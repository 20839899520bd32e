// Performs the actions of the fold on channels and writes every event and action to the trace first.
#pragma once

#include <chrono>
#include <cstdint>
#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <set>
#include <string>

#include "engine/fold.hpp"
#include "net/channel.hpp"
#include "net/datagram.hpp"
#include "net/loop.hpp"
#include "run/execution/trigger.hpp"
#include "run/lab/connect_rate.hpp"
#include "run/lab/pki.hpp"
#include "trace/store.hpp"

namespace assay::run {

// Where the IUT is and what the harness connects with. Borrowed by the driver.
struct Environment {
  net::Loop& loop;
  std::map<std::string, net::Address> endpoints;
  Certificates& certificates;
  std::map<std::string, tls::Fault> faults;  // by the names that cases use
  std::string server_name;                   // that the IUT's certificate bears
  std::string server_trust_pem;              // anchors that it leads to
  std::shared_ptr<ConnectRate> rate;         // by the load that the IXIT allows; null: no limit
  std::function<std::int64_t()> clock;       // wall-clock nanoseconds since 1970
  int instance{0};  // which start of the IUT this is
  std::map<std::string, net::Address> offers{};  // where the suite listens for a client IUT; port 0: a free one
  MakeTrigger trigger{};
  std::function<void(std::chrono::milliseconds)> elapse{};  // lets the time of a timer pass at once; empty: it is waited for
  bool keeps_evidence{true};  // what nobody judges is written too: octets as they were on the wire, keys
};

class Driver {
 public:
  // Connections of the IUT that one case looks at; one more is closed and told as "overrun".
  static constexpr std::size_t kMostConnections = 64;

  // `execution`: its id, for what a trigger has to keep apart.
  Driver(Environment& environment, const engine::Context& context, trace::Writer& writer, std::string execution = {})
      : environment_(environment), context_(context), writer_(writer), execution_(std::move(execution)) {}

  // Runs the case to its end. What it observed is in the trace. Errors: the trace cannot be written.
  Result<void> run();

 private:
  using Clock = std::chrono::steady_clock;
  // Octets that come in on one connection: no case asks for more, and whole runs are kept in memory to be judged.
  static constexpr std::size_t kLongestInput = 1024 * 1024;

  static trace::Record event_of(const std::string& channel, const std::string& name);
  Result<void> step(trace::Record event);
  Result<void> apply(engine::Actions actions);
  void perform(const trace::Record& action);
  void forget(const std::string& channel);
  void connect(const trace::Record& action);
  void connect_datagrams(const trace::Record& action, const net::Address& address);
  void listen(const trace::Record& action);
  void listen_datagrams(const trace::Record& action, const net::Address& address);
  void accept(const std::string& actor, std::unique_ptr<net::Channel> channel);
  std::string channel_of_peer(const std::string& actor, const std::string& remote);
  void heard(const std::string& actor, trace::Record record);
  void perform_on_datagrams(const trace::Record& action);
  void start_timer(const trace::Record& action);
  void trigger(const trace::Record& action);
  void close(const trace::Record& action);
  void start_tls(const trace::Record& action);
  void accept_tls(const trace::Record& action);
  Result<tls::Config> tls_config(const trace::Record& action);
  Result<void> set_handshake(tls::Config& config, const trace::Record& action) const;
  std::shared_ptr<tls::Session> session_of(const std::string& actor) const;
  void send(const trace::Record& action);
  Result<trace::Record> next_event();
  Result<void> drain();
  Result<void> append(trace::Record record);
  void harness_error(const std::string& text);
  void keep_interval();

  Environment& environment_;
  const engine::Context& context_;
  trace::Writer& writer_;
  std::string execution_;
  engine::State state_;
  std::deque<trace::Record> arrived_;
  std::map<std::string, std::unique_ptr<net::Channel>> channels_;
  // What speaks UDP. An actor that listens has one socket for all who come, each of them a channel of its own.
  struct Datagrams {
    std::unique_ptr<net::Datagram> socket;
    std::string peer;                         // that it sends to, of an actor that connects
    // Of an actor that listens: the channel of each peer, the way back, and who said what has not left yet.
    std::map<std::string, std::string> names{};
    std::map<std::string, std::string> peers{};
    std::deque<std::string> senders{};
  };
  std::map<std::string, Datagrams> datagrams_;  // by actor
  std::shared_ptr<bool> alive_{std::make_shared<bool>(true)};  // a timer may end later than the case
  struct Listening {
    std::string endpoint;
    std::string host;
    std::unique_ptr<net::Listener> listener;
    std::size_t accepted{0};
  };
  std::map<std::string, Listening> listening_;  // by actor
  std::set<std::string> accepting_tls_;  // connections of the IUT under TLS
  std::map<std::string, std::unique_ptr<Trigger>> triggers_;
  std::deque<trace::Record> ended_;  // of triggers: told once nothing is left to read
  std::map<std::string, std::shared_ptr<tls::Session>> sessions_;  // of connections that an actor made before
  Clock::time_point deadline_{};
  bool last_look_{false};  // taken after the deadline
};

}  // namespace assay::run
