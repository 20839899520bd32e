// Tests of profiles: each field that is missing or wrong is one message with its file and line.
#include "run/lab/profile.hpp"

#include "run/stored_run_test.hpp"

namespace assay::run {
namespace profile_tests {

using namespace stored;

// A copy of the reference's profile that a test may spoil.
class ProfileTest : public ::testing::Test {
 protected:
  ProfileTest() { fs::copy_file(std::string(ASSAY_ROOT) + "/fixtures/iuts/reference/profile.xml", path_); }

  auto load() const { return load_profile(ASSAY_ROOT, folder_.path(), Run::get().bench().catalogue); }
  int replace(const std::string& from, const std::string& to) const { return stored::replace(path_, "", from, to); }

  // One message, at this line, that holds `part`; and nothing was written.
  void expect_error(int line, const std::string& part) const {
    const auto before = snapshot(folder_.path());
    const auto profile = load();
    ASSERT_FALSE(profile) << "nothing was wrong";
    ASSERT_EQ(profile.error().size(), 1U) << to_text(profile.error()[0]) << "\n" << to_text(profile.error()[1]);
    const Error& error = profile.error().front();
    EXPECT_EQ(error.where.file, path_);
    EXPECT_EQ(error.where.line, line) << to_text(error);
    EXPECT_NE(to_text(error).find(part), std::string::npos) << to_text(error);
    EXPECT_EQ(snapshot(folder_.path()), before);
  }

