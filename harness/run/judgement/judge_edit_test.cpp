// Tests of judging old traces by edited cases: same, changed, or rerun needed, and never a guess.
#include "run/stored_run_test.hpp"

namespace assay::run {
namespace judge_edit_tests {

using namespace stored;

const std::string kPassword = "message-store/client-password/accepts-right-password";
const std::string kWrongPassword = "message-store/client-password/rejects-wrong-password";
const std::string kCertificate = "message-store/client-certificate/accepts-valid-certificate";

// The suite with one text of one file replaced.
class EditedSuite {
 public:
  EditedSuite(const std::string& file, const std::string& after, const std::string& from, const std::string& to) {
    fs::copy(std::string(ASSAY_ROOT) + "/testcases", folder_.path("testcases"), fs::copy_options::recursive);
    replace(folder_.path("testcases/" + file), after, from, to);
    auto read = language::read_suite(folder_.path("testcases"));
    if (!read) throw std::runtime_error(to_text(read.error().front()));
    suite_ = std::move(*read);
    verdicts_ = copy_.verdicts(suite_);
  }
  const CaseVerdict& of(const std::string& case_id) const { return verdicts_.at(case_id); }
  const std::map<std::string, CaseVerdict>& all() const { return verdicts_; }

 private:
  Folder folder_;
  Copy copy_;
  language::Suite suite_;
  std::map<std::string, CaseVerdict> verdicts_;
};

TEST(JudgeEdited, AnotherExpectationIsJudgedAnew) {
  const EditedSuite edited("message-store/client-password.xml", "id=\"accepts-right-password\"",
                           "<imap:tagged status=\"OK\" outcome=\"conform\"/>",
                           "<imap:tagged status=\"OK\" outcome=\"fail\"/>");
  EXPECT_EQ(to_text(edited.of(kPassword).verdict), "fail");
  EXPECT_EQ(edited.of(kPassword).rerun_needed, "");
  EXPECT_EQ(to_text(edited.of(kWrongPassword).verdict), "inconclusive") << "its control fails now";
  EXPECT_EQ(to_text(edited.of(kCertificate).verdict), "pass");
}

TEST(JudgeEdited, ATextForPeopleChangesNothing) {
  const EditedSuite edited("message-store/client-password.xml", "id=\"accepts-right-password\"", "because=\"the right",
                           "because=\"the very right");
  for (const auto& [id, verdict] : edited.all())
    EXPECT_EQ(to_text(verdict.verdict), "pass") << id << ": " << verdict.reason;
}

TEST(JudgeEdited, AnotherCommandNeedsARerunAndSaysAtWhichStep) {
  const EditedSuite edited("message-store/client-certificate.xml", "id=\"accepts-valid-certificate\"",
                           "<imap:command>LIST ", "<imap:command>LSUB ");
  EXPECT_EQ(to_text(edited.of(kCertificate).verdict), "none");
  EXPECT_EQ(edited.of(kCertificate).rerun_needed.rfind("stimulus differs at step ", 0), 0U)
      << edited.of(kCertificate).rerun_needed;
  EXPECT_EQ(to_text(edited.of(kPassword).verdict), "pass");
  EXPECT_NE(to_text(edited.of("message-store/client-certificate/rejects-expired-certificate").verdict), "pass");
}

TEST(JudgeEdited, AnotherCertificateNeedsARerun) {
  const EditedSuite edited("message-store/client-certificate.xml", "id=\"rejects-expired-certificate\"",
                           "alice-expired", "alice-revoked");
  EXPECT_NE(edited.of("message-store/client-certificate/rejects-expired-certificate").rerun_needed, "");
  EXPECT_EQ(to_text(edited.of(kCertificate).verdict), "pass");
}

TEST(JudgeEdited, AStepMoreNeedsARerun) {
  const EditedSuite edited("message-store/client-password.xml", "id=\"opens-folder-after-authentication\"",
                           "    </body>",
                           "      <send actor=\"client\"><imap:command>NOOP</imap:command></send>\n"
                           "      <expect actor=\"client\"><imap:tagged status=\"OK\"/></expect>\n    </body>");
  EXPECT_NE(edited.of("message-store/client-password/opens-folder-after-authentication").rerun_needed, "");
}

TEST(JudgeEdited, AStepLessNeedsARerun) {
  const EditedSuite edited(
      "message-store/client-certificate.xml", "id=\"accepts-valid-certificate\"",
      "<send actor=\"client\"><imap:command>LIST \"\" {imap:mailbox alice.message.folder}</imap:command></send>", "");
  EXPECT_NE(edited.of(kCertificate).rerun_needed, "");
}

TEST(JudgeEdited, ARenamedCaseNeedsARerun) {
  const EditedSuite edited("message-store/client-password.xml", "<negative id=\"rejects-wrong-password\"",
                           "id=\"rejects-wrong-password\"", "id=\"refuses-wrong-password\"");
  EXPECT_EQ(to_text(edited.of(kWrongPassword).verdict), "none");
  EXPECT_NE(edited.of(kWrongPassword).rerun_needed.find("no case '" + kWrongPassword + "'"), std::string::npos);
}

}  // namespace judge_edit_tests
}  // namespace assay::run
