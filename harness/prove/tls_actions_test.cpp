// What tls:start does to a real handshake with the reference: resumption, faults, fallback.
#include <gtest/gtest.h>

#include <filesystem>

#include "base/file.hpp"
#include "language/program.hpp"
#include "prove/instance.hpp"
#include "run/degenerate_trial_test.hpp"
#include "trace/store.hpp"

namespace assay::prove {
namespace tls_actions {

using run::degenerate::bench;
using run::degenerate::required;

// A client that reaches the handshake, and starts it so.
std::string actor(const std::string& name, const std::string& start, const std::string& reaction) {
  return "<connect actor='" + name + "' endpoint='imaps' protocol='imap'/><expect actor='" + name +
         "'><opened/></expect><tls:start actor='" + name + "' " + start + "/><expect actor='" + name + "'>" + reaction +
         "</expect>";
}

std::string case_of(const std::string& body) {
  return "<cases xmlns='urn:assay:case' xmlns:imap='urn:assay:imap' xmlns:tls='urn:assay:tls' topic='t'>"
         "<case id='one' rev='1'><purpose>One.</purpose>"
         "<verifies requirement='SD-5.1.3.4/certificate-tls' observation='positive'/>"
         "<kills defect='tls.refuses-profile-suites'/><body>" +
         body + "</body></case></cases>";
}

// The records of the one case, run against a reference with this defect ("" for none).
std::vector<trace::Record> run_case(const std::string& body, const std::string& defect = {}) {
  run::degenerate::Trial trial;
  const auto profile = trial.profile();
  const auto pki = required(run::load_pki(profile));
  net::Loop loop;
  const auto instance =
      required(Instance::start(loop, profile, pki, defect.empty() ? std::vector<std::string>{} : std::vector{defect}));
  run::Certificates certificates(profile, pki, run::wall_clock() / 1'000'000'000);
  run::Environment environment{loop, instance->endpoints(), certificates, bench().faults, "", "", {}, run::wall_clock,
                               {}};
  const std::string testcases = std::string(ASSAY_ROOT) + "/testcases";
  const auto suite = required(language::read_suite_texts(
      {{"default.xml", required(run::read_file(testcases + "/procedures/default.xml"))}, {"one.xml", case_of(body)}},
      testcases + "/schema/driver.xsd"));
  const auto program = required(language::compile(suite, suite.cases.front(), {}));
  const engine::Context context{program, bench().vocabulary, {}, {}, "seed", "5000"};
  std::filesystem::create_directories(trial.out());
  const std::string path = trial.out() + "/one.jsonl";
  const auto writer = required(trace::Writer::create(path));
  required(run::Driver(environment, context, *writer).run().map([] { return 0; }));
  required(writer->finish().map([] { return 0; }));
  return required(trace::read(path));
}

// The attribute of the last such event on the channel; "(none)" if there is no event.
std::string told(const std::vector<trace::Record>& records, const std::string& channel, const std::string& name,
                 const std::string& attribute) {
  std::string value = "(none)";
  for (const auto& record : records)
    if (record.kind == trace::Kind::event && record.channel == channel && record.name == name)
      value = trace::attribute(record, attribute);
  return value;
}

const std::string kStands = "<tls:established/>";
const std::string kRefused = "<tls:alert level='fatal' outcome='conform'/>";

}  // namespace tls_actions

using namespace tls_actions;

TEST(TlsActions, ASessionIsResumedByAnotherActorAndByTheSame) {
  const std::string greeted = "<expect actor='first'><imap:greeting/></expect>";
  const auto records = run_case(
      actor("first", "certificate='alice'", "<tls:established resumed='no'/>") + greeted +
      actor("second", "certificate='none' resume='first'", "<tls:established resumed='yes' null-encryption='no'/>") +
      actor("first", "certificate='none' resume='first'", kStands));
  EXPECT_EQ(told(records, "second", "tls.established", "resumed"), "yes");
  EXPECT_EQ(told(records, "first", "tls.established", "resumed"), "yes");
  EXPECT_EQ(told(records, "", "harness-error", "text"), "(none)");
}

TEST(TlsActions, WithoutASessionTheHandshakeIsAFullOne) {
  const auto records = run_case(actor("second", "certificate='none' resume='nobody'", kStands));
  EXPECT_EQ(told(records, "second", "tls.established", "resumed"), "no");
  EXPECT_EQ(told(records, "", "harness-error", "text"), "(none)");
}

TEST(TlsActions, AFaultMeetsTheHandshake) {
  const auto records = run_case(actor("client", "certificate='none' fault='alter-finished'", kStands) +
                                "<expect actor='client'>" + kRefused + "</expect>");
  EXPECT_EQ(told(records, "client", "tls.fault-applied", "kind"), "finished");
  EXPECT_EQ(told(records, "client", "tls.alert", "description"), "decrypt_error");
  const auto plain = run_case(actor("client", "certificate='none' fault='none'", kStands));
  EXPECT_EQ(told(plain, "client", "tls.fault-applied", "kind"), "(none)");
}

TEST(TlsActions, AFallbackIsSaidOnlyWhereWritten) {
  const std::string start = "certificate='none' maximum-version='TLSv1.2' fallback='";
  const auto said = run_case(actor("client", start + "yes'", kRefused));
  EXPECT_EQ(told(said, "client", "tls.alert", "description"), "inappropriate_fallback");
  const auto unsaid = run_case(actor("client", start + "no'", kStands));
  EXPECT_EQ(told(unsaid, "client", "tls.established", "version"), "TLSv1.2");
  const auto ignored = run_case(actor("client", start + "yes'", kStands), "tls.ignores-fallback");
  EXPECT_EQ(told(ignored, "client", "tls.established", "version"), "TLSv1.2");
}

}  // namespace assay::prove
