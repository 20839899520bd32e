// The loop between the fold and the channels.
#include "run/execution/driver.hpp"

#include <openssl/ssl.h>

#include <utility>

#include "base/text.hpp"

namespace assay::run {
namespace {

// No case asks for more on one connection, and whole runs are kept in memory to be judged.
constexpr std::size_t kLongestAnswer = 1024 * 1024;

trace::Record event_of(const std::string& channel, const std::string& name) {
  trace::Record record;
  record.channel = channel;
  record.name = name;
  return record;
}

// IANA names split into what OpenSSL takes for TLS 1.3 and for the versions before.
Result<void> set_suites(tls::Config& config, const std::string& names) {
  for (const auto& name : words(names)) {
    if (name.find("_WITH_") == std::string::npos) {
      config.cipher_suites += (config.cipher_suites.empty() ? "" : ":") + name;
      continue;
    }
    const std::string own = OPENSSL_cipher_name(name.c_str());
    if (own == "(NONE)") return failure("this TLS library has no suite '" + name + "'", "take it out of tls.suites");
    config.cipher_list += (config.cipher_list.empty() ? "" : ":") + own;
  }
  // What is not named is not offered: an empty half would stand for the library's defaults.
  if (config.cipher_list.empty() && !config.cipher_suites.empty()) config.minimum_version = "TLSv1.3";
  if (config.cipher_suites.empty() && !config.cipher_list.empty()) config.maximum_version = "TLSv1.2";
  return {};
}

}  // namespace

Result<void> Driver::append(trace::Record record) {
  record.time = environment_.clock();
  auto written = writer_.append(std::move(record));
  if (!written) return tl::unexpected(written.error());
  return {};
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

void Driver::connect(const trace::Record& action) {
  const auto found = environment_.endpoints.find(trace::attribute(action, "endpoint"));
  if (found == environment_.endpoints.end())
    return harness_error("the profile gives no endpoint '" + trace::attribute(action, "endpoint") + "'");
  keep_interval();
  auto channel = std::make_unique<net::Channel>(environment_.loop, action.channel,
                                                [this](trace::Record record) { arrived_.push_back(std::move(record)); });
  channel->set_cap(kLongestAnswer);
  channel->connect(found->second);
  channels_[action.channel] = std::move(channel);
}

void Driver::start_tls(const trace::Record& action) {
  auto identity = environment_.certificates.get(trace::attribute(action, "certificate"));
  if (!identity) return harness_error(to_text(identity.error()));
  if (!identity->certificate_pem.empty()) {
    trace::Record made = event_of(action.channel, "certificate");
    made.kind = trace::Kind::evidence;
    made.data = identity->certificate_pem;
    arrived_.push_back(std::move(made));
  }
  tls::Config config;
  config.certificate_pem = identity->certificate_pem;
  config.key_pem = identity->key_pem;
  config.server_name = environment_.server_name;
  config.trust_pem = environment_.server_trust_pem;
  // A tester looks at a wrong server, too: the result of the check is a fact, not an end.
  config.verify_peer = false;
  config.minimum_version = trace::attribute(action, "minimum-version");
  config.maximum_version = trace::attribute(action, "maximum-version");
  auto suites = set_suites(config, trace::attribute(action, "suites"));
  if (!suites) return harness_error(to_text(suites.error()));
  auto started = channels_.at(action.channel)->start_tls(config);
  if (!started) harness_error(to_text(started.error()));
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
  if (action.name == "await") {
    last_look_ = false;
    deadline_ = Clock::now() + std::chrono::milliseconds(std::stoll(trace::attribute(action, "milliseconds")));
    return;
  }
  if (!channels_.count(action.channel)) return harness_error("'" + action.channel + "' is not connected");
  if (action.name == "send") return send(action);
  if (action.name == "close") return channels_.at(action.channel)->close();
  if (action.name == "tls:start") return start_tls(action);
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
  event.time = environment_.clock();
  auto written = writer_.append(std::move(event));
  if (!written) return tl::unexpected(written.error());
  if (written->kind != trace::Kind::event) return {};
  auto [state, actions] = engine::fold(context_, std::move(state_), *written);
  state_ = std::move(state);
  return apply(std::move(actions));
}

// A deadline fires only after one more poll, and after all that had come by then was told: a slow machine
// loses nothing, and a peer that never stops talking does not put it off.
Result<trace::Record> Driver::next_event() {
  while (arrived_.empty()) {
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
