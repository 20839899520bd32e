// Performs the actions of the fold on channels and writes every event and action to the trace first.
#pragma once

#include <chrono>
#include <cstdint>
#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <string>

#include "engine/fold.hpp"
#include "net/channel.hpp"
#include "net/loop.hpp"
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
};

class Driver {
 public:
  Driver(Environment& environment, const engine::Context& context, trace::Writer& writer)
      : environment_(environment), context_(context), writer_(writer) {}

  // Runs the case to its end. What it observed is in the trace. Errors: the trace cannot be written.
  Result<void> run();

 private:
  using Clock = std::chrono::steady_clock;

  Result<void> step(trace::Record event);
  Result<void> apply(engine::Actions actions);
  void perform(const trace::Record& action);
  void connect(const trace::Record& action);
  void start_tls(const trace::Record& action);
  void send(const trace::Record& action);
  Result<trace::Record> next_event();
  Result<void> drain();
  Result<void> append(trace::Record record);
  void harness_error(const std::string& text);
  void keep_interval();

  Environment& environment_;
  const engine::Context& context_;
  trace::Writer& writer_;
  engine::State state_;
  std::deque<trace::Record> arrived_;
  std::map<std::string, std::unique_ptr<net::Channel>> channels_;
  Clock::time_point deadline_{};
  bool last_look_{false};  // taken after the deadline
};

}  // namespace assay::run
