// What a command that acts on the IUT itself is told, and what becomes of its end.
#include "run/execution/make_trigger.hpp"

#include <gtest/gtest.h>

#include "run/execution/driver_lab_test.hpp"

namespace assay::run {
namespace rights_trigger_tests {

using namespace driver_lab;
using engine::Verdict;

Step set_rights() {
  Step step = action("trigger", "giver", {{"action", "set-rights"}});
  for (const auto& [name, value] : {std::pair{"folder", "assay-f"}, std::pair{"rights", "read"}})
    step.element.children.push_back(element("argument", {{"name", name}, {"value", value}}));
  return step;
}

Script script() { return Script().add(set_rights()).expect({{element("ended", {{"status", "0"}}), kConform}}, "giver").end(); }

// A lab whose operator sets rights by this command.
struct Operated : Lab {
  degenerate::Folder scratch;

  explicit Operated(const std::string& command) {
    profile.directory = scratch.path;
    if (!command.empty()) profile.triggers.push_back({"set-rights", "", command, ""});
    environment.trigger = make_trigger({profile, pki, certificates, iut, scratch.path, "", {}});
  }
  std::string text(const std::string& file) const { return read_file(scratch.path + "/" + file).value_or(""); }

  Iut iut{profile, pki, scratch.path, ""};
};

TEST(RightsTrigger, NeedsNobodyWhoListensAndIsToldWhatTheCaseSaysAndWhereTheIutIs) {
  Operated lab("echo $ASSAY_FOLDER $ASSAY_RIGHTS > told; echo $ASSAY_SCRATCH >> told");
  lab.run(script());
  EXPECT_EQ(lab.verdict, Verdict::pass) << lab.reason;
  EXPECT_EQ(lab.text("told"), "assay-f read\n" + lab.scratch.path + "\n");
}

TEST(RightsTrigger, ThatFailsDecidesNothing) {
  for (const char* command : {"exit 1", "no-such-command-at-all", "kill -KILL $$"}) {
    Operated lab(command);
    lab.run(script());
    EXPECT_EQ(lab.verdict, Verdict::inconclusive) << command << ": " << lab.reason;
  }
}

TEST(RightsTrigger, ThatNobodySaidIsNoVerdictOnTheIut) {
  Operated lab("");
  lab.run(script());
  EXPECT_EQ(lab.verdict, Verdict::error) << lab.reason;
  EXPECT_NE(lab.reason.find("answer rights.how and rights.command"), std::string::npos) << lab.reason;
}

TEST(RightsTrigger, OfAClientStillNeedsSomebodyWhoListens) {
  Operated lab("true");
  lab.run(Script().add(trigger()).expect({{ended(), kConform}}, "user").end());
  EXPECT_EQ(lab.verdict, Verdict::error) << lab.reason;
}

}  // namespace rights_trigger_tests
}  // namespace assay::run
