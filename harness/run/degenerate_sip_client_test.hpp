// Scripted CPM Clients: right towards a core that they trust, and otherwise whatever a test wants.
#pragma once

#include <deque>
#include <functional>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "crypto/http_digest.hpp"
#include "net/datagram.hpp"
#include "run/degenerate_sip_trial_test.hpp"

namespace assay::run::degenerate {

class ScriptedPhone;

// One connection, or one UDP port, of a client.
struct Line {
  ScriptedPhone& phone;
  std::unique_ptr<net::Channel> channel{};
  std::unique_ptr<net::Datagram> socket{};
  bool over{false};
  std::string here{};
  sip::StreamDecoder decoder{};
  std::size_t answers{0};

  void say(ByteView octets) { channel ? channel->send(octets) : socket->send(octets); }
};

// What a client does. Whatever is left out, it does as a plain client would: register, and end.
struct PhoneScript {
  std::string name;
  std::function<void(ScriptedPhone&)> begin{};
  std::function<void(Line&)> stands{};     // requests can be sent
  std::function<void(Line&)> distrusts{};  // TLS stands, and the certificate is not the core's
  std::function<bool(Line&, const sip::Message&)> answered{};  // true: nothing more by itself
};

// Acts on the loop of the driver, so that no test depends on the speed of a machine.
class ScriptedPhone : public Trigger {
 public:
  ScriptedPhone(net::Loop& loop, TriggerRequest request, PhoneScript script, tls::Config config,
                std::function<void(TriggerEnd)> ended)
      : loop_(loop),
        request_(std::move(request)),
        script_(std::move(script)),
        config_(std::move(config)),
        ended_(std::move(ended)) {
    later([this] { script_.begin ? script_.begin(*this) : static_cast<void>(open()); });
  }
  ~ScriptedPhone() override { *alive_ = false; }

  Line& open() {
    lines_.push_back(std::make_unique<Line>(Line{*this}));
    Line* line = lines_.back().get();
    const auto sink = [this, line](const trace::Record& record) {
      if (record.kind == trace::Kind::event && !line->over) told(*line, record);
    };
    if (request_.entry == "udp") {
      line->socket = std::make_unique<net::Datagram>(loop_, "phone", sink);
      line->socket->connect({request_.host, request_.port, ""});
    } else {
      line->channel = std::make_unique<net::Channel>(loop_, "phone", sink);
      line->channel->connect({request_.host, request_.port, ""});
    }
    return *line;
  }
  std::size_t lines() const { return lines_.size(); }
  const std::string& entry() const { return request_.entry; }

  // As a process ends: what it had sent has left, and nothing of it stands any more.
  void end() {
    later([this] {
      lines_.clear();
      pretend_to_end();
    });
  }
  void end_after(int turns) {
    later([this, turns] { turns > 0 ? end_after(turns - 1) : end(); });
  }
  // It says that it has come to its end, and its connections stand still.
  void pretend_to_end() {
    if (const auto call = std::exchange(ended_, nullptr)) call({{{"by", "command"}, {"status", "0"}}, {}});
  }
  void later(std::function<void()> work) {
    loop_.post([alive = alive_, work = std::move(work)] {
      if (*alive) work();
    });
  }

