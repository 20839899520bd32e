// An IUT that answers what was not asked yet, or on another path than it was asked: that is no answer.
#include <gtest/gtest.h>

#include <atomic>

#include "base/text.hpp"
#include "run/degenerate_scripts_test.hpp"

namespace assay::run::degenerate {
namespace {
namespace unasked {

using engine::Verdict;

constexpr const char* kSoon = "0.02";
constexpr const char* kLong = "600";

std::map<std::string, CaseVerdict> run(Trial& trial, Script script, const std::string& response = kSoon,
                                       const std::vector<std::string>& selectors = {}) {
  if (!script.engine) script.engine = trial.right_engine();
  Served served(trial, std::move(script), response);
  auto verdicts = trial.run(selectors);
  EXPECT_TRUE(verdicts) << to_text(verdicts.error());
  if (!verdicts) return {};
  EXPECT_EQ(undeserved(trial, *verdicts), "");
  return *verdicts;
}

void expect_nothing_decided(const std::map<std::string, CaseVerdict>& verdicts) {
  EXPECT_EQ(with_verdict(verdicts, Verdict::pass, false), "");
  EXPECT_EQ(with_verdict(verdicts, Verdict::fail, false), "");
  EXPECT_EQ(with_verdict(verdicts, Verdict::fail, true), "");
}

// Every answer that a case could want, before any question.
std::string all_answers(const std::string& status) {
  std::string out = "+ \r\n";
  for (int number = 1; number < 10; ++number) out += "a00" + std::to_string(number) + " " + status + " as you like\r\n";
  return out + "injected " + status + " as you like\r\n";
}

// Answers each command, and the next one in the same breath.
Script one_ahead(const std::string& next) {
  Script script{"one ahead"};
  script.command = [next](Peer& peer, const Command& command) {
    if (command.tag.size() != 4 || peer.answered++ % 2 == 1) return;
    const std::string following = "a00" + std::to_string(command.tag[3] - '0' + 1);
    peer.say(command.tag + " OK done\r\n" + following + " " + next + " done\r\n");
    if (command.verb == "STARTTLS") peer.server.start_tls(peer);
  };
  return script;
}

// Behind the OK to STARTTLS, still in clear, it says what a client would like to read inside TLS.
Script injects(const Trial& trial, const std::string& behind) {
  Script script = accepts_everything(trial, true);
  script.command = [behind, plain = script.command](Peer& peer, const Command& command) {
    // The other half of what was begun in clear.
    if (command.verb == "LOGIN" && peer.is_protected) return peer.say("ne\r\n");
    if (command.verb != "STARTTLS") return plain(peer, command);
    peer.say(command.tag + " OK begin\r\n" + behind);
    peer.server.start_tls(peer);
  };
  return script;
}

// Completes the handshake, and then writes to the socket what it should have encrypted.
class ForgetsToEncrypt : public tls::Engine {
 public:
  explicit ForgetsToEncrypt(std::unique_ptr<tls::Engine> inner) : inner_(std::move(inner)) {}
  tls::Output start() override { return inner_->start(); }
  tls::Output receive(ByteView ciphertext) override { return inner_->receive(ciphertext); }
  tls::Output eof() override { return inner_->eof(); }
  tls::Output close() override { return inner_->close(); }
  bool established() const override { return inner_->established(); }
  bool failed() const override { return inner_->failed(); }
  std::string peer_certificate_pem() const override { return inner_->peer_certificate_pem(); }
  bool peer_verified() const override { return inner_->peer_verified(); }
  tls::Output send(ByteView plaintext, const std::vector<tls::Fault>& faults) override {
    if (sends_++ < protected_sends) return inner_->send(plaintext, faults);
    return {{}, Bytes(plaintext)};
  }

