// Tests of the catalogues of defects and faults.
#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>

#include "catalogue/wrong.hpp"

namespace assay::catalogue {
namespace wrong_tests {

const std::string kSpecs = std::string(ASSAY_ROOT) + "/specs";

// A file that is gone at the end of its scope.
class ScratchFile {
 public:
  explicit ScratchFile(const std::string& text)
      : path_(std::filesystem::temp_directory_path() / ("assay-wrong-" + std::to_string(::getpid()) + ".xml")) {
    std::ofstream(path_, std::ios::binary) << text;
  }
  ~ScratchFile() { std::filesystem::remove(path_); }
  ScratchFile(const ScratchFile&) = delete;
  ScratchFile& operator=(const ScratchFile&) = delete;
  std::string path() const { return path_.string(); }

 private:
  std::filesystem::path path_;
};

std::string defects(const std::string& rows) { return "<defects xmlns='urn:assay:specs'>\n" + rows + "</defects>\n"; }

TEST(Faults, ThoseOfTheSuiteLoad) {
  const auto faults = load_faults(std::string(ASSAY_ROOT) + "/fixtures/faults.xml", kSpecs);
  ASSERT_TRUE(faults) << to_text(faults.error());
  const auto& flip = faults->front();
  EXPECT_EQ(flip.id, "flip-application-record");
  EXPECT_EQ(flip.layer, "tls-record");
  EXPECT_EQ(flip.record.kind, "xor");
  EXPECT_EQ(flip.record.content_type, 23);
  EXPECT_EQ(flip.record.occurrence, 0);
  EXPECT_EQ(flip.record.offset, -1);
  EXPECT_EQ(flip.record.value, 1);
}

TEST(Faults, OneReachesInsideTheFinishedMessage) {
  const auto faults = load_faults(std::string(ASSAY_ROOT) + "/fixtures/faults.xml", kSpecs);
  ASSERT_TRUE(faults) << to_text(faults.error());
  int found = 0;
  for (const auto& fault : *faults) {
    if (fault.id != "alter-finished") continue;
    ++found;
    EXPECT_EQ(fault.record.kind, "finished");
    EXPECT_EQ(fault.record.content_type, 22);
    EXPECT_EQ(fault.record.value, 1);
  }
  EXPECT_EQ(found, 1);
}

TEST(Defects, AStatementMayBeWrong) {
  const ScratchFile file(defects("<defect id='a.b' role='mss' breaks='X-1/a'><what>It says so.</what>"
                                 "<states question='tls.versions' answer='TLSv1'/></defect>"));
  const auto loaded = load_defects(file.path(), kSpecs);
  ASSERT_TRUE(loaded) << to_text(loaded.error());
  EXPECT_EQ(loaded->front().statement, (std::map<std::string, std::string>{{"tls.versions", "TLSv1"}}));
}

TEST(Settings, AreNoDefectsAndAnswerWhatTheIxitAsks) {
  const ScratchFile file(defects("<setting id='a.right'><what>It is right.</what><answer question='policy.tls' value='allow'/></setting>"
                                 "<setting id='a.wrong'><what>It is not.</what><item id='mss.wit' support='yes'/><answer question='policy.tls' value='perhaps'/>"
                                 "<answer question='policy.mood' value='good'/></setting>"));
  EXPECT_TRUE(load_defects(file.path(), kSpecs)->empty());
  const auto settings = load_settings(file.path(), kSpecs);
  ASSERT_TRUE(settings) << to_text(settings.error());
  EXPECT_EQ(settings->front().answers, (std::map<std::string, std::string>{{"policy.tls", "allow"}}));
  const auto catalogue = load(kSpecs);
  ASSERT_TRUE(catalogue);
  const auto errors = check_settings(*settings, *catalogue);
  ASSERT_EQ(errors.size(), 3u);
  EXPECT_EQ(errors[0].what, "setting a.wrong claims the unknown ICS item mss.wit");
  EXPECT_EQ(errors[1].what, "setting a.wrong answers the unknown IXIT question policy.mood");
  EXPECT_EQ(errors[2].what, "setting a.wrong answers policy.tls by 'perhaps'");
  EXPECT_EQ(errors[2].where.file, file.path());
}

TEST(Faults, AKindThatTheHarnessCannotDoIsRefused) {
  const ScratchFile file(
      "<faults xmlns='urn:assay:specs'>\n<fault id='melt' layer='tls-record' kind='melt'\n"
      " content-type='alert' occurrence='0'><what>x</what></fault></faults>");
  const auto faults = load_faults(file.path(), kSpecs);
  ASSERT_FALSE(faults);
  EXPECT_EQ(faults.error().where.file, file.path());
  EXPECT_EQ(faults.error().where.line, 2);
}

TEST(Defects, ADefectSaysWhatItBreaks) {
  const ScratchFile file(defects(
      "<defect id='tls.ignores-client-certificate-expiry' role='mss'\n"
      " breaks='SD-5.1.3.4/client-certificate SD-5.1.3.4/client-address'><what>Lets\n it in.</what></defect>"));
  const auto loaded = load_defects(file.path(), kSpecs);
  ASSERT_TRUE(loaded) << to_text(loaded.error());
  EXPECT_EQ(loaded->front().id, "tls.ignores-client-certificate-expiry");
  EXPECT_EQ(loaded->front().breaks.size(), 2u);
  EXPECT_EQ(loaded->front().what, "Lets it in.");
  EXPECT_EQ(loaded->front().where.line, 2);
}

TEST(Defects, ADuplicateIdIsRefused) {
  const std::string row = "<defect id='a.b' role='mss' breaks='SD-5.1.3.4/imap'><what>x</what></defect>\n";
  const ScratchFile file(defects(row + row));
  const auto loaded = load_defects(file.path(), kSpecs);
  ASSERT_FALSE(loaded);
  EXPECT_EQ(loaded.error().where.line, 3);
}

TEST(Defects, WhatTheyBreakHasToStandInTheCatalogue) {
  const auto catalogue = load(kSpecs);
  ASSERT_TRUE(catalogue);
  const ScratchFile file(
      defects("<defect id='a.b' role='mss' breaks='SD-5.1.3.4/imap'><what>x</what></defect>\n"
              "<defect id='a.c' role='mss' breaks='SD-5.1.3.4/nothing'><what>x</what></defect>\n"
              "<defect id='a.d' role='mss' breaks='SD-5.1.3.4/server-to-server-encryption'><what>x</what></defect>\n"));
  const auto loaded = load_defects(file.path(), kSpecs);
  ASSERT_TRUE(loaded) << to_text(loaded.error());
  const auto errors = check_defects(*loaded, *catalogue);
  ASSERT_EQ(errors.size(), 2u);
  EXPECT_EQ(errors[0].where.line, 3);
  EXPECT_EQ(errors[1].where.line, 4);
}

}  // namespace wrong_tests
}  // namespace assay::catalogue
