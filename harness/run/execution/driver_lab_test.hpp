// One case of the toy protocol, run by the driver against peers on its own loop.
#pragma once

#include <functional>
#include <memory>
#include <set>
#include <string>
#include <vector>

#include "engine/toy_test.hpp"
#include "net/datagram.hpp"
#include "net/port.hpp"
#include "run/degenerate_trial_test.hpp"
#include "run/execution/driver.hpp"

namespace assay::run::driver_lab {

using engine::toy::closed;
using engine::toy::element;
using engine::toy::line;
using engine::toy::On;
using engine::toy::Script;
using language::Element;
constexpr auto kConform = language::Outcome::conform;
constexpr auto kFail = language::Outcome::fail;
using language::Step;
using Texts = std::vector<std::string>;

constexpr const char* kHost = "127.0.0.1";

inline Element opened() { return element("opened", {}); }
inline Element ended() { return element("ended", {}); }

inline Step action(const std::string& name, const std::string& actor, std::map<std::string, std::string> attributes) {
  attributes["actor"] = actor;
  return {Step::Kind::action, actor, element(name, std::move(attributes)), {}, false};
}
inline Step connect(const std::string& actor, const std::string& endpoint, std::map<std::string, std::string> more = {}) {
  more.insert({{"endpoint", endpoint}, {"protocol", "toy"}});
  return action("connect", actor, std::move(more));
}
inline Step listen(const std::string& actor, const std::string& endpoint) {
  return action("listen", actor, {{"endpoint", endpoint}, {"protocol", "toy"}});
}
inline Step serve(const std::string& actor, const std::string& word, const std::string& answer, const std::string& encoder = "toy:say") {
  Element send = element("send", {});
  send.children.push_back(element(encoder, {}, answer));
  language::Rule rule{line(word), {{Step::Kind::send, "", send, {}, false}}};
  return {Step::Kind::serve, actor, element("serve", {{"actor", actor}}), {}, false, false, {rule}};
}

// A socket that hears everybody and does with a datagram what the test says.
struct Peer {
  net::Datagram socket;
  Texts heard;
  std::function<void(Peer&, const std::string& from, const Bytes&)> hears{};

  explicit Peer(net::Loop& loop, const std::string& host = kHost)
      : socket(loop, "peer", [this](const trace::Record& record) {
          if (record.name != "bytes") return;
          heard.push_back(record.data);
          if (hears) hears(*this, trace::attribute(record, "remote"), record.data);
        }) {
    EXPECT_TRUE(socket.bind(host, 0));
  }
  void say(const std::string& to, const std::string& text) { EXPECT_TRUE(socket.send_to(to, text)); }
  std::string name(const std::string& host = kHost) const { return host + ":" + std::to_string(socket.port()); }
};

// A client that a test makes act: it gets the way to the suite, and what it calls ends it.
class Acting : public Trigger {
 public:
  using Act = std::function<void(const std::string& suite, std::function<void()> end)>;
  static MakeTrigger by(const Act& act) {
    return [act](net::Loop& loop, const TriggerRequest& request, const std::function<void(TriggerEnd)>& ended) -> Result<std::unique_ptr<Trigger>> {
      loop.post([act, suite = request.host + ":" + std::to_string(request.port), ended] { act(suite, [ended] { ended({}); }); });
      return std::make_unique<Acting>();
    };
  }
};
inline Step trigger() { return action("trigger", "user", {{"action", "act"}, {"entry", "udp"}}); }

struct Lab {
  net::Loop loop;
  Profile profile;
  Pki pki;
  Certificates certificates{profile, pki, 0};
  Environment environment{loop, {}, certificates, {}, "", "", {}, wall_clock};
  language::Vocabulary words = engine::toy::vocabulary();
  engine::Verdict verdict{engine::Verdict::none};
  std::string reason;

  // The records of the case. Its response time is one that only a broken build reaches.
  std::vector<trace::Record> run(const Script& script) {
    const degenerate::Folder folder;
    const std::string path = folder.path + "/one.jsonl";
    const engine::Context context{script.program, words, {}, {}, "seed", "20000", "20000"};
    {
      const auto writer = degenerate::required(trace::Writer::create(path));
      degenerate::required(Driver(environment, context, *writer).run().map([] { return 0; }));
      degenerate::required(writer->finish().map([] { return 0; }));
    }
    const auto records = degenerate::required(trace::read(path));
    judge(context, records);
    return records;
  }

 private:
  // As whoever judges the stored trace does.
  void judge(const engine::Context& context, const std::vector<trace::Record>& records) {
    auto [state, actions] = engine::begin(context);
    for (const auto& record : records)
      if (record.kind == trace::Kind::event) state = engine::fold(context, std::move(state), record).first;
    verdict = engine::verdict_of(state);
    reason = engine::reason_of(state);
  }
};

inline std::vector<trace::Record> events(const std::vector<trace::Record>& records, const std::string& name) {
  std::vector<trace::Record> out;
  for (const auto& record : records)
    if (record.kind == trace::Kind::event && record.name == name) out.push_back(record);
  return out;
}

// "CHANNEL ATTRIBUTE" of each event of that name.
inline Texts told(const std::vector<trace::Record>& records, const std::string& name, const std::string& attribute) {
  Texts out;
  for (const auto& record : events(records, name)) out.push_back(record.channel + " " + trace::attribute(record, attribute));
  return out;
}

}  // namespace assay::run::driver_lab
