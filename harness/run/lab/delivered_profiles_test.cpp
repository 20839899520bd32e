// Tests of the profiles that are delivered: each is one, and whoever copies an example can reach exit 0.
#include <gtest/gtest.h>

#include <filesystem>

#include "run/degenerate_trial_test.hpp"

namespace assay::run {
namespace delivered_tests {

using degenerate::bench;
using degenerate::required;

std::vector<std::string> names() {
  std::vector<std::string> out;
  for (const auto& entry : std::filesystem::directory_iterator(std::string(ASSAY_ROOT) + "/fixtures/iuts"))
    if (std::filesystem::exists(entry.path() / "profile.xml")) out.push_back(entry.path().filename());
  return out;
}

TEST(DeliveredProfiles, EachIsOneAndBearsTheNameOfItsFolder) {
  EXPECT_GT(names().size(), 10U);
  for (const auto& name : names()) {
    const auto profile = load_profile(ASSAY_ROOT, name, bench().catalogue);
    ASSERT_TRUE(profile) << to_text(profile.error().front());
    EXPECT_EQ(profile->name, name);
  }
}

// But for a client that a person operates: whether it shows an altered message is seen by its output alone.
TEST(DeliveredProfiles, AnExampleThatPassesEverythingReachesExitZero) {
  int examples = 0;
  for (const auto& name : names()) {
    if (!name.starts_with("example-")) continue;
    ++examples;
    const Profile profile = required(load_profile(ASSAY_ROOT, name, bench().catalogue));
    Judgement judgement{required(make_plan(bench().suite, bench().catalogue, profile, {})), {}, {}};
    for (const auto& execution : judgement.plan.executions)
      judgement.verdicts[execution.case_id] = {engine::Verdict::pass, "", "", {}};
    const auto outcome = conclude(bench().suite, bench().catalogue, profile, judgement, nullptr, "2026-01-01");
    if (name == "example-client")
      EXPECT_EQ(outcome.untested, std::vector<std::string>{"SD-5.1.3.4/certificate-tls"});
    else
      EXPECT_EQ(outcome.exit, Exit::conform) << name << ": " << outcome.why;
  }
  EXPECT_GE(examples, 3);
}

// Whether a line of the guide, of a table whose first column is the role, names them all.
bool guide_names(const std::string& role, const std::vector<std::string>& items) {
  for (const auto& line : split(required(read_file(std::string(ASSAY_ROOT) + "/fixtures/iuts/README.md")), '\n'))
    if (line.starts_with("| `" + role + "` |") && std::all_of(items.begin(), items.end(), [&](const auto& item) {
          return line.find("`" + item + "`") != std::string::npos;
        }))
      return true;
  return false;
}

TEST(DeliveredProfiles, TheGuideNamesTheItemsThatARoleOfSipAnswers) {
  for (const std::string role : {"sip-core", "cpm-client", "conversation-server"}) {
    std::map<std::string, bool> asked;
    for (int round = 0; round < 2; ++round)  // an item may hang on a later one
      for (const auto& item : bench().catalogue.ics())
        asked[item.id] = item.prerequisite ? item.prerequisite->evaluate([&](const auto& name) { return asked[name]; })
                                           : item.id == role;
    std::vector<std::string> items;
    for (const auto& [id, is_asked] : asked)
      if (is_asked && id != role) items.push_back(id);
    EXPECT_GT(items.size(), 5U);
    EXPECT_TRUE(guide_names(role, items)) << role << ": " << join(items, ", ");
  }
}

// The example with the addresses of this host, and the reference in place of the product.
TEST(DeliveredProfiles, TheConversationServerOfTheExampleIsRun) {
  const degenerate::Folder folder;
  const std::string profile = std::string(ASSAY_ROOT) + "/fixtures/iuts/example-conversation-server/profile.xml";
  std::string text = required(read_file(profile));
  for (const auto& [from, to] :
       {std::pair{"host=\"192.0.2.10\" port=\"5060\"", "host=\"127.0.0.1\" port=\"free\""},
        std::pair{"host=\"192.0.2.20\" port=\"5060\"", "host=\"127.0.0.4\" port=\"free\""},
        std::pair{"192.0.2.20", "127.0.0.2"}, std::pair{"192.0.2.21", "127.0.0.3"},
        std::pair{"<already-running/>", "<configuration name=\"standard\" start=\"exec cpm-reference\"/>"}})
    degenerate::replace_all(text, from, to);
  ASSERT_TRUE(write_file(folder.path + "/profile.xml", text, 0600));
  RunOptions options;
  options.profile = folder.path;
  options.out = folder.path + "/out";
  options.programs = std::filesystem::read_symlink("/proc/self/exe").parent_path();
  const auto ended = required(run_suite(bench(), options));
  EXPECT_EQ(ended.outcome.exit, Exit::conform) << ended.outcome.why;
  EXPECT_GE(ended.outcome.counts.at("pass"), 4);
}

}  // namespace delivered_tests
}  // namespace assay::run