  Folder folder_;
  std::string path_ = folder_.path("profile.xml");
};

TEST_F(ProfileTest, TheReferenceIsRead) {
  const auto profile = load();
  ASSERT_TRUE(profile) << to_text(profile.error().front());
  EXPECT_EQ(profile->name, "reference");
  EXPECT_EQ(profile->principals.size(), 2U);
  EXPECT_FALSE(profile->already_running);
  EXPECT_EQ(profile->endpoint("imap")->port, 0);
  EXPECT_EQ(profile->endpoint("nowhere"), nullptr);
  EXPECT_EQ(profile->principals[0].resources[0].marker, "assay-marker-alice-message");
}

TEST_F(ProfileTest, RightsAreSetByTheCommandOrThePersonThatTheAnswersName) {
  EXPECT_EQ(load()->trigger("set-rights", ""), nullptr) << "IMAP sets them";
  const std::string how = "<answer question=\"rights.how\" value=\"imap-acl\"/>";
  const int line = replace(how, "<answer question=\"rights.how\" value=\"command\"/>");
  EXPECT_GT(line, 0);
  ASSERT_FALSE(load()) << "which command?";
  EXPECT_NE(to_text(load().error().front()).find("'rights.command' has no answer"), std::string::npos);
  replace("value=\"command\"/>", "value=\"command\"/><answer question=\"rights.command\" value=\"exec ./set\"/>");
  EXPECT_EQ(load()->trigger("set-rights", "")->command, "exec ./set");
  replace("value=\"command\"/>", "value=\"operator\"/>");
  EXPECT_EQ(load()->trigger("set-rights", "")->command, "");
  EXPECT_NE(load()->trigger("set-rights", "")->ask, "");
}

TEST_F(ProfileTest, AMissingAttributeIsTold) {
  for (const std::string attribute :
       {" vendor=\"Assay\"", " user=\"alice\"", " certificate-name=\"bob@example.test\"", " host=\"127.0.0.1\"",
        " support=\"yes\"", " ready-seconds=\"10\"", " version-command=\"cpm-reference --version\""}) {
    const std::string text = text_of(path_);
    const int line = replace(attribute, "");
    const auto profile = load();
    if (attribute.find("ready-seconds") != std::string::npos) {
      EXPECT_TRUE(profile) << "the one that has a default";
    } else {
      ASSERT_FALSE(profile) << attribute;
      ASSERT_EQ(profile.error().size(), 1U) << attribute << to_text(profile.error()[1]);
      EXPECT_EQ(profile.error().front().where.file, path_);
      // A start tag over two lines is told by either of them.
      EXPECT_LE(std::abs(profile.error().front().where.line - line), 1) << to_text(profile.error().front());
    }
    put(path_, text);
  }
}

TEST_F(ProfileTest, AMissingAnswerIsTold) {
  for (const std::string question :
       {"policy.tls", "policy.prevails", "tls.server-name", "load.per-second", "time.response", "loopback.exempt"}) {
    const std::string text = text_of(path_);
    const auto at = text.find("    <answer question=\"" + question + "\"");
    ASSERT_NE(at, std::string::npos) << question;
    put(path_, text.substr(0, at) + text.substr(text.find('\n', at) + 1));
    const int ixit = stored::replace(path_, "", "<ixit>", "<ixit>");
    SCOPED_TRACE(question);
    expect_error(ixit, "'" + question + "' has no answer");
    put(path_, text);
  }
}

TEST_F(ProfileTest, AnUnknownQuestionIsTold) {
  const int line = replace("question=\"loopback.exempt\"", "question=\"loopback.exampt\"");
  const auto profile = load();
  ASSERT_FALSE(profile);
  EXPECT_EQ(profile.error().front().where.line, line);
  EXPECT_NE(profile.error().front().what.find("'loopback.exampt'"), std::string::npos);
}

TEST_F(ProfileTest, AnAnswerOfAnotherFormIsTold) {
  const int line = replace("question=\"policy.tls\" value=\"require\"", "question=\"policy.tls\" value=\"sometimes\"");
  expect_error(line, "'sometimes' is no answer to 'policy.tls'");
}

TEST_F(ProfileTest, APolicyThatIsNeitherYesNorNoIsTold) {
  const int line =
      replace("question=\"policy.prevails\" value=\"yes\"", "question=\"policy.prevails\" value=\"perhaps\"");
  expect_error(line, "yes or no");
}

TEST_F(ProfileTest, ANumberThatIsNoneIsTold) {
  const int line = replace("question=\"time.response\" value=\"5\"", "question=\"time.response\" value=\"1.2.3\"");
  expect_error(line, "no number");
}

TEST_F(ProfileTest, AFractionWhereAWholeNumberIsAskedForIsTold) {
  const int line = replace("question=\"principals.count\" value=\"2\"", "question=\"principals.count\" value=\"2.5\"");
  expect_error(line, "no number");
}

TEST_F(ProfileTest, ACredentialThatAClaimNeedsIsTold) {
  const int line = replace("user=\"bob\" password=\"bob-secret-2\"", "user=\"bob\"");
  expect_error(line, "'bob' has no password, but mss.sasl is claimed");
}

TEST_F(ProfileTest, AnUnknownIcsItemIsTold) {
  const int line = replace("<item id=\"mss.tls10\"", "<item id=\"mss.tls9\"");
  expect_error(line, "'mss.tls9'");
}

TEST_F(ProfileTest, AnAccountThatIsNotDisposableIsTold) {
  const int line = replace("certificate-name=\"bob@example.test\" disposable=\"yes\"",
                           "certificate-name=\"bob@example.test\" disposable=\"no\"") -
                   1;
  expect_error(line, "not marked disposable");
}

TEST_F(ProfileTest, AFolderOfSomebodyElseIsTold) {
  const int line = replace("folder=\"assay-media\"", "folder=\"INBOX\"");
  const auto profile = load();
  ASSERT_FALSE(profile);
  for (const auto& error : profile.error()) EXPECT_EQ(error.where.line, line) << to_text(error);
}

TEST_F(ProfileTest, AMissingResourceIsTold) {
  replace("      <resource kind=\"media-object\" folder=\"assay-media\"/>\n", "");
  expect_error(stored::replace(path_, "", "<ixit>", "<ixit>"), "'alice'");
}

TEST_F(ProfileTest, AnEndpointThatAClaimNeedsIsTold) {
  replace("    <endpoint name=\"imaps\" host=\"127.0.0.1\" port=\"free\"/>\n", "");
  expect_error(stored::replace(path_, "", "<ixit>", "<ixit>"), "'imaps'");
}

TEST_F(ProfileTest, AnIutThatRunsAlreadyHasAPort) {
  replace("<configuration name=\"standard\" start=\"exec cpm-reference\" ready-seconds=\"10\"/>", "<already-running/>");
  const int line =
      replace("name=\"imap\" host=\"127.0.0.1\" port=\"free\"", "name=\"imap\" host=\"127.0.0.1\" port=\"1430\"");
  for (const std::string name : {"sip-udp", "sip-tcp", "sip-tls", "conversation-udp"})
    replace("name=\"" + name + "\" host=\"127.0.0.1\" port=\"free\"",
            "name=\"" + name + "\" host=\"127.0.0.1\" port=\"5060\"");
  expect_error(line + 1, "already running");
}

TEST_F(ProfileTest, XmlThatIsNotWellFormedIsToldWithItsLine) {
  const int line = replace("<ixit>", "<ixit");
  const auto profile = load();
  ASSERT_FALSE(profile);
  EXPECT_EQ(profile.error().front().where.file, path_);
  EXPECT_GE(profile.error().front().where.line, line);
  EXPECT_LE(profile.error().front().where.line, line + 1);
}

TEST_F(ProfileTest, AProfileThatIsNotThereIsTold) {
  const auto profile = load_profile(ASSAY_ROOT, "no-such", Run::get().bench().catalogue);
  ASSERT_FALSE(profile);
  EXPECT_NE(profile.error().front().what.find("'no-such'"), std::string::npos);
}

TEST_F(ProfileTest, ValuesNameWhatCasesUseAndPasswordsAreSecret) {
  const auto profile = load();
  ASSERT_TRUE(profile);
  const auto values = values_of(*profile);
  EXPECT_EQ(values.at("store.entry"), "imaps");
  EXPECT_EQ(values.at("bob.message.folder"), "assay-post");
  EXPECT_NE(values.at("alice.wrong-password"), values.at("alice.password"));
  for (const auto& name : secret_names(*profile)) EXPECT_TRUE(values.count(name)) << name;
  for (const auto& principal : profile->principals)
    for (const auto& [name, value] : values)
      EXPECT_TRUE(value != principal.password || secret_names(*profile).count(name)) << name;
}

TEST_F(ProfileTest, AnExpressionMayNameItemsQuestionsAndChoices) {
  const auto profile = load();
  ASSERT_TRUE(profile);
  EXPECT_TRUE(holds(*profile, "mss"));
  EXPECT_TRUE(holds(*profile, "cpm-client"));
  EXPECT_FALSE(holds(*profile, "interworking-function"));
  EXPECT_TRUE(holds(*profile, "policy.prevails"));
  EXPECT_FALSE(holds(*profile, "loopback.exempt"));
  EXPECT_TRUE(holds(*profile, "policy.tls.require"));
  EXPECT_FALSE(holds(*profile, "policy.tls.forbid"));
  EXPECT_FALSE(holds(*profile, "nothing"));
  EXPECT_TRUE(holds(*profile, "principal.lockout.0"));
  EXPECT_FALSE(holds(*profile, "principal.lockout.5"));
  EXPECT_TRUE(holds(*profile, "tls.versions.tlsv1.2"));
  EXPECT_FALSE(holds(*profile, "tls.versions.tlsv1"));
}

}  // namespace profile_tests
}  // namespace assay::run
