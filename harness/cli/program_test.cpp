// Tests of the program `assay` itself on broken input: one clear message with its place, exit 4, nothing half-written.
#include <regex>

#include "net/process.hpp"
#include "run/stored_run_test.hpp"

namespace assay::cli {
namespace program_tests {

namespace fs = std::filesystem;
using run::stored::Copy;
using run::stored::Folder;
using run::stored::put;
using run::stored::replace;
using run::stored::snapshot;
using run::stored::text_of;

struct Ran {
  int exit{-1};
  std::string out, err;
};

std::string quoted(const std::string& text) { return "'" + text + "'"; }

// A tree of its own: what the program reads, to be spoilt; it runs there.
class ProgramTest : public ::testing::Test {
 protected:
  ProgramTest() {
    fs::create_directories(root("fixtures/iuts/reference"));
    for (const char* name : {"specs", "testcases"})
      fs::copy(std::string(ASSAY_ROOT) + "/" + name, root(name), fs::copy_options::recursive);
    for (const char* name : {"fixtures/faults.xml", "fixtures/defects.xml", "fixtures/iuts/reference/profile.xml"})
      fs::copy_file(std::string(ASSAY_ROOT) + "/" + name, root(name));
    fs::create_directory_symlink(std::string(ASSAY_ROOT) + "/reports", root("reports"));
  }
  std::string root(const std::string& name = {}) const { return folder_.path(name.empty() ? "root" : "root/" + name); }
  std::string out() const { return folder_.path("out"); }

  Ran assay(const std::string& arguments) const {
    const std::string output = folder_.path("stdout"), errors = folder_.path("stderr");
    const std::string line = "exec " + quoted(run::stored::programs() + "/assay") + " --root " + quoted(root()) + " " +
                             arguments + " >" + quoted(output) + " 2>" + quoted(errors);
    const auto result = net::run_command({line, folder_.path(), {}}, std::chrono::minutes(5));
    if (!result) throw std::runtime_error(to_text(result.error()));
    Ran ran{result->exit_status, text_of(output), text_of(errors)};
    fs::remove(output);
    fs::remove(errors);
    return ran;
  }

  // Exit 4, one line on standard error that begins with this place, and not a file changed.
  void expect_refused(const std::string& arguments, const std::string& file, int line, const std::string& part) const {
    const auto before = snapshot(folder_.path());
    const Ran ran = assay(arguments);
    EXPECT_EQ(ran.exit, 4) << ran.out << ran.err;
    EXPECT_EQ(std::count(ran.err.begin(), ran.err.end(), '\n'), 1) << ran.err;
    const std::string place = file.empty() ? "" : line > 0 ? file + ":" + std::to_string(line) + ":" : file + ":";
    EXPECT_NE(ran.err.find(place), std::string::npos) << "expected " << place << "\n" << ran.err;
    EXPECT_NE(ran.err.find(part), std::string::npos) << ran.err;
    EXPECT_EQ(ran.out, "");
    EXPECT_EQ(snapshot(folder_.path()), before);
  }
  void expect_run_refused(const std::string& file, int line, const std::string& part) const {
    expect_refused("run reference --out " + quoted(out()), file, line, part);
  }

