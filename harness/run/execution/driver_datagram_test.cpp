// An actor that speaks UDP to an implementation: where it stands, whom it hears, what it cannot do.
#include <gtest/gtest.h>

#include "run/execution/driver_lab_test.hpp"

namespace assay::run {
namespace driver_datagram_tests {

using namespace driver_lab;
using engine::Verdict;

// It asks, and is content with "ok".
Script question(const Step& first) {
  return Script().add(first).expect({{opened()}}).say("hello").expect({{line("ok"), kConform}}).end();
}

// An implementation that answers "ok" to whoever asks.
struct Answering : Lab {
  Peer peer{loop};
  Answering() {
    peer.hears = [](Peer& self, const std::string& from, const Bytes&) { self.say(from, "ok\n"); };
    environment.endpoints["core-udp"] = {kHost, peer.socket.port(), ""};
  }
};

TEST(DriverDatagram, AsksAndHearsTheAnswer) {
  Answering lab;
  const auto records = lab.run(question(connect("a", "core-udp")));
  EXPECT_EQ(lab.verdict, Verdict::pass) << lab.reason;
  EXPECT_EQ(lab.peer.heard, Texts{"hello\n"});
  EXPECT_EQ(told(records, "opened", "transport"), Texts{"a udp"});
  EXPECT_EQ(told(records, "sent", "remote"), Texts{"a " + lab.peer.name()});
  EXPECT_EQ(told(records, "bytes", "remote"), Texts{"a " + lab.peer.name()});
  EXPECT_EQ(told(records, "harness-error", "text"), Texts{});
}

TEST(DriverDatagram, HearsAnAnswerFromAnotherPort) {
  Answering lab;
  Peer other(lab.loop);
  lab.peer.hears = [&other](Peer&, const std::string& from, const Bytes&) { other.say(from, "ok\n"); };
  const auto records = lab.run(question(connect("a", "core-udp")));
  EXPECT_EQ(lab.verdict, Verdict::pass) << lab.reason;
  EXPECT_EQ(told(records, "bytes", "remote"), Texts{"a " + other.name()});
}

TEST(DriverDatagram, StandsAtTheSourceThatTheProfileOrTheCaseNames) {
  const auto host_of = [](const std::string& of_profile, std::map<std::string, std::string> of_case) {
    Answering lab;
    lab.environment.endpoints["core-udp"].source = of_profile;
    const auto records = lab.run(question(connect("a", "core-udp", std::move(of_case))));
    EXPECT_EQ(lab.verdict, Verdict::pass) << lab.reason;
    const std::string local = told(records, "opened", "local").at(0);
    return local.substr(2, local.rfind(':') - 2);
  };
  EXPECT_EQ(host_of("", {}), "127.0.0.1");
  EXPECT_EQ(host_of("127.0.0.2", {}), "127.0.0.2");
  EXPECT_EQ(host_of("127.0.0.2", {{"source", "127.0.0.3"}}), "127.0.0.3");
}

TEST(DriverDatagram, StandsAtAnEndpointOfTheProfileAndTakesItAgain) {
  Answering lab;
  const auto port = net::free_datagram_port("127.0.0.4");
  lab.environment.offers["suite-core-udp"] = {"127.0.0.4", port, ""};
  Script script;
  for (int i = 0; i < 2; ++i)
    script.add(connect("a", "core-udp", {{"local", "suite-core-udp"}}))
        .expect({{opened()}})
        .say("hello")
        .expect({{line("ok"), kConform}});
  const auto records = lab.run(script.end());
  EXPECT_EQ(lab.verdict, Verdict::pass) << lab.reason;
  const std::string place = "a 127.0.0.4:" + std::to_string(port);
  EXPECT_EQ(told(records, "opened", "local"), (Texts{place, place}));
}

TEST(DriverDatagram, APlaceThatNobodyGivesOrThatIsTakenIsAnError) {
  Answering lab;
  lab.environment.offers["taken-udp"] = {kHost, lab.peer.socket.port(), ""};
  for (const char* local : {"suite-nowhere-udp", "taken-udp"}) {
    lab.run(question(connect("a", "core-udp", {{"local", local}})));
    EXPECT_EQ(lab.verdict, Verdict::error) << local << ": " << lab.reason;
  }
  lab.run(question(connect("a", "nowhere-udp")));
  EXPECT_EQ(lab.verdict, Verdict::error) << lab.reason;
}

TEST(DriverDatagram, WhatDatagramsCannotDoIsAnError) {
  Answering lab;
  Script faulty = question(connect("a", "core-udp"));
  faulty.program.steps[2].element.attributes["fault"] = "flip";
  lab.run(faulty);
  EXPECT_EQ(lab.verdict, Verdict::error);
  EXPECT_NE(lab.reason.find("UDP has none"), std::string::npos) << lab.reason;
  lab.run(Script().add(connect("a", "core-udp")).add(action("tls:start", "a", {})).expect({{line("ok")}}).end());
  EXPECT_EQ(lab.verdict, Verdict::error);
  EXPECT_NE(lab.reason.find("'tls:start' over UDP"), std::string::npos) << lab.reason;
  lab.run(Script().add(connect("a", "core-udp")).expect({{opened()}}).add(action("finish", "a", {})).say("hello").expect({{line("ok"), kConform}}).end());
  EXPECT_EQ(lab.verdict, Verdict::pass) << "that it says no more is nothing that a datagram could tell: " << lab.reason;
}

// A listener that answers "ok" on each connection.
struct Streaming : Answering {
  std::vector<std::unique_ptr<net::Channel>> accepted;
  std::unique_ptr<net::Listener> listener;
  Streaming() {
    listener = degenerate::required(net::Listener::open(loop, kHost, 0, [this](std::unique_ptr<net::Channel> channel) {
      auto* made = channel.get();
      channel->set_sink([made](const trace::Record& record) {
        if (record.name == "bytes") made->send("ok tcp\n");
      });
      accepted.push_back(std::move(channel));
    }));
    environment.endpoints["core-tcp"] = {kHost, listener->port(), ""};
  }
};

TEST(DriverDatagram, AnActorMayConnectAnewByTheOtherTransport) {
  for (const bool datagrams_first : {true, false}) {
    Streaming lab;
    Script script;
    for (const char* endpoint : datagrams_first ? std::vector{"core-udp", "core-tcp"} : std::vector{"core-tcp", "core-udp"})
      script.add(connect("a", endpoint)).expect({{opened()}}).say("hello").expect({{line("ok"), kConform}});
    const auto records = lab.run(script.end());
    EXPECT_EQ(lab.verdict, Verdict::pass) << lab.reason;
    EXPECT_EQ(lab.peer.heard.size(), 1U) << "each question goes its own way";
    Texts said;
    for (const auto& record : events(records, "bytes")) said.push_back(record.data);
    EXPECT_EQ(said, datagrams_first ? (Texts{"ok\n", "ok tcp\n"}) : (Texts{"ok tcp\n", "ok\n"}));
  }
}

TEST(DriverTimer, IsToldWhenItsTimeIsOverOrHasBeenMadeToPass) {
  Lab lab;
  const auto timed = [](const std::string& seconds) {
    return Script()
        .add(action("timer", "clock", {{"seconds", seconds}}))
        .expect({{element("elapsed", {}), kConform}}, "clock")
        .end();
  };
  EXPECT_EQ(told(lab.run(timed("0.001")), "elapsed", ""), Texts{"clock "});
  EXPECT_EQ(lab.verdict, Verdict::pass);
  std::vector<std::chrono::milliseconds> passed;
  lab.environment.elapse = [&passed](std::chrono::milliseconds time) { passed.push_back(time); };
  lab.run(timed("86400"));
  EXPECT_EQ(lab.verdict, Verdict::pass) << "nobody waits for a day";
  EXPECT_EQ(passed, std::vector{std::chrono::milliseconds(86400000)});
}

TEST(DriverTimer, MayEndAfterItsCase) {
  Lab lab;
  lab.run(Script()
              .add(action("timer", "late", {{"seconds", "0.02"}}))
              .add(action("timer", "early", {{"seconds", "0.001"}}))
              .expect({{element("elapsed", {}), kConform}}, "early")
              .end());
  bool done = false;
  lab.loop.after(std::chrono::milliseconds(40), [&done] { done = true; });
  while (!done) lab.loop.run_one(std::chrono::milliseconds(100));
  EXPECT_EQ(lab.verdict, Verdict::pass);
}

}  // namespace driver_datagram_tests
}  // namespace assay::run
