// An actor that listens by UDP: each who comes is a channel of its own, and answers go where the rules say.
#include <gtest/gtest.h>

#include <algorithm>

#include "run/execution/driver_lab_test.hpp"

namespace assay::run {
namespace driver_peers_tests {

using namespace driver_lab;
using engine::Verdict;

// A case that hears by UDP what a trigger makes peers say, and ends with it.
Script heard(const std::vector<Step>& serving = {}) {
  Script script;
  script.absorb(opened()).add(listen("s", "client-udp"));
  for (const auto& step : serving) script.add(step);
  return script.add(trigger());
}

struct Listening : Lab {
  std::string suite;  // where the trigger finds it
  Listening() { environment.offers["client-udp"] = {kHost, 0, ""}; }
  void acts(const std::function<void()>& act, bool ends = true) {
    environment.trigger = Acting::by([this, act, ends](const std::string& where, const std::function<void()>& end) {
      suite = where;
      act();
      if (ends) end();
    });
  }
};

TEST(DriverPeers, EachWhoComesIsAChannelOfItsOwn) {
  Listening lab;
  Peer one(lab.loop), two(lab.loop);
  lab.acts([&] {
    one.say(lab.suite, "hi 1\n");
    two.say(lab.suite, "hi 2\n");
    one.say(lab.suite, "hi 3\n");
  });
  const auto records = lab.run(heard({serve("s", "hi", "ok")}).expect({{ended(), kConform}}, "s user").end());
  EXPECT_EQ(lab.verdict, Verdict::pass) << lab.reason;
  EXPECT_EQ(told(records, "opened", "remote"), (Texts{"s#1 " + one.name(), "s#2 " + two.name()}));
  EXPECT_EQ(told(records, "opened", "transport"), (Texts{"s#1 udp", "s#2 udp"}));
  EXPECT_EQ(told(records, "opened", "local"), (Texts{"s#1 " + lab.suite, "s#2 " + lab.suite}));
  EXPECT_EQ(told(records, "listening", "local"), Texts{"s " + lab.suite});
  EXPECT_EQ(told(records, "bytes", "remote"), (Texts{"s#1 " + one.name(), "s#2 " + two.name(), "s#1 " + one.name()}));
}

TEST(DriverPeers, AnAnswerGoesBackToWhoAsked) {
  Listening lab;
  Peer one(lab.loop), two(lab.loop);
  std::function<void()> end;
  lab.environment.trigger = Acting::by([&](const std::string& suite, const std::function<void()>& ending) {
    end = ending;
    one.say(suite, "who\n");
    two.say(suite, "hi\n");
  });
  one.hears = [&end](Peer&, const std::string&, const Bytes&) { end(); };
  const auto records = lab.run(heard({serve("s", "who", "you")})
                                   .expect({{line("hi")}}, "s")
                                   .expect({{ended(), kConform}}, "user")
                                   .end());
  EXPECT_EQ(lab.verdict, Verdict::pass) << lab.reason;
  EXPECT_EQ(one.heard, Texts{"you\n"});
  EXPECT_EQ(two.heard, Texts{});
  EXPECT_EQ(told(records, "sent", "remote"), Texts{"s#1 " + one.name()});
}

TEST(DriverPeers, AnAnswerToAnotherPortIsToldOnTheChannelThatSaidIt) {
  Listening lab;
  Peer asking(lab.loop), second(lab.loop), elsewhere(lab.loop);
  lab.words.encoders["toy:elsewhere"] = [&](const Element& made, language::EncodeContext& context) -> Result<Bytes> {
    context.to = elsewhere.name();
    return made.text + "\n";
  };
  std::function<void()> end;
  lab.environment.trigger = Acting::by([&](const std::string& suite, const std::function<void()>& ending) {
    end = ending;
    second.say(suite, "hi\n");
    asking.say(suite, "who\n");
  });
  elsewhere.hears = [&end](Peer&, const std::string&, const Bytes&) { end(); };
  const auto records = lab.run(heard({serve("s", "who", "you", "toy:elsewhere"), serve("s", "hi", "ok")})
                                   .expect({{ended(), kConform}}, "user")
                                   .end());
  EXPECT_EQ(lab.verdict, Verdict::pass) << lab.reason;
  EXPECT_EQ(elsewhere.heard, Texts{"you\n"});
  EXPECT_EQ(asking.heard, Texts{});
  EXPECT_EQ(told(records, "sent", "remote"), (Texts{"s#1 " + second.name(), "s#2 " + elsewhere.name()}));
  EXPECT_EQ(told(records, "opened", "remote").size(), 2U) << "whom nobody heard is no peer";
}

TEST(DriverPeers, OfMoreThanItLooksAtNoneIsHeardAndThatIsTold) {
  Listening lab;
  std::vector<std::unique_ptr<Peer>> crowd;
  for (std::size_t i = 0; i < Driver::kMostConnections + 2; ++i) crowd.push_back(std::make_unique<Peer>(lab.loop));
  lab.acts([&] {
    for (const auto& one : crowd) one->say(lab.suite, "hi\n");
    crowd.front()->say(lab.suite, "end\n");
  });
  const auto records = lab.run(heard({serve("s", "hi", "ok")})
                                   .expect({{line("end"), kConform}}, "s")
                                   .end());
  const auto opened_ones = events(records, "opened");
  EXPECT_EQ(opened_ones.size(), Driver::kMostConnections);
  EXPECT_EQ(told(records, "overrun", ""), Texts{"s "}) << "once, however many more come";
  EXPECT_EQ(events(records, "bytes").size(), Driver::kMostConnections + 1);
  EXPECT_EQ(lab.verdict, Verdict::inconclusive) << "not all could be looked at: " << lab.reason;
}

TEST(DriverPeers, WhoHasClosedHearsNobodyAndItsPlaceIsFree) {
  Listening lab;
  Peer one(lab.loop), core(lab.loop);
  lab.environment.endpoints["core-udp"] = {kHost, core.socket.port(), ""};
  bool free = false;
  core.hears = [&](Peer& self, const std::string& from, const Bytes&) {
    const auto port = static_cast<std::uint16_t>(std::stoi(lab.suite.substr(lab.suite.rfind(':') + 1)));
    free = !net::takes_datagrams({kHost, port, ""});
    one.say(lab.suite, "late\n");
    self.say(from, "ok\n");
  };
  lab.acts([&] { one.say(lab.suite, "hi\n"); });
  Script script = heard({serve("s", "hi", "ok")});
  script.expect({{ended()}}, "user").expect({{line("hi")}}, "s").add(action("close", "s", {}));
  const auto records = lab.run(script.add(connect("a", "core-udp"))
                                   .say("go")
                                   .expect({{line("late"), kFail}, {line("ok"), kConform}}, "a s")
                                   .end());
  EXPECT_EQ(lab.verdict, Verdict::pass) << lab.reason;
  EXPECT_TRUE(free);
  Texts said;
  for (const auto& record : events(records, "bytes")) said.push_back(record.data);
  EXPECT_EQ(said, (Texts{"hi\n", "ok\n"}));
}

TEST(DriverPeers, APlaceThatIsTakenOrThatNobodyGivesIsAnError) {
  Listening lab;
  Peer holder(lab.loop);
  lab.environment.offers["taken-udp"] = {kHost, holder.socket.port(), ""};
  for (const char* endpoint : {"taken-udp", "nowhere-udp"}) {
    lab.run(Script().add(listen("s", endpoint)).expect({{line("hi")}}, "s").end());
    EXPECT_EQ(lab.verdict, Verdict::error) << endpoint << ": " << lab.reason;
  }
}

}  // namespace driver_peers_tests
}  // namespace assay::run
