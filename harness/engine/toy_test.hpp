// A toy protocol and programs made by hand: what the tests of the engine stand on. A message is a line.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "engine/fold.hpp"

namespace assay::engine::toy {

using language::Element;
using language::Outcome;
using language::Reaction;
using language::Step;

// Each line is an item "toy.line"; its first word and its whole text are fields.
class LineDecoder : public language::Decoder {
 public:
  std::vector<language::Item> feed(ByteView octets, bool) override {
    std::vector<language::Item> items;
    pending_ += octets;
    for (auto end = pending_.find('\n'); end != Bytes::npos; end = pending_.find('\n')) {
      language::Item item;
      item.kind = "toy.line";
      item.octets = pending_.substr(0, end + 1);
      item.stream_offset = start_;
      item.fields = {{"word", item.octets.substr(0, item.octets.find_first_of(" \n")), 0, 0},
                     {"text", item.octets.substr(0, end), 0, end}};
      start_ += end + 1;
      pending_.erase(0, end + 1);
      items.push_back(std::move(item));
    }
    return items;
  }
  ByteView pending() const override { return pending_; }

 private:
  Bytes pending_;
  std::size_t start_{0};
};

inline language::Vocabulary vocabulary() {
  using language::Compare;
  language::Vocabulary words;
  language::register_core(words);
  words.decoders["toy"] = [] { return std::make_unique<LineDecoder>(); };
  words.matchers["toy:line"] = {
      "toy.line", "a line", {{"word", {"word", Compare::any_of, ""}}, {"contains", {"text", Compare::contains, ""}}}};
  words.matchers["toy:lost"] = {"toy.lost", "the stimulus was lost", {}, false};
  words.encoders["toy:say"] = [](const Element& element, language::EncodeContext&) -> Result<Bytes> {
    return element.text + "\n";
  };
  words.derivations["toy:twice"] = {
      1, 1, [](const std::vector<std::string>& in) -> Result<std::string> { return in[0] + in[0]; }};
  words.facts["toy.lost"] = {"toy.lost", false, true};
  return words;
}

inline Element element(const std::string& name, std::map<std::string, std::string> attributes,
                       const std::string& text = {}) {
  return {name, std::move(attributes), text, {}, {"toy.xml", 1, 1}};
}
inline Element line(const std::string& word) { return element("toy:line", {{"word", word}}); }
inline Element closed() { return element("closed", {}); }

// What a reaction gives; it goes on with the next step where that makes sense.
struct On {
  Element matcher;
  Outcome outcome{Outcome::proceed};
  int target{-3};  // -3: the next step, or the end where the outcome ends the case
};

// A program under construction: one call a step.
struct Script {
  language::Program program{"toy/case", {}, {}};
  std::size_t open{0};  // the parallel that is being written

  Script& connect(const std::string& actor = "a") {
    return add({Step::Kind::action,
                actor,
                element("connect", {{"actor", actor}, {"endpoint", "e"}, {"protocol", "toy"}}),
                {},
                false});
  }
  Script& say(const std::string& text, const std::string& actor = "a") {
    Element send = element("send", {{"actor", actor}});
    send.children.push_back(element("toy:say", {}, text));
    return add({Step::Kind::send, actor, send, {}, false});
  }
  Script& expect(const std::vector<On>& all, const std::string& actor = "a") {
    Step step{Step::Kind::expect, actor, element("expect", {{"actor", actor}}), {}, false};
    const int next = static_cast<int>(program.steps.size()) + 1;
    for (const auto& one : all) {
      const bool ends = one.outcome == Outcome::fail || one.outcome == Outcome::inconclusive;
      step.reactions.push_back({one.matcher, one.outcome, "T-1/one", one.target != -3 ? one.target : ends ? -1 : next});
    }
    return add(std::move(step));
  }
  Script& absorb(const Element& matcher) {
    program.defaults.push_back(matcher);
    return *this;
  }
  Script& parallel() {
    open = program.steps.size();
    return add({Step::Kind::parallel, "", element("parallel", {}), {}, false});
  }
  Script& branch() {
    if (!program.steps[open].branches.empty()) branch_end();
    program.steps[open].branches.push_back(program.steps.size());
    return *this;
  }
  Script& sync() { return add({Step::Kind::sync, "", element("sync", {}), {}, false}); }
  Script& branch_end() { return add({Step::Kind::branch_end, "", element("branch-end", {}), {}, false}); }
  Script& meet() {
    branch_end();
    for (std::size_t at = open; at < program.steps.size(); ++at) program.steps[at].behind = program.steps.size();
    return *this;
  }
  Script& end(bool decides = false) { return add({Step::Kind::end, "", element("end", {}), {}, decides}); }
  Script& add(Step step) {
    program.steps.push_back(std::move(step));
    return *this;
  }
};

// One execution: events go in, actions are kept.
struct Execution {
  language::Program program;
  language::Vocabulary words = vocabulary();
  Context context;
  State state{};
  Actions actions{};
  std::uint64_t number{0};

  explicit Execution(const Script& script, std::map<std::string, std::string> values = {},
                     std::set<std::string> secrets = {})
      : program(script.program), context{program, words, std::move(values), std::move(secrets), "seed", "5000"} {
    take(begin(context));
  }
  Execution(const Execution&) = delete;
  Execution& operator=(const Execution&) = delete;

  void take(std::pair<State, Actions> result) {
    state = std::move(result.first);
    for (auto& action : result.second) actions.push_back(std::move(action));
  }
  Execution& event(const std::string& name, const std::string& channel = "a", const Bytes& data = {}) {
    trace::Record record;
    record.number = ++number;
    record.channel = channel;
    record.name = name;
    record.data = data;
    take(fold(context, std::move(state), record));
    return *this;
  }
  Execution& hears(const Bytes& data, const std::string& channel = "a") { return event("bytes", channel, data); }

  Verdict verdict() const { return verdict_of(state); }
  std::size_t count(const std::string& action) const {
    std::size_t found = 0;
    for (const auto& one : actions) found += one.name == action ? 1U : 0U;
    return found;
  }
  std::vector<std::string> came() const {
    std::vector<std::string> out;
    for (const auto& entry : state.log)
      if (!entry.came.empty()) out.push_back(entry.came);
    return out;
  }
};

}  // namespace assay::engine::toy