  Folder folder_;
};

const std::string kCases = "testcases/message-store/client-password.xml";

TEST_F(ProgramTest, AMalformedCaseFile) {
  const int line = replace(root(kCases), "", "</purpose>", "</propose>");
  expect_run_refused(kCases, line, "");
}

TEST_F(ProgramTest, AnUnknownElement) {
  const int line = replace(root(kCases), "", "<imap:tagged status", "<imap:tugged status");
  expect_run_refused(kCases, line, "tugged");
}

TEST_F(ProgramTest, AnUnknownRequirement) {
  const int line = replace(root(kCases), "", "requirement=\"SD-5.1.3.4/client-address\"",
                           "requirement=\"SD-5.1.3.4/client-adress\"");
  const Ran ran = assay("run reference --out " + quoted(out()));
  EXPECT_EQ(ran.exit, 4);
  EXPECT_NE(ran.err.find("client-password.xml:" + std::to_string(line) + ":"), std::string::npos) << ran.err;
  EXPECT_NE(ran.err.find("'SD-5.1.3.4/client-adress'"), std::string::npos) << ran.err;
  EXPECT_FALSE(fs::exists(out()));
}

TEST_F(ProgramTest, AnUnknownProcedure) {
  replace(root(kCases), "", "procedure=\"ask-plain\"", "procedure=\"ask-plane\"");
  const Ran ran = assay("run reference --out " + quoted(out()));
  EXPECT_EQ(ran.exit, 4);
  EXPECT_TRUE(std::regex_search(ran.err, std::regex("client-password\\.xml:[0-9]+:.*'ask-plane'"))) << ran.err;
  EXPECT_FALSE(fs::exists(out()));
}

TEST_F(ProgramTest, ABrokenRowOfTheSpecifications) {
  const int line = replace(root("specs/ics.xml"), "", "status=\"m\"", "status=\"x\"");
  expect_run_refused("specs/ics.xml", line, "status");
}

TEST_F(ProgramTest, AProfileWithAMissingField) {
  const std::string profile = root("fixtures/iuts/reference/profile.xml");
  const int line = replace(profile, "", "<endpoint name=\"imap\" host=\"127.0.0.1\"", "<endpoint name=\"imap\"");
  expect_run_refused(profile, line, "host");
  expect_refused("check reference", profile, line, "host");
  expect_refused("provision reference", profile, line, "host");
}

TEST_F(ProgramTest, AProfileWithAQuestionLeftOpen) {
  const std::string profile = root("fixtures/iuts/reference/profile.xml");
  replace(profile, "", "    <answer question=\"policy.prevails\" value=\"yes\"/>\n", "");
  expect_run_refused(profile, replace(profile, "", "<ixit>", "<ixit>"), "policy.prevails");
}

TEST_F(ProgramTest, AnUnknownProfile) {
  expect_refused("run no-such-thing --out " + quoted(out()), "", 0, "no profile 'no-such-thing'");
  expect_refused("check no-such-thing", "", 0, "no profile 'no-such-thing'");
}

TEST_F(ProgramTest, AnUnknownSelector) {
  expect_refused("run reference con-999 --out " + quoted(out()), "", 0, "nothing is selected by 'con-999'");
  expect_refused("explain con-999", "", 0, "no case 'con-999'");
}

TEST_F(ProgramTest, ABadOption) {
  for (const std::string arguments : {"run --no-such-option", "run --seed", "judge", "no-such-command", "", "--root"}) {
    const auto before = snapshot(folder_.path());
    const Ran ran = assay(arguments);
    EXPECT_EQ(ran.exit, 4) << arguments;
    EXPECT_NE(ran.err, "") << arguments;
    EXPECT_EQ(snapshot(folder_.path()), before) << arguments;
  }
}

TEST_F(ProgramTest, ANumberOfWorkersThatIsNone) {
  for (const std::string count : {"0", "-1", "two", "1.5"})
    for (const std::string command : {"run reference", "prove"}) {
      const Ran ran = assay(command + " --workers=" + quoted(count));
      EXPECT_EQ(ran.exit, 4) << count;
      EXPECT_NE(ran.err.find("give 1 or more, or leave it out"), std::string::npos) << ran.err;
    }
}

// The profile without a role: what its cases need is told, and nothing is written.
TEST_F(ProgramTest, ASelectionOfWhichNothingApplies) {
  replace(root("fixtures/iuts/reference/profile.xml"), "", "<item id=\"msc\" support=\"yes\"/>",
          "<item id=\"msc\" support=\"no\"/>");
  const auto before = snapshot(folder_.path());
  for (const std::string selector : {"message-store-client", "con-204"}) {
    const Ran ran = assay("run reference " + selector + " --out " + quoted(out()));
    EXPECT_EQ(ran.exit, 4) << ran.out << ran.err;
    EXPECT_NE(ran.err.find("nothing to run: none of the "), std::string::npos) << ran.err;
    EXPECT_NE(ran.err.find("'msc' does not hold, and is needed by message-store-client/"), std::string::npos)
        << ran.err;
    EXPECT_EQ(snapshot(folder_.path()), before);
  }
}

// Client certificates are claimed, and used in a way that no case knows: exit 2, a report, and the same when judged
// again.
TEST_F(ProgramTest, ASelectionThatLeavesAnApplicableShallUnseen) {
  replace(root("fixtures/iuts/reference/profile.xml"), "", "question=\"certificate.login\" value=\"external\"",
          "question=\"certificate.login\" value=\"preauth\"");
  const Ran ran = assay("run reference message-store/client-certificate --out " + quoted(out()));
  EXPECT_EQ(ran.exit, 2) << ran.out << ran.err;
  EXPECT_NE(
      ran.out.find("'certificate.login.external' does not hold, and is needed by message-store/client-certificate/"),
      std::string::npos)
      << ran.out;
  EXPECT_NE(ran.out.find("none that applies looks at the applicable SHALLs SD-5.1.3.4/client-certificate"),
            std::string::npos)
      << ran.out;
  EXPECT_TRUE(fs::exists(out() + "/report.html"));
  EXPECT_EQ(assay("judge " + quoted(out())).exit, 2);
}

TEST_F(ProgramTest, AnAddressThatIsNotOfThisHost) {
  const std::string profile = root("fixtures/iuts/reference/profile.xml");
  const int line = replace(profile, "", "question=\"source.address\" value=\"127.0.0.2\"",
                           "question=\"source.address\" value=\"192.0.2.77\"");
  expect_run_refused(profile, line, "'source.address' is no address of this host: 192.0.2.77");
  expect_refused("check reference", profile, line, "'source.address'");
}

TEST_F(ProgramTest, AnAnswerOfTheIcsThatIsNone) {
  const std::string profile = root("fixtures/iuts/reference/profile.xml");
  const int line =
      replace(profile, "", "<item id=\"mss.psk-tls\" support=\"no\"/>", "<item id=\"mss.psk-tls\" support=\"maybe\"/>");
  expect_refused("check reference", profile, line,
                 "'maybe' is no value for 'support' of 'item' (write one of 'yes', 'no')");
}

TEST_F(ProgramTest, HelpIsNoError) {
  const Ran ran = assay("--help");
  EXPECT_EQ(ran.exit, 0);
  EXPECT_NE(ran.out.find("judge"), std::string::npos);
}

TEST_F(ProgramTest, ADirectoryForResultsThatIsNotEmpty) {
  fs::create_directory(out());
  put(out() + "/mine", "keep me");
  expect_run_refused("", 0, "is not empty");
}

TEST_F(ProgramTest, ADirectoryForResultsThatIsAFile) {
  put(out(), "keep me");
  const auto before = snapshot(folder_.path());
  const Ran ran = assay("run reference --out " + quoted(out()));
  EXPECT_EQ(ran.exit, 4) << ran.out << ran.err;
  EXPECT_NE(ran.err.find(out()), std::string::npos) << ran.err;
  EXPECT_EQ(snapshot(folder_.path()), before);
}

TEST_F(ProgramTest, JudgingWhatIsNoRun) {
  expect_refused("judge " + quoted(folder_.path("nowhere")), "", 0, folder_.path("nowhere"));
  fs::create_directories(out());
  expect_refused("judge " + quoted(out()), "", 0, out());
  expect_refused("report " + quoted(out()), "", 0, out());
}

TEST_F(ProgramTest, JudgingATraceThatWasCut) {
  const Copy copy;
  const std::string trace = copy.trace("x-005"), text = text_of(trace);
  const auto at = text.find('\n', text.size() / 2) + 1;
  put(trace, text.substr(0, at + 10));
  const auto before = snapshot(copy.directory());
  const auto line = std::count(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(at), '\n') + 1;
  for (const std::string command : {"judge ", "report "})
    expect_refused(command + quoted(copy.directory()), trace, static_cast<int>(line), "cut short");
  EXPECT_EQ(snapshot(copy.directory()), before);
}

TEST_F(ProgramTest, JudgingAgainSaysTheSameAndWritesNothing) {
  const Copy copy;
  const auto before = snapshot(copy.directory());
  const Ran ran = assay("judge " + quoted(copy.directory()));
  EXPECT_EQ(ran.exit, 0) << ran.out << ran.err;
  EXPECT_EQ(ran.out.find("changed"), std::string::npos) << ran.out;
  EXPECT_NE(ran.out.find("same: pass"), std::string::npos) << ran.out;
  EXPECT_EQ(snapshot(copy.directory()), before);
}

TEST_F(ProgramTest, JudgingByAnEditedExpectationSaysWhatChanged) {
  const Copy copy;
  replace(root(kCases), "id=\"rejects-access-before-authentication\"", "<imap:tagged status=\"NO BAD\"/>",
          "<imap:tagged status=\"NO BAD\" outcome=\"inconclusive\" because=\"of the test\"/>");
  const Ran ran = assay("judge " + quoted(copy.directory()));
  EXPECT_EQ(ran.exit, 2) << ran.out << ran.err;
  EXPECT_TRUE(std::regex_search(
      ran.out, std::regex("rejects-access-before-authentication +changed: pass -> inconclusive: .*of the test")))
      << ran.out << ran.err;
  EXPECT_TRUE(std::regex_search(ran.out, std::regex("accepts-valid-certificate +same: pass"))) << ran.out;
}

TEST_F(ProgramTest, JudgingByAnEditedStimulusSaysThatARerunIsNeeded) {
  const Copy copy;
  replace(root(kCases), "id=\"opens-folder-after-authentication\"", "<imap:command>SELECT ", "<imap:command>EXAMINE ");
  const Ran ran = assay("judge " + quoted(copy.directory()));
  EXPECT_EQ(ran.exit, 2) << ran.out << ran.err;
  EXPECT_TRUE(std::regex_search(
      ran.out, std::regex("opens-folder-after-authentication +rerun needed: stimulus differs at step [0-9]+")))
      << ran.out;
}

TEST_F(ProgramTest, JudgingByCasesThatWereAlteredInTheRunIsRefused) {
  const Copy copy;
  const std::string stored = copy.directory() + "/inputs/" + kCases;
  replace(stored, "id=\"accepts-right-password\"", "outcome=\"conform\"", "outcome=\"remark\"");
  const Ran ran = assay("judge " + quoted(copy.directory()));
  EXPECT_EQ(ran.exit, 4) << ran.out << ran.err;
}

// The IUT here is a shell that writes what moves a terminal's cursor and ends.
TEST_F(ProgramTest, NothingOfAnIutReachesTheTerminalUnescaped) {
  const std::string profile = root("fixtures/iuts/reference/profile.xml");
  replace(profile, "", "start=\"exec cpm-reference\"",
          "start=\"printf '\\033[2J\\033]0;owned\\007\\302\\233 hostile\\n'; exit 1\"");
  for (const std::string& command :
       std::vector<std::string>{"run reference --out " + quoted(out()), "check reference"}) {
    const Ran ran = assay(command);
    EXPECT_EQ(ran.exit, 3) << ran.out << ran.err;
    EXPECT_NE((ran.out + ran.err).find("hostile"), std::string::npos) << ran.out << ran.err;
    for (const char octet : ran.out + ran.err)
      EXPECT_TRUE(octet == '\n' || (octet >= 0x20 && octet < 0x7f)) << static_cast<int>(octet);
  }
}

TEST_F(ProgramTest, WhatAnIutSaidInAReasonReachesTheTerminalEscaped) {
  const Copy copy;
  copy.alter(copy.execution_of("message-store/client-password/accepts-right-password"), "a001 OK",
             "a001 OK \x1b[2J\xc2\x9b");
  replace(root(kCases), "id=\"accepts-right-password\"", "<imap:tagged status=\"OK\" outcome",
          "<imap:tagged status=\"PREAUTH\" outcome");
  const Ran ran = assay("judge " + quoted(copy.directory()));
  EXPECT_NE(ran.out.find("\\x1b[2J\\xc2\\x9b"), std::string::npos) << ran.out;
  for (const char octet : ran.out + ran.err)
    EXPECT_TRUE(octet == '\n' || (octet >= 0x20 && octet < 0x7f)) << static_cast<int>(octet);
}

}  // namespace program_tests
}  // namespace assay::cli
