// Scripted clients: right towards a server that is authentic, and towards any other whatever a test wants.
#pragma once

#include <gtest/gtest.h>

#include <deque>
#include <functional>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "run/degenerate_scripts_test.hpp"

namespace assay::run::degenerate {

class ScriptedClient;

// One connection of a client.
struct Visit {
  ScriptedClient& client;
  std::unique_ptr<net::Channel> channel;
  bool is_protected{false};
  bool over{false};
  std::size_t pieces{0};  // for scripts that say much
  Bytes unread{};
  std::deque<std::string> to_say{};  // one more after each line that completes a command

  void say(ByteView octets) { channel->send(octets); }
};

// What a client does. Whatever is left out, it does as a plain client would: fetch, and give up a wrong server.
struct ClientScript {
  std::string name;
  std::function<void(ScriptedClient&)> begin{};
  std::function<void(Visit&)> opened{};     // the TCP connection stands
  std::function<void(Visit&)> distrusts{};  // TLS stands, and the certificate is not that of the server
  std::function<void(Visit&)> sent{};       // the kernel took one say()
  std::function<void(Visit&)> left{};       // the server ended the connection, or TLS failed
};

// Acts on the loop of the driver, so that no test depends on the speed of a machine.
class ScriptedClient : public Trigger {
 public:
  ScriptedClient(net::Loop& loop, TriggerRequest request, ClientScript script, tls::Config config,
                 std::function<void(TriggerEnd)> ended)
      : loop_(loop),
        request_(std::move(request)),
        script_(std::move(script)),
        config_(std::move(config)),
        ended_(std::move(ended)) {
    later([this] { script_.begin ? script_.begin(*this) : static_cast<void>(connect()); });
  }
  ~ScriptedClient() override { *alive_ = false; }

  const std::string& entry() const { return request_.entry; }
  std::size_t visits() const { return visits_.size(); }
  std::size_t connect_count{0};  // for scripts that connect often

  Visit& connect() {
    auto channel = std::make_unique<net::Channel>(loop_, "client", net::Channel::Sink());
    visits_.push_back(std::make_unique<Visit>(Visit{*this, std::move(channel)}));
    Visit* visit = visits_.back().get();
    visit->channel->set_sink([this, visit](const trace::Record& record) {
      if (record.kind == trace::Kind::event && !visit->over) told(*visit, record);
    });
    visit->channel->connect({request_.host, request_.port, ""});
    return *visit;
  }

  void start_tls(Visit& visit) { EXPECT_TRUE(visit.channel->start_tls(config_)); }

  // As a process ends: what it had sent has left, and no connection of it stands any more.
  void end(int status = 0) {
    later([this, status] {
      visits_.clear();
      tell_end(status);
    });
  }

  // The same once the loop has run so many turns: what was said is read meanwhile.
  void end_after(int turns) {
    later([this, turns] { turns > 0 ? end_after(turns - 1) : end(); });
  }

  // It says that it has come to its end, and has not: its connections stand still.
  void pretend_to_end() {
    later([this] { tell_end(0); });
  }

  void later(std::function<void()> work) {
    loop_.post([alive = alive_, work = std::move(work)] {
      if (*alive) work();
    });
  }

 private:
  void tell_end(int status) {
    if (const auto call = std::exchange(ended_, nullptr))
      call({{{"by", "command"}, {"status", std::to_string(status)}}, {}});
  }

  void told(Visit& visit, const trace::Record& record) {
    if (record.name == "opened") return stands(visit);
    if (record.name == "tls.established") return is_under_tls(visit);
    if (record.name == "bytes") return read(visit, record.data);
    if (record.name == "sent" && script_.sent) return script_.sent(visit);
    if (record.name != "eof" && record.name != "reset" && record.name != "tls.failed" && record.name != "tls.closed")
      return;
    visit.over = true;
    script_.left ? script_.left(visit) : end();
  }

  void stands(Visit& visit) {
    if (script_.opened) return script_.opened(visit);
    if (request_.entry == "imaps") return start_tls(visit);
    visit.to_say = {"s STARTTLS\r\n"};
  }

  void is_under_tls(Visit& visit) {
    visit.is_protected = true;
    const bool trusted = visit.channel->peer_verified();
    if (!trusted) return script_.distrusts ? script_.distrusts(visit) : end();
    visit.to_say = {"a LOGIN alice alice-secret-1\r\n", "b SELECT INBOX\r\n", "c FETCH 1 BODY[]\r\n", "d LOGOUT\r\n"};
    if (request_.entry != "imaps") next(visit);
  }

  void next(Visit& visit) {
    if (visit.to_say.empty()) return;
    const std::string line = visit.to_say.front();
    visit.to_say.pop_front();
    visit.say(line);
  }

  // Data and the greeting are untagged; the greeting, too, lets the next thing be said.
  void read(Visit& visit, const Bytes& octets) {
    visit.unread += octets;
    for (auto end = visit.unread.find("\r\n"); end != Bytes::npos; end = visit.unread.find("\r\n")) {
      const std::string line = visit.unread.substr(0, end);
      visit.unread.erase(0, end + 2);
      if (line == "s OK begin TLS now") return start_tls(visit);
      if (line.rfind("* OK Assay", 0) == 0 || line.rfind("* ", 0) != 0) next(visit);
    }
  }

  net::Loop& loop_;
  TriggerRequest request_;
  ClientScript script_;
  tls::Config config_;
  std::function<void(TriggerEnd)> ended_;
  std::vector<std::unique_ptr<Visit>> visits_;
  std::shared_ptr<bool> alive_{std::make_shared<bool>(true)};
};

// Executes a negative, with its control before and after, for a client that is scripted.
class ClientTrial {
 public:
  explicit ClientTrial(const std::string& trigger_seconds = "20") {
    trial_.of_client = true;
    trial_.write_profile({{"imap", 1}, {"imaps", 1}}, "1", trigger_seconds);
  }

  static std::string negative(const std::string& entry) {
    return "message-store-client/server-certificate/gives-up/expired/" + entry;
  }
  static std::string control(const std::string& entry) {
    return "message-store-client/server-certificate/fetches-from-authentic-server/" + entry;
  }

  CaseVerdict judge(const ClientScript& script, const std::string& entry) {
    tls::Config config;
    config.trust_pem = required(read_file(trial_.directory() + "/pki/ca.pem"));
    config.server_name = "localhost";
    config.verify_peer = false;  // what it finds is asked for once TLS stands
    trial_.make_trigger = [script, config](net::Loop& loop, const TriggerRequest& request,
                                           std::function<void(TriggerEnd)> ended) -> Result<std::unique_ptr<Trigger>> {
      return std::unique_ptr<Trigger>(
          std::make_unique<ScriptedClient>(loop, request, script, config, std::move(ended)));
    };
    verdicts = required(trial_.run({negative(entry)}));
    return verdicts.at(negative(entry));
  }
  // The same for a command of the profile.
  CaseVerdict judge_command(const std::string& command, const std::string& entry) {
    trial_.trigger_command = command;
    trial_.write_profile({{"imap", 1}, {"imaps", 1}}, "1", trial_.trigger_seconds);
    verdicts = required(trial_.run({negative(entry)}));
    return verdicts.at(negative(entry));
  }
  Trial& trial() { return trial_; }

  std::map<std::string, CaseVerdict> verdicts;

 private:
  Trial trial_;
};

}  // namespace assay::run::degenerate
