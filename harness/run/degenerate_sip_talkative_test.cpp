// CPM Clients that ask the core of their own accord, beside what they are triggered to do: they disturb nothing.
#include <gtest/gtest.h>

#include "run/degenerate_sip_client_test.hpp"

namespace assay::run::degenerate {
namespace {
namespace talkative {

const std::vector<std::string> kCases{"cpm-client/digest/answers-challenge", "cpm-client/digest/answers-no-basic",
                                      "cpm-client/digest/stops-at-rejection",
                                      "cpm-client/server-certificate/registers-with-authentic-core"};

// Asks first, registers as a plain client does, and leaves the answers to its questions alone.
PhoneScript asking(const std::vector<std::string>& methods) {
  PhoneScript script{"asks for " + join(methods, ", ")};
  script.stands = [methods](Line& line) {
    for (const auto& method : methods) line.say(line.phone.request(line, method));
    line.phone.register_plainly(line);
  };
  script.answered = [](Line& line, const sip::Message& answer) {
    if (answer.value("CSeq").ends_with("REGISTER")) return false;
    --line.answers;
    return true;
  };
  return script;
}

TEST(TalkativePhone, PassesWhatAPlainOnePasses) {
  PhoneTrial trial("5");
  for (const auto& [case_id, verdict] : trial.run(
           asking({"OPTIONS", "INFO", "SUBSCRIBE", "NOTIFY", "PUBLISH", "REFER", "UPDATE", "BYE", "NEW-ONE"}), kCases))
    EXPECT_EQ(to_text(verdict.verdict), "pass") << case_id << ": " << verdict.reason.substr(0, 900);
}

TEST(TalkativePhone, IsAnsweredByWhatItAskedFor) {
  std::map<std::string, std::vector<int>> codes;
  PhoneScript script = asking({"INFO", "OPTIONS", "SUBSCRIBE", "CANCEL", "NEW-ONE"});
  script.answered = [&codes, usual = script.answered](Line& line, const sip::Message& answer) {
    const std::string sequence = answer.value("CSeq");
    codes[sequence.substr(sequence.find(' ') + 1)].push_back(answer.code);
    return usual(line, answer);
  };
  PhoneTrial trial("5");
  trial.run(script, {"cpm-client/digest/answers-challenge/tcp"});
  EXPECT_EQ(codes["INFO"], std::vector<int>{200});
  EXPECT_EQ(codes["OPTIONS"], std::vector<int>{200});
  EXPECT_EQ(codes["SUBSCRIBE"], std::vector<int>{489});
  EXPECT_EQ(codes["CANCEL"], std::vector<int>{481});
  EXPECT_EQ(codes["NEW-ONE"], std::vector<int>{405});
  EXPECT_EQ(codes["REGISTER"], (std::vector<int>{401, 200}));
}

}  // namespace talkative
}  // namespace
}  // namespace assay::run::degenerate