 private:
  static constexpr int protected_sends = 2;  // the greeting and one answer
  std::unique_ptr<tls::Engine> inner_;
  int sends_{0};
};

Script refuses_passwords_in_clear_inside_tls(const Trial& trial) {
  Script script{"answers in clear inside TLS"};
  script.engine = [right = trial.right_engine()]() -> Result<std::unique_ptr<tls::Engine>> {
    auto made = right();
    if (!made) return made;
    return std::make_unique<ForgetsToEncrypt>(std::move(*made));
  };
  script.command = [](Peer& peer, const Command& command) {
    if (!peer.exchange.empty()) {
      peer.say(peer.exchange + " NO wrong\r\n");
      return peer.close();
    }
    peer.exchange = command.tag;
    peer.say("+ \r\n");
  };
  return script;
}

// Right, until it meets a wrong password: then it is gone.
Script dies_of_a_wrong_password(const Trial& trial, const std::shared_ptr<std::atomic<bool>>& dead) {
  Script script = accepts_everything(trial, true);
  script.accepted = [dead](Peer& peer) {
    if (*dead) peer.close();
    return !*dead;
  };
  const std::string right = base64_encode(Bytes(1, '\0') + "alice" + Bytes(1, '\0') + "alice-secret-1");
  script.command = [dead, right, plain = script.command](Peer& peer, const Command& command) {
    if (peer.exchange.empty() || command.tag == right) return plain(peer, command);
    *dead = true;
    peer.close();
  };
  return script;
}

}  // namespace unasked
}  // namespace

TEST(Degenerate, answers_sent_before_the_questions_decide_nothing) {
  for (const char* status : {"OK", "NO", "BAD"}) {
    Trial trial;
    Script script{"answers before it is asked"};
    script.greet = [status](Peer& peer) { peer.say("* OK ready\r\n" + unasked::all_answers(status)); };
    unasked::expect_nothing_decided(unasked::run(trial, std::move(script)));
  }
}

TEST(Degenerate, an_answer_to_the_next_question_is_none) {
  for (const char* next : {"OK", "NO"}) {
    Trial trial;
    const auto verdicts = unasked::run(trial, unasked::one_ahead(next));
    EXPECT_EQ(with_verdict(verdicts, engine::Verdict::pass, false), "");
    EXPECT_EQ(with_verdict(verdicts, engine::Verdict::fail, false), "");
  }
}

TEST(Degenerate, what_came_in_clear_behind_starttls_is_not_read_as_if_inside_tls) {
  Trial trial;
  const std::string markers = all_markers(trial.profile());
  const std::string data = "* 1 FETCH (BODY[] {" + std::to_string(markers.size()) + "}\r\n" + markers +
                           ")\r\n* LIST () \"/\" assay-messages\r\n";
  for (const std::string& behind :
       {unasked::all_answers("OK"), data + unasked::all_answers("OK"), std::string("a002 OK do")}) {
    const auto verdicts = unasked::run(trial, unasked::injects(trial, behind), unasked::kSoon,
                                       {"message-store/transport-policy/serves-inside-tls"});
    unasked::expect_nothing_decided(verdicts);
    std::filesystem::remove_all(trial.out());
  }
}

TEST(Degenerate, a_refusal_in_clear_answers_nothing_that_was_asked_inside_tls) {
  Trial trial;
  const auto verdicts = unasked::run(trial, unasked::refuses_passwords_in_clear_inside_tls(trial), unasked::kSoon,
                                     {"message-store/client-password/rejects-wrong-password"});
  const auto& negative = verdicts.at("message-store/client-password/rejects-wrong-password");
  const auto& own = trial.executions.at(negative.executions.front());
  EXPECT_EQ(own.verdict, engine::Verdict::inconclusive) << own.reason;
}

TEST(Degenerate, who_dies_of_the_stimulus_does_not_pass) {
  Trial trial;
  const auto dead = std::make_shared<std::atomic<bool>>(false);
  const auto verdicts = unasked::run(trial, unasked::dies_of_a_wrong_password(trial, dead), unasked::kLong,
                                     {"message-store/client-password/rejects-wrong-password"});
  EXPECT_TRUE(*dead);
  const auto& negative = verdicts.at("message-store/client-password/rejects-wrong-password");
  EXPECT_EQ(negative.verdict, engine::Verdict::inconclusive);
  EXPECT_NE(negative.reason.find("after it"), std::string::npos) << negative.reason;
}

TEST(Degenerate, answering_twice_is_read_once) {
  Trial trial;
  Script script = accepts_everything(trial, true);
  script.command = [plain = script.command](Peer& peer, const Command& command) {
    const bool again = command.verb != "STARTTLS" && command.verb != "AUTHENTICATE" && peer.exchange.empty();
    plain(peer, command);
    if (again) peer.say(command.tag + " OK done\r\n");
  };
  const auto verdicts = unasked::run(trial, std::move(script), unasked::kSoon);
  EXPECT_EQ(
      with_verdict(verdicts, engine::Verdict::error, false) + with_verdict(verdicts, engine::Verdict::error, true), "");
}

}  // namespace assay::run::degenerate