  Bytes request(Line& line, const std::string& method, const std::vector<sip::HeaderLine>& more = {}) {
    static constexpr std::pair<const char*, const char*> kNames[] = {{"udp", "UDP"}, {"tcp", "TCP"}, {"tls", "TLS"}};
    std::string transport;
    for (const auto& [entry, name] : kNames)
      if (request_.entry == entry) transport = name;
    sip::Draft draft;
    draft.start_line = sip::request_line(method, method == "REGISTER" ? kRegistrar : "sip:bob@example.test");
    draft.headers = {{"Via", "SIP/2.0/" + transport + " " + line.here + ";branch=z9hG4bKphone" + std::to_string(++made_) + ";rport"},
                     {"Max-Forwards", "70"},
                     {"From", "<sip:alice@example.test>;tag=phone"},
                     {"To", method == "REGISTER" ? "<sip:alice@example.test>" : "<sip:bob@example.test>"},
                     {"Call-ID", "phone-" + line.here},
                     {"CSeq", std::to_string(made_) + " " + method},
                     {"Contact", "<sip:alice@" + line.here + ">"}};
    draft.headers.insert(draft.headers.end(), more.begin(), more.end());
    sip::add_content_length(draft);
    return to_octets(draft);
  }
  // The right answer to the first challenge by Digest that can be answered; empty: there is none.
  static std::string credentials(const sip::Message& challenge, const std::string& uri = kRegistrar) {
    for (const auto& one : authentications(challenge, "WWW-Authenticate")) {
      if (one.scheme != "Digest") continue;
      const std::string name = sip::value_of(one.parameters, "algorithm"), qop = sip::value_of(one.parameters, "qop");
      const auto algorithm = crypto::digest_algorithm(name);
      if (!algorithm || qop != "auth") continue;
      crypto::DigestInput input;
      input.algorithm = *algorithm;
      input.username = "alice";
      input.realm = sip::value_of(one.parameters, "realm");
      input.password = "alice-secret-1";
      input.method = "REGISTER";
      input.uri = uri;
      input.nonce = sip::value_of(one.parameters, "nonce");
      input.qop = qop;
      input.nonce_count = "00000001";
      input.cnonce = "c";
      return "Digest username=\"alice\", realm=\"" + input.realm + "\", nonce=\"" + input.nonce + "\", uri=\"" + uri +
             "\", response=\"" + digest_response(input) + "\", qop=auth, nc=00000001, cnonce=\"c\", algorithm=" + name;
    }
    return {};
  }
  void register_plainly(Line& line) { line.say(request(line, "REGISTER")); }

  static constexpr const char* kRegistrar = "sip:example.test";

 private:
  void told(Line& line, const trace::Record& record) {
    if (record.name == "opened") {
      line.here = trace::attribute(record, "local");
      if (request_.entry != "tls") return stand(line);
      EXPECT_TRUE(line.channel->start_tls(config_));
    }
    if (record.name == "tls.established") {
      if (line.channel->peer_verified()) return stand(line);
      return script_.distrusts ? script_.distrusts(line) : end();
    }
    if (record.name == "bytes") return hear(line, record.data);
    if (record.name != "eof" && record.name != "reset" && record.name != "tls.failed" && record.name != "tls.closed") return;
    line.over = true;
    end();
  }
  void stand(Line& line) { script_.stands ? script_.stands(line) : register_plainly(line); }
  void hear(Line& line, const Bytes& octets) {
    if (line.socket) return take(line, sip::read_datagram(octets));
    for (const auto& message : line.decoder.feed(octets)) take(line, message);
  }
  void take(Line& line, const sip::Message& message) {
    if (message.type != sip::MessageType::response || message.code < 200) return;
    ++line.answers;
    if (script_.answered && script_.answered(line, message)) return;
    const std::string right = message.code == 401 && line.answers == 1 ? credentials(message) : std::string();
    if (right.empty()) return end();
    line.say(request(line, "REGISTER", {{"Authorization", right}}));
  }

  net::Loop& loop_;
  TriggerRequest request_;
  PhoneScript script_;
  tls::Config config_;
  std::function<void(TriggerEnd)> ended_;
  std::vector<std::unique_ptr<Line>> lines_;
  int made_{0};
  std::shared_ptr<bool> alive_{std::make_shared<bool>(true)};
};

// Cases of the client against a scripted one.
class PhoneTrial {
 public:
  explicit PhoneTrial(const std::string& trigger_seconds = "20") {
    trial_.write_profile({}, "60", trigger_seconds);
  }

  std::map<std::string, CaseVerdict> run(const PhoneScript& script, const std::vector<std::string>& selectors) {
    tls::Config config;
    config.trust_pem = required(read_file(trial_.directory() + "/pki/ca.pem"));
    config.server_name = "example.test";
    config.verify_peer = false;  // what it finds is asked for once TLS stands
    trial_.make_trigger = [script, config](net::Loop& loop, const TriggerRequest& request,
                                           std::function<void(TriggerEnd)> ended) -> Result<std::unique_ptr<Trigger>> {
      return std::unique_ptr<Trigger>(std::make_unique<ScriptedPhone>(loop, request, script, config, std::move(ended)));
    };
    auto verdicts = required(trial_.run(selectors));
    EXPECT_EQ(trial_.executions.size(), trial_.planned) << script.name;
    for (const auto& [id, judged] : trial_.executions) {
      EXPECT_TRUE(judged.state.errors.empty()) << script.name << ", " << id << ": " << judged.reason;
      EXPECT_LE(judged.records.size(), 20000u) << script.name << ", " << id;
    }
    return verdicts;
  }
  Trial& trial() { return trial_; }

 private:
  Trial trial_{true};
};

}  // namespace assay::run::degenerate
