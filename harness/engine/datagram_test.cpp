// Tests of what datagrams ask of the engine: no end of a connection, ways back, and items that name what they answer.
#include <gtest/gtest.h>

#include "engine/match.hpp"
#include "engine/toy_test.hpp"

namespace assay::engine {
namespace datagram_tests {

using namespace toy;

// Lines as toy::LineDecoder has them; "id…" says itself what it belongs to.
class NamedLines : public LineDecoder {
 public:
  std::vector<language::Item> feed(ByteView octets, bool is_protected) override {
    auto items = LineDecoder::feed(octets, is_protected);
    for (auto& item : items) item.identified = item.field("word")->value.rfind("id", 0) == 0;
    return items;
  }
};

Step listen() {
  return {
      Step::Kind::action, "s", element("listen", {{"actor", "s"}, {"endpoint", "e"}, {"protocol", "toy"}}), {}, false};
}
Step trigger() {
  return {Step::Kind::action,
          "user",
          element("trigger", {{"actor", "user"}, {"action", "act"}, {"entry", "e"}}),
          {},
          false};
}
Step serve(const std::string& word, const std::string& encoder, bool differs = false) {
  Element send = element("send", {});
  send.children.push_back(element(encoder, {}, "answer"));
  language::Rule rule{line(word), {{Step::Kind::send, "", send, {}, false, differs}}};
  return {Step::Kind::serve, "s", element("serve", {{"actor", "s"}}), {}, false, false, {rule}};
}

trace::Record record(std::uint64_t number, const std::string& channel, const std::string& name, const Bytes& data,
                     std::map<std::string, std::string> attributes) {
  trace::Record made;
  made.number = number;
  made.channel = channel;
  made.name = name;
  made.data = data;
  made.attributes = std::move(attributes);
  return made;
}

// An execution whose events may bear attributes.
struct Datagrams : Execution {
  using Execution::Execution;
  Datagrams& tell(const std::string& channel, const std::string& name, const Bytes& data = {},
                  std::map<std::string, std::string> attributes = {}) {
    take(fold(context, std::move(state), record(++number, channel, name, data, std::move(attributes))));
    return *this;
  }
};

Script negative() {
  Script script = Script()
                      .absorb(element("opened", {}))
                      .add(listen())
                      .add(serve("hi", "toy:say", true))
                      .add(trigger())
                      .expect({{line("secret"), Outcome::fail}, {element("ended", {}), Outcome::conform}}, "s user")
                      .end();
  script.program.difference_served = true;
  return script;
}

TEST(Connectionless, AChannelThatNothingEndsIsNoHindranceToTheEnd) {
  const auto verdict_over = [](const std::string& transport) {
    Datagrams run(negative());
    run.tell("s#1", "opened", "", {{"transport", transport}})
        .tell("s#1", "bytes", "hi\n")
        .tell("s#1", "sent")
        .tell("user", "ended");
    return run.verdict();
  };
  EXPECT_EQ(verdict_over("udp"), Verdict::pass);
  EXPECT_EQ(verdict_over("tcp"), Verdict::inconclusive);
}

TEST(Connectionless, HalfAMessageIsStillAHindrance) {
  Datagrams run(negative());
  run.tell("s#1", "opened", "", {{"transport", "udp"}})
      .tell("s#1", "bytes", "hi\nsec")
      .tell("s#1", "sent")
      .tell("user", "ended");
  EXPECT_EQ(run.verdict(), Verdict::inconclusive);
}

TEST(WayBack, AnEncodersAddressGoesWithWhatItSends) {
  Script script = Script().add(listen()).add(serve("who", "toy:back")).expect({{line("end")}}, "s").end();
  Datagrams run(script);
  run.words.encoders["toy:back"] = [](const Element& made, language::EncodeContext& context) -> Result<Bytes> {
    const auto* remote = context.answered->field("remote");
    context.to = remote ? remote->value + "1" : "";
    return made.text;
  };
  run.tell("s#1", "bytes", "who\n", {{"remote", "192.0.2.1:506"}}).tell("s#2", "bytes", "who\n");
  std::vector<std::string> ways;
  for (const auto& action : run.actions)
    if (action.name == "send")
      ways.push_back(action.channel + " " + (action.attributes.count("to") ? action.attributes.at("to") : "-"));
  EXPECT_EQ(ways, (std::vector<std::string>{"s#1 192.0.2.1:5061", "s#2 -"}));
}

Verdict early(const std::string& answer) {
  Execution run(Script().connect().say("hello").expect({{line(answer), Outcome::conform}}).end());
  run.words.decoders["toy"] = [] { return std::make_unique<NamedLines>(); };
  run.take(begin(run.context));
  run.hears(answer + "\n").event("sent");
  return run.verdict();
}

TEST(Identified, AnAnswerThatNamesItsQuestionMayOvertakeTheSignThatThisLeft) {
  EXPECT_EQ(early("id"), Verdict::pass);
  EXPECT_EQ(early("ok"), Verdict::inconclusive);
}

TEST(Identified, ItStillPassesNothingThatNeverLeft) {
  Execution run(Script().connect().say("hello").expect({{line("id"), Outcome::conform}}).end());
  run.words.decoders["toy"] = [] { return std::make_unique<NamedLines>(); };
  run.take(begin(run.context));
  run.hears("id\n");
  EXPECT_EQ(run.verdict(), Verdict::inconclusive);
}

TEST(Memories, AreWhatAModuleKeepsOfWhatCameOnAChannelForWhatIsSentThere) {
  Script script = Script().connect("a").connect("b").expect({{line("hi")}}).add({}).end();
  script.program.steps[3] = {Step::Kind::send, "a", element("send", {{"actor", "a"}}), {}, false};
  script.program.steps[3].element.children.push_back(element("toy:recall", {}));
  Execution run(script);
  run.words.memories["toy.line"] = [](const language::Item& item, language::ChannelValues& values) {
    values["last"] = item.field("text")->value;
  };
  run.words.encoders["toy:recall"] = [](const Element&, language::EncodeContext& context) -> Result<Bytes> {
    return (*context.channel)["last"];
  };
  run.hears("of b\n", "b").hears("hi of a\n", "a");
  ASSERT_EQ(run.count("send"), 1U);
  for (const auto& action : run.actions) {
    if (action.name == "send") {
      EXPECT_EQ(action.data, "hi of a");
    }
  }
}

TEST(Memories, TheEndsOfAChannelAreThere) {
  Datagrams run(Script().connect().expect({{line("x")}}).end());
  run.tell("a", "opened", "", {{"local", "127.0.0.1:5"}, {"remote", "192.0.2.1:6"}, {"transport", "udp"}});
  const auto& values = run.state.channels.at("a").values;
  EXPECT_EQ(values.at("local") + " " + values.at("remote") + " " + values.at("transport"),
            "127.0.0.1:5 192.0.2.1:6 udp");
}

TEST(Judged, AModuleLooksAtTheWholeItem) {
  auto words = vocabulary();
  const auto longer = [](const std::string& wanted, const language::Item& item) {
    return item.octets.size() > std::stoul(wanted);
  };
  words.matchers["toy:line"].attributes["longer-than"] = {"", language::Compare::judged, "", longer};
  words.matchers["toy:line"].attributes["unjudged"] = {"word", language::Compare::judged, "", {}};
  language::Item item;
  item.kind = "toy.line";
  item.octets = "hello\n";
  const auto fits = [&](const char* name, const char* wanted) {
    return matches(words, element("toy:line", {{name, wanted}}), item, {});
  };
  EXPECT_TRUE(fits("longer-than", "5"));
  EXPECT_FALSE(fits("longer-than", "6"));
  EXPECT_FALSE(fits("unjudged", "")) << "without a judge nothing fits";
}

}  // namespace datagram_tests
}  // namespace assay::engine
